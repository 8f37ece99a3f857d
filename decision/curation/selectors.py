"""What waits on the curators' desk."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, QuerySet

from frameworks.models import Claim, Framework
from frameworks.selectors import WITH_NAMES

QUEUES = (Claim.Status.PROPOSED, Claim.Status.STALE, Claim.Status.REJECTED)


def counts_of_claims() -> dict[str, int]:
    """How many claims stand at each status but accepted; one query, from an index of its own."""
    rows = Claim.objects.exclude(status=Claim.Status.ACCEPTED).order_by().values("status")
    found = dict(rows.annotate(count=Count("pk")).values_list("status", "count"))
    return {status.value: found.get(status.value, 0) for status in QUEUES}


def queue_of(status: str, *, text: str = "", source: str = "", ids: Collection[int] = ()) -> QuerySet[Claim]:
    """Claims to look at, the oldest first: at a status, or chosen by id; names, and the count of scores, loaded."""
    rows = Claim.objects.filter(pk__in=ids) if ids else Claim.objects.filter(status=status)
    if text:
        rows = rows.filter(text__icontains=text) | rows.filter(framework__name__icontains=text)
    if source:
        rows = rows.filter(source__slug=source)
    named = rows.select_related(*WITH_NAMES, "proposed_by", "reviewed_by")
    return named.annotate(score_count=Count("scores", distinct=True)).order_by("id")


def packaged_frameworks() -> QuerySet[Framework]:
    """Frameworks that name their package."""
    return Framework.objects.exclude(package_name="").order_by("name")
