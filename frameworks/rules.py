"""What a claim must keep to beside its columns' constraints, whatever door it comes through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from criteria.models import Metric
from decision.unseen import unseen_in

from .models import Claim, Source

# Relations that lead one way only; each group may hold no circle. All others, like “alternative to”, may.
ONE_WAY = (
    frozenset({"built on", "based on", "built on top of", "extends", "extension of", "fork of"}),
    frozenset({"part of"}),
)
EARLIEST = 1950  # a year that nobody means: a slip of the hand, like 0025 for 2025
TEXTS = {"text": "text", "unit": "unit", "version": "version", "review_reason": "reason"}

Broken = tuple[str, str]
Edge = tuple[int, int]


def broken_rules(claim: Claim, today: date) -> Iterator[Broken]:
    """Each rule that a claim breaks, as (field, sentence); its source and metric are loaded."""
    for field, column in TEXTS.items():
        if told := unseen_in(getattr(claim, field)):
            yield column, told
    if claim.as_of is not None and claim.as_of > today:
        yield "as_of", f"{claim.as_of} is in the future."
    if claim.as_of is not None and claim.as_of.year < EARLIEST:
        yield "as_of", f"{claim.as_of}: is the year right?"
    if claim.source.document and not claim.lines:
        yield "lines", f"Say where it stands: a claim needs its lines in “{claim.source.document}”."
    yield from _beyond_its_document(claim)
    if claim.framework_id is not None and claim.framework_id == claim.related_id:
        yield "related", "Nothing is related to itself."
    if claim.framework_id is not None and claim.framework_id == claim.measured_on_id:
        yield "measured_on", f"That is “{claim.framework}” itself: leave this empty, or name the relative."
    if claim.metric is not None and claim.number is not None:
        yield from _beside_its_metric(claim, claim.metric)


def _beyond_its_document(claim: Claim) -> Iterator[Broken]:
    end, last = claim.source.line_count, _last_line(claim.lines)
    if end is not None and last > end:
        yield "lines", f"There is no line {last}: “{claim.source}” has {end}."


def claims_beyond(source: Source, end: int | None) -> list[int]:
    """The claims of a source that name a line after `end`; one query."""
    if end is None or source.pk is None:
        return []
    places = Claim.objects.filter(source=source).order_by("pk").values_list("pk", "lines")
    return [pk for pk, lines in places if _last_line(lines) > end]


def _last_line(lines: Iterable[Sequence[int]]) -> int:
    return max((place[1] for place in lines), default=0)


def _beside_its_metric(claim: Claim, metric: Metric) -> Iterator[Broken]:
    if claim.unit != metric.unit:
        given = f"“{claim.unit}”" if claim.unit else "no unit"
        wanted = f"in “{metric.unit}”" if metric.unit else "without a unit"
        yield "unit", f"{given[0].upper()}{given[1:]} contradicts the metric: “{metric.name}” is {wanted}."
    for field, number in (("number", claim.number), ("number_to", claim.number_to)):
        if number is None:
            continue
        if metric.low is not None and number < metric.low:
            yield (
                field,
                f"{number:f} lies below what “{metric.name}” can be: {metric.low.normalize():f} or more.",
            )
        if metric.high is not None and number > metric.high:
            yield (
                field,
                f"{number:f} lies above what “{metric.name}” can be: {metric.high.normalize():f} or less.",
            )


def one_way(kind: str, text: str) -> int | None:
    """Which group of relations that lead one way a claim belongs to, if any."""
    if kind != Claim.Kind.RELATION:
        return None
    words = " ".join(text.casefold().split())
    return next((number for number, group in enumerate(ONE_WAY) if words in group), None)


def stored_edges(without: Iterable[int] = ()) -> list[tuple[int, Edge]]:
    """The relations that lead one way as (group, (from, to)), rejected ones left out; one query."""
    rows = (
        Claim.objects.filter(kind=Claim.Kind.RELATION)
        .exclude(status=Claim.Status.REJECTED)
        .exclude(pk__in=list(without))
        .values_list("kind", "text", "framework", "related")
    )
    edges = ((one_way(kind, text), (start, end)) for kind, text, start, end in rows)
    return [(group, edge) for group, edge in edges if group is not None]


def in_circles(edges: Iterable[Edge]) -> set[Edge]:
    """The edges on or between circles: what is left when ends that lead nowhere are taken away, again and again."""
    left = set(edges)
    for from_end in (0, 1):
        while True:
            reached = {edge[from_end] for edge in left}
            kept = {edge for edge in left if edge[1 - from_end] in reached}
            if len(kept) == len(left):
                break
            left = kept
    return left


def circles_through(edges: Iterable[tuple[int, Edge]]) -> dict[int, set[Edge]]:
    """Edges that are part of a circle, by group."""
    grouped: dict[int, list[Edge]] = defaultdict(list)
    for group, edge in edges:
        grouped[group].append(edge)
    return {group: found for group, members in grouped.items() if (found := in_circles(members))}
