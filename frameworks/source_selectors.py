"""Reading sources: their claims page by page, and the figures of others beside theirs."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet, Subquery

from criteria.searching import with_words

from .models import Claim, Source
from .selectors import COUNTED, WITH_NAMES

FIGURES_AT_MOST = 2000


def page_claims_of_source(source: Source, wanted: Q, first: int, most: int) -> tuple[list[Claim], int]:
    """A page of a source's claims by kind, names loaded, and how many there are; two queries."""
    rows = Claim.objects.evidence().filter(wanted, source=source)
    page = rows.select_related(*WITH_NAMES).order_by("kind", "id")[first : first + most]
    return list(page), rows.count()


def source_with_counts(slug: str) -> Source | None:
    """A source with how many of its claims are about a relative, and how many are out of date; one query."""
    proxies = Count("claims", filter=COUNTED & Q(claims__measured_on__isnull=False))
    stale = Count("claims", filter=Q(claims__status=Claim.Status.STALE))
    return Source.objects.annotate(proxy_count=proxies, stale_count=stale).filter(slug=slug).first()


def kinds_of_source(source: Source) -> dict[str, int]:
    """How many claims of each kind a source makes; one query."""
    rows = Claim.objects.evidence().filter(source=source).values_list("kind").order_by("kind")
    return dict(rows.annotate(count=Count("pk")))


def count_before(source: Source, claim: int) -> int | None:
    """How many of a source's claims stand before one of them on its page, None where it is not there; one query."""
    rows = Claim.objects.evidence().filter(source=source)
    kind = rows.filter(pk=claim).values("kind")[:1]
    before = rows.filter(Q(kind__lt=Subquery(kind)) | Q(kind=Subquery(kind), pk__lte=claim)).count()
    return before - 1 if before else None


def figures_of_source(source: Source) -> list[Claim]:
    """A source's figures on metrics, at most `FIGURES_AT_MOST`; one query."""
    rows = Claim.objects.evidence().filter(source=source, metric__isnull=False, number__isnull=False)
    return list(rows.order_by("id")[:FIGURES_AT_MOST])


def rival_figures(figures: Collection[Claim]) -> list[Claim]:
    """Everybody's figures of the same frameworks on the same metrics, with their sources; one query."""
    frameworks = {claim.framework_id for claim in figures if claim.framework_id}
    metrics = {claim.metric_id for claim in figures}
    rows = Claim.objects.evidence().filter(framework__in=frameworks, metric__in=metrics, number__isnull=False)
    return list(rows.select_related("source").order_by("id")[: 10 * FIGURES_AT_MOST])


def page_sources(text: str = "") -> QuerySet[Source]:
    """Sources by title."""
    return with_words(Source.objects.order_by("title", "id"), text)
