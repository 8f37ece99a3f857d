"""Reading the catalogue."""

from __future__ import annotations

from django.db.models import Q

from .models import Framework


def count_of_matching_frameworks(text: str) -> int:
    """How many frameworks have `text` in a name, category or summary."""
    return Framework.objects.filter(matching(text)).count()


def matching(text: str) -> Q:
    """Frameworks with `text` in a name, category or summary."""
    return (
        Q(name__icontains=text) | Q(short_name__icontains=text) | Q(category__icontains=text) | Q(summary__icontains=text)
    )
