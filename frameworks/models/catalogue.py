"""What is judged, and the documents that speak of it."""

from __future__ import annotations

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse


@pghistory.track()
class Framework(models.Model):
    """A thing that can be chosen: any technology, compared or merely named."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True, db_index=True)
    summary = models.CharField(max_length=300, blank=True)
    package_name = models.CharField(
        max_length=100, blank=True, db_default="", help_text="Its name in the package index, if it has one."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("framework-detail", args=[self.slug])

    @property
    def label(self) -> str:
        """The name as narrow places show it."""
        return self.short_name or self.name


@pghistory.track()
class Source(models.Model):
    """A document that makes claims, known by its file name, checksum and length."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    published_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True, help_text="File name of the document.")
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the document.")
    line_count = models.PositiveIntegerField(
        "lines",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="How many the document has: no claim may name one beyond.",
    )

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source-detail", args=[self.slug])
