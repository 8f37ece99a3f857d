"""What a criterion's and a metric's page say of the documents: who was judged or measured, how, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from criteria.models import Criterion, Metric, Scale, ScaleLevel
from decision.typed import grouped

from .claims import ClaimView, claim_view, figure_text
from .models import Claim
from .paging import Pages, pages_of
from .plots import Curve, Line, curve, line, scale_line
from .selectors import claims_on_criterion, figures_on_metric, marks_on_criterion, other_claims_on_metric

PER_PAGE = 100  # claims
MARKS_AT_MOST = FIGURES_AT_MOST = 40  # drawn on one line


@dataclass(frozen=True, slots=True)
class Figure:
    """One framework's figure on a metric, or its mark on a criterion."""

    claim: ClaimView
    shape: int
    printed: str
    value: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A word of the scale, what it stands for, and how far along the scale that is."""

    word: str
    value: str
    width: str


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """A criterion as the documents have it."""

    levels: tuple[Level, ...]
    marks: tuple[Figure, ...]
    mark_count: int
    line: Line | None
    claims: tuple[ClaimView, ...]
    page: Pages


@dataclass(frozen=True, slots=True)
class MetricFacts:
    """A metric as the documents have it; each figure with its value by each value function."""

    figures: tuple[Figure, ...]
    line: Line | None
    curves: tuple[Curve, ...]
    others: tuple[ClaimView, ...]
    other_count: int
    page: Pages


def criterion_facts(criterion: Criterion, query: QueryDict) -> CriterionFacts:
    """Levels, the best marks, and the page of claims that is asked for, of a criterion whose scale is loaded; four
    queries, five where there are more marks."""
    claims = claims_on_criterion(criterion.pk)
    levels = list(criterion.scale.levels.order_by("-value", "position", "word"))
    marks = marks_on_criterion(criterion.pk, {level.word.casefold(): level.value for level in levels})
    judged = [(row, row.value) for row in marks[:MARKS_AT_MOST]]
    page = pages_of(query, claims.count(), PER_PAGE)
    scale = criterion.scale
    plotted = [(_name(claim), claim.text, value) for claim, value in judged]
    return CriterionFacts(
        levels=_levels(criterion.scale, levels),
        marks=tuple(
            Figure(claim_view(claim), index % 8 + 1, claim.text or grouped(value), grouped(value))
            for index, (claim, value) in enumerate(judged)
        ),
        mark_count=marks.count() if len(judged) == MARKS_AT_MOST else len(judged),
        line=scale_line(plotted, scale.low, scale.high) if plotted else None,
        claims=tuple(claim_view(claim) for claim in claims[page.first : page.first + PER_PAGE]),
        page=page,
    )


def metric_facts(metric: Metric, query: QueryDict) -> MetricFacts:
    """The page of figures that is asked for, value functions and other claims of a metric; five queries."""
    figures, others = figures_on_metric(metric), other_claims_on_metric(metric)
    page = pages_of(query, figures.count(), FIGURES_AT_MOST)
    shown = list(figures[page.first : page.first + FIGURES_AT_MOST])
    named = [(_name(claim), claim.text or figure_text(claim), claim.number or Decimal(0)) for claim in shown]
    functions = list(metric.value_functions.filter(is_shared=True).order_by("name"))
    numbers = [(name, number) for name, _, number in named]
    curves = tuple(drawn for function in functions if (drawn := curve(function, numbers)) is not None)
    return MetricFacts(
        figures=_figures(shown, named, curves),
        line=line(named),
        curves=curves,
        others=tuple(claim_view(claim) for claim in others[:PER_PAGE]),
        other_count=others.count(),
        page=page,
    )


def _figures(
    claims: Sequence[Claim], named: Sequence[tuple[str, str, Decimal]], curves: Iterable[Curve]
) -> tuple[Figure, ...]:
    drawn = list(curves)
    return tuple(
        Figure(
            claim_view(claim),
            index % 8 + 1,
            text,
            grouped(number),
            tuple(one.points[index].value for one in drawn),
        )
        for index, (claim, (_, text, number)) in enumerate(zip(claims, named, strict=True))
    )


def _levels(scale: Scale, levels: Iterable[ScaleLevel]) -> tuple[Level, ...]:
    span = scale.high - scale.low
    return tuple(
        Level(level.word, grouped(level.value), f"{(level.value - scale.low) / span * 100:.1f}%")
        for level in levels
    )


def _name(claim: Claim) -> str:
    return claim.framework.label if claim.framework else ""
