"""Frameworks are the catalogue's entries; a claim is one statement of one source about one of them."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from criteria.models import Criterion, Metric
from decision.teams.actors import Actor


class Confidence(models.TextChoices):
    LOW = "low", "low"
    MEDIUM = "medium", "medium"
    HIGH = "high", "high"


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


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims by what curators made of them."""

    def evidence(self) -> ClaimQuerySet:
        """Those that count and that everybody sees: accepted, or stale and marked so."""
        return self.filter(status__in=Claim.EVIDENCE)

    def visible_to(self, actor: Actor) -> ClaimQuerySet:
        """Evidence, one's own proposals, and to staff all."""
        if actor.is_staff:
            return self.all()
        own = Q(proposed_by=actor.user_id) if actor.user_id is not None else Q(pk__in=())
        return self.filter(Q(status__in=Claim.EVIDENCE) | own)


@pghistory.track()
class Claim(models.Model):
    """One statement of one source; `framework` is whom the source credits, `measured_on` what the
    figure is really about where that is a relative."""

    class Kind(models.TextChoices):
        MEASUREMENT = "measurement", "measurement"
        STATISTIC = "statistic", "statistic"
        RELEASE = "release", "release"
        LICENSE = "license", "licence"
        RATING = "rating", "rating"
        FEATURE = "feature", "feature"
        SCORE = "score", "score"
        WEIGHT = "weight", "weight"
        PUBLISHED_TOTAL = "published_total", "published total"
        STRENGTH = "strength", "strength"
        WEAKNESS = "weakness", "weakness"
        USE_CASE = "use_case", "use case"
        VERDICT = "verdict", "verdict"
        RELATION = "relation", "relation"

    class Qualifier(models.TextChoices):
        EXACT = "exact", "exactly"
        ABOUT = "about", "about"
        AT_LEAST = "at_least", "at least"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"
        STALE = "stale", "stale"

    EVIDENCE = (Status.ACCEPTED.value, Status.STALE.value)

    key = models.SlugField(
        max_length=160, unique=True, null=True, blank=True, help_text="Name in the fixtures, if any."
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    measured_on = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="measured_claims"
    )
    related = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="related_claims"
    )
    kind = models.CharField(max_length=16, choices=Kind, db_index=True)
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    number_to = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField(max_length=400, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    lines = models.JSONField(
        default=list, blank=True, help_text="Places in the document: [[from, to], …], counted from 1."
    )
    as_of = models.DateField(null=True, blank=True)
    version = models.CharField(max_length=40, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, null=True, blank=True)
    status = models.CharField(
        max_length=8, choices=Status, default=Status.ACCEPTED, db_default=Status.ACCEPTED, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    review_reason = models.CharField(max_length=300, blank=True, db_default="", editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["framework", "kind"], name="frameworks_claim_about"),
            models.Index(
                fields=["status", "id"], name="frameworks_claim_queue", condition=~Q(status="accepted")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="frameworks_claim_range_rises",
                condition=Q(number_to__isnull=True) | Q(number__lte=F("number_to")),
                violation_error_message="A range needs its lower end first.",
            ),
            models.CheckConstraint(
                name="frameworks_claim_relation_names_both",
                condition=~Q(kind="relation") | Q(framework__isnull=False, related__isnull=False),
                violation_error_message="A relation needs the framework and the related framework.",
            ),
            models.CheckConstraint(
                name="frameworks_claim_says_something",
                condition=Q(number__isnull=False) | ~Q(text=""),
                violation_error_message="A claim needs a number or a text.",
            ),
            models.CheckConstraint(
                name="frameworks_claim_status_known",
                condition=Q(status__in=["proposed", "accepted", "rejected", "stale"]),
            ),
        ]

    def __str__(self) -> str:
        about = self.framework.label if self.framework_id and self.framework else "all"
        return f"#{self.pk} {about}: {self.text or self.number}"

    def clean(self) -> None:
        for place in self.lines if isinstance(self.lines, list) else [None]:
            match place:
                case [int(first), int(last)] if 1 <= first <= last:
                    continue
            raise ValidationError({"lines": f"Each place is [from, to] with 1 ≤ from ≤ to (got {place!r})."})

    @property
    def is_evidence(self) -> bool:
        """Whether it counts: accepted, or stale."""
        return self.status in self.EVIDENCE

    @property
    def locator(self) -> dict[str, object]:
        """Where the statement stands in its document."""
        return {"document": self.source.document, "lines": self.lines}


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges by what became of them."""

    def leading_on(self) -> MergeQuerySet:
        """Those whose former address leads to another entry today."""
        return self.filter(undone_at=None).exclude(slug="")


@pghistory.track()
class Merge(models.Model):
    """What was once an entry of its own: where it went, which rows went with it, and all that it said."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", "framework"
        SOURCE = "source", "source"
        CLAIM = "claim", "claim"

    kind = models.CharField(max_length=9, choices=Kind)
    slug = models.SlugField(max_length=80, blank=True, help_text="Its address, which leads on.")
    name = models.CharField(max_length=400)
    former_id = models.BigIntegerField()
    fields = models.JSONField(help_text="Everything the row said.")
    moved = models.JSONField(help_text="The ids of the rows that point elsewhere now, by table and field.")
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="merges"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="merges")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="merges")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    merged_at = models.DateTimeField(db_default=Now())
    filled = models.JSONField(
        default=list, db_default=[], help_text="The fields that the other one took over."
    )
    findings = models.JSONField(
        default=dict,
        db_default={},
        help_text="Findings told by another name now: [former, now] by acknowledgement.",
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "slug"], name="frameworks_merge_slug")]

    def __str__(self) -> str:
        return f"{self.kind} “{self.name}”"

    @property
    def into(self) -> Framework | Source | Claim | None:
        """What it is part of."""
        return self.framework or self.source or self.claim

    @property
    def can_be_undone(self) -> bool:
        """Whether anybody may think of it: of two claims, the one that went is still there."""
        return self.kind != self.Kind.CLAIM and self.undone_at is None


class ImportDraft(models.Model):
    """A file of claims that somebody looked at; nobody else may import it. A large one is imported aside, and its row
    says how far that is and how it ended."""

    class Status(models.TextChoices):
        SHOWN = "shown", "looked at"
        WAITING = "waiting", "waiting"
        RUNNING = "running", "being imported"
        DONE = "done", "imported"
        CANCELLED = "cancelled", "called off"
        FAILED = "failed", "refused"

    UNFINISHED = (Status.WAITING, Status.RUNNING)

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="What the preview showed.")
    rows = models.PositiveIntegerField(default=0, db_default=0, help_text="How many claims the file has.")
    status = models.CharField(max_length=9, choices=Status, default=Status.SHOWN, db_default=Status.SHOWN)
    step = models.CharField(
        max_length=60, blank=True, db_default="", help_text="What is being done, in words."
    )
    done = models.PositiveIntegerField(default=0, db_default=0)
    wanted = models.PositiveIntegerField(default=0, db_default=0)
    outcome = models.TextField(blank=True, db_default="", help_text="How it ended, in words.")
    begun = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="Times that it began.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits to be imported, or is being."""
        return self.status in self.UNFINISHED


@pghistory.track()
class Need(models.Model):
    """What somebody may look for in a technology, and which claims speak for or against it: `rules` in the shape of
    `frameworks.needs.Rules`. A decision that starts from it weighs `criterion`."""

    slug = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=80)
    question = models.CharField(max_length=200, blank=True)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    rules = models.JSONField(help_text="Which claims speak for it, and which against.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label
