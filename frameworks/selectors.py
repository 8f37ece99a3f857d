"""Reading the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from criteria.models import Criterion, Direction, Metric
from criteria.searching import with_words
from decision.teams.actors import Actor

from .judging import judged_by
from .models import Claim, Framework, Merge, Source
from .transfer.shapes import REFERENCES, ClaimRow, row_of

CLAIMS_ON_A_PAGE = 2_000  # about one framework, the first on record first; search finds the others
# Which claims a count of a framework's or a source's claims is about.
COUNTED = Q(claims__status__in=Claim.EVIDENCE)
COMPARING = (Claim.Kind.MEASUREMENT, Claim.Kind.RATING, Claim.Kind.SCORE, Claim.Kind.STATISTIC)
WITH_NAMES = ("source", "framework", "measured_on", "related", "metric", "criterion", "criterion__parent")


def frameworks_by_claims(text: str = "") -> QuerySet[Framework]:
    """Frameworks with `claim_count` and `source_count`, optionally only those matching `text`."""
    return with_words(Framework.objects.all(), text).annotate(
        claim_count=Count("claims", filter=COUNTED, distinct=True),
        source_count=Count("claims__source", filter=COUNTED, distinct=True),
    )


def frameworks_with_claims(*, about: str, is_compared: bool) -> set[int]:
    """The frameworks, by id, with a claim about a metric or criterion (by slug), or that a document compares: with
    figures, marks or verdict words; one query."""
    rows = Claim.objects.evidence().filter(framework__isnull=False)
    if about:
        rows = rows.filter(Q(metric__slug=about) | Q(criterion__slug=about))
    if is_compared:
        compared = Claim.objects.evidence().filter(kind__in=COMPARING).values("framework")
        rows = rows.filter(framework__in=compared)
    return set(rows.values_list("framework_id", flat=True).distinct())


def subjects_of_claims() -> dict[str, str]:
    """Every metric and criterion that a claim about a framework is about: names by slug; two queries."""
    spoken = Claim.objects.evidence().filter(framework__isnull=False)
    metrics = Metric.objects.filter(pk__in=spoken.values("metric")).values_list("slug", "name")
    criteria = Criterion.objects.filter(pk__in=spoken.values("criterion")).values_list("slug", "name")
    return dict(sorted([*criteria, *metrics], key=lambda one: one[1].casefold()))


def page_claims_about(framework: Framework) -> list[Claim]:
    """Claims that credit a framework, are really about it, or relate it, as many as a page holds; names loaded, one
    query."""
    about = Q(framework=framework) | Q(related=framework) | Q(measured_on=framework)
    rows = Claim.objects.evidence().filter(about).select_related(*WITH_NAMES)
    return list(rows.order_by("id")[:CLAIMS_ON_A_PAGE])


def page_claims_about_all(frameworks: Collection[int]) -> list[Claim]:
    """Claims that credit one of these frameworks but for relations, as many as a page for each holds; names and scales
    loaded, one query."""
    rows = Claim.objects.evidence().filter(framework__in=frameworks).exclude(kind=Claim.Kind.RELATION)
    named = rows.select_related(*WITH_NAMES, "criterion__scale").order_by("id")
    return list(named[: CLAIMS_ON_A_PAGE * len(frameworks)])


def frameworks_by_slug() -> dict[str, Any]:
    """Every framework by slug, by name, with its `claim_count`; one query."""
    return {row.slug: row for row in frameworks_by_claims().order_by("name")}


def page_figures_of(metrics: Collection[int]) -> list[Claim]:
    """Every framework's latest figure on record on each of these metrics, one query."""
    rows = Claim.objects.evidence().filter(
        kind=Claim.Kind.MEASUREMENT, metric__in=metrics, number__isnull=False, framework__isnull=False
    )
    latest = rows.order_by("metric_id", "framework_id", "-id").distinct("metric_id", "framework_id")
    named = latest.select_related("framework", "measured_on", "metric", "source")
    return sorted(named, key=lambda claim: claim.pk)


def page_figures_in_list(metrics: Collection[str], frameworks: Collection[Framework]) -> list[Claim]:
    """Figures on these metrics (by slug), licences and first releases of these frameworks, one query."""
    wanted = (
        Q(metric__slug__in=metrics)
        | Q(kind=Claim.Kind.LICENSE)
        | Q(kind=Claim.Kind.RELEASE, number__isnull=False)
    )
    return list(
        Claim.objects.evidence()
        .filter(wanted, framework__in=frameworks)
        .select_related("framework", "measured_on", "metric")
        .order_by("id")
    )


def claims_on_criterion(criterion: int) -> QuerySet[Claim]:
    """Claims on a criterion or on one beneath it, names loaded."""
    about = Q(criterion=criterion) | Q(criterion__parent=criterion)
    rows = Claim.objects.evidence().filter(about).select_related(*WITH_NAMES)
    return rows.order_by("criterion", "framework", "id")


def marks_on_criterion(criterion: int, levels: Mapping[str, Decimal]) -> QuerySet[Any]:
    """Claims that mark a technology on a criterion, the best first, each with the `value` that its printed score or its
    verdict word (of `levels`, in lower case) comes to; names loaded."""
    rows: QuerySet[Any] = Claim.objects.evidence().filter(criterion=criterion, framework__isnull=False)
    marks: QuerySet[Any] = rows.annotate(value=judged_by(levels)).filter(value__isnull=False)
    return marks.select_related(*WITH_NAMES).order_by("-value", "framework__name", "id")


def figures_on_metric(metric: Metric) -> QuerySet[Claim]:
    """Figures of a metric about technologies, the best first, names loaded."""
    best = "number" if metric.direction == Direction.COST else "-number"
    rows = Claim.objects.evidence().filter(metric=metric, framework__isnull=False, number__isnull=False)
    return rows.select_related(*WITH_NAMES).order_by(best, "framework__name", "id")


def other_claims_on_metric(metric: Metric) -> QuerySet[Claim]:
    """Claims on a metric about no technology, or without a figure; names loaded."""
    rest = Q(framework__isnull=True) | Q(number__isnull=True)
    return Claim.objects.evidence().filter(rest, metric=metric).select_related(*WITH_NAMES).order_by("id")


def claims_in_order(ids: Sequence[int]) -> list[Claim]:
    """These claims in this order, names loaded; those gone meanwhile are left out; one query."""
    rows = Claim.objects.evidence().select_related(*WITH_NAMES).in_bulk(ids)
    return [rows[key] for key in ids if key in rows]


def frameworks_matching(
    *, search: str | None = None, category: str | None = None, claims_about: str | None = None
) -> QuerySet[Framework]:
    """Frameworks by slug: with every word of `search`, of a category, with a claim about a metric or a
    criterion (by slug)."""
    rows = Framework.objects.annotate(claim_count=Count("claims", filter=COUNTED)).order_by("slug")
    rows = with_words(rows, search)
    if category:
        rows = rows.filter(category__iexact=category)
    if claims_about:
        about = Claim.objects.evidence().filter(
            Q(metric__slug=claims_about) | Q(criterion__slug=claims_about)
        )
        rows = rows.filter(pk__in=about.values("framework"))
    return rows


def sources_matching(*, search: str | None = None) -> QuerySet[Source]:
    """Sources by slug, with `search` in the title, the publisher or the slug."""
    rows = Source.objects.annotate(claim_count=Count("claims", filter=COUNTED)).order_by("slug")
    return with_words(rows, search)


def claims_matching(
    *,
    search: str | None = None,
    framework: str | None = None,
    source: str | None = None,
    metric: str | None = None,
    criterion: str | None = None,
    kind: str | None = None,
    as_of_before: date | None = None,
    status: str | None = None,
    by: Actor,
) -> QuerySet[Claim]:
    """Claims with every word and number of `search` in their own text, credited to a framework, of a source, about a
    metric or criterion, of a kind, dated before a day.

    Without a status only those that count as evidence; with one, those of them that `by` may see.
    """
    given = {
        "framework__slug": framework,
        "source__slug": source,
        "metric__slug": metric,
        "criterion__slug": criterion,
        "kind": kind,
        "as_of__lt": as_of_before,
    }
    wanted = {field: value for field, value in given.items() if value is not None}
    seen = Claim.objects.evidence() if status is None else Claim.objects.visible_to(by).filter(status=status)
    return with_words(seen.filter(**wanted), search).order_by("id")


def claim_readable(claim: int, *, by: Actor) -> QuerySet[Claim]:
    """One claim that `by` may see, whatever its status."""
    return Claim.objects.visible_to(by).filter(pk=claim)


def claims_to_export(*, source: str | None = None, framework: str | None = None) -> Iterator[ClaimRow]:
    """Every claim, whatever its status, as its row in a file; in pieces, whatever their number."""
    given = {"source__slug": source, "framework__slug": framework}
    rows = Claim.objects.filter(**{name: slug for name, slug in given.items() if slug})
    return map(row_of, rows.select_related(*REFERENCES).order_by("id").iterator(chunk_size=2000))


def successors(kind: str) -> dict[str, Any]:
    """The frameworks or sources to which those went that were merged, by the former address; one query."""
    merges = Merge.objects.leading_on().filter(kind=kind).select_related("framework", "source")
    return {merge.slug: merge.framework or merge.source for merge in merges.order_by("id")}


def successor(kind: str, slug: str) -> str | None:
    """The address to which a former one leads."""
    rows = Merge.objects.leading_on().filter(kind=kind, slug=slug).order_by("-id")
    return rows.values_list(f"{kind}__slug", flat=True).first()
