"""The page of a decision's criteria and alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from criteria.models import Criterion, Metric
from decision.matrix.models import Alternative, Weight
from decision.matrix.page.numbers import plural
from frameworks.models import Framework

from ..selectors.building import Built

SHAPES = 8


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion where it stands in the tree."""

    slug: str
    name: str
    question: str
    href: str
    depth: int
    how: str
    points: str
    parent: str
    is_group: bool
    is_first: bool
    is_last: bool
    parents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AlternativeLine:
    """A technology that takes part."""

    slug: str
    name: str
    label: str
    href: str
    shape: int
    scored: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something of the catalogue that could be added."""

    slug: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class CriteriaPage:
    """The page."""

    criteria: tuple[CriterionLine, ...]
    alternatives: tuple[AlternativeLine, ...]
    query: str
    found: tuple[Offer, ...]
    metrics: tuple[Offer, ...]
    frameworks: tuple[Offer, ...]
    sentence: str


def criteria_page(slug: str, built: Built, query: str) -> CriteriaPage:
    """Pure but for the addresses."""
    many = len(built.alternatives)
    leaves = len(built.weights) - len({row.parent_id for row in built.weights if row.parent_id})
    return CriteriaPage(
        criteria=tuple(_lines(slug, built.weights, many)),
        alternatives=tuple(_alternative(row, number, leaves) for number, row in enumerate(built.alternatives)),
        query=query, found=tuple(_found(row) for row in built.criteria),
        metrics=tuple(_metric(row, many) for row in built.metrics),
        frameworks=tuple(_framework(row) for row in built.frameworks),
        sentence=f"{plural(leaves, 'criterion', 'criteria')} and {plural(many, 'alternative')}.",
    )  # fmt: skip


def _lines(slug: str, weights: Sequence[Weight], many: int) -> list[CriterionLine]:
    """Each criterion followed by those beneath it."""
    beneath: dict[int | None, list[Weight]] = {}
    for row in weights:
        beneath.setdefault(row.parent_id, []).append(row)
    by_id = {row.pk: row for row in weights}
    lines: list[CriterionLine] = []

    def add(row: Weight, depth: int, siblings: list[Weight]) -> None:
        group = row.pk in beneath
        below = _below(row, beneath)
        parents = tuple(
            (one.criterion.slug, one.criterion.name)
            for one in weights
            if one.pk not in below and (one.pk in beneath or not one.scored)  # type: ignore[attr-defined]
        )
        how = "a group" if group else "measured" if row.value_function_id else "judged"
        if not group:
            how += f", {row.scored} of {many} scored"  # type: ignore[attr-defined]
        lines.append(
            CriterionLine(
                row.criterion.slug, row.criterion.name, row.criterion.question,
                "" if group else reverse("decision-criterion", args=[slug, row.criterion.slug]), depth, how,
                f"{row.points.normalize():f}", by_id[row.parent_id].criterion.slug if row.parent_id else "", group,
                row is siblings[0], row is siblings[-1], parents,
            )
        )  # fmt: skip
        for one in beneath.get(row.pk, ()):
            add(one, depth + 1, beneath[row.pk])

    for row in beneath.get(None, ()):
        add(row, 0, beneath[None])
    return lines


def _below(row: Weight, beneath: dict[int | None, list[Weight]]) -> set[int]:
    found, waiting = {row.pk}, [row]
    while waiting:
        for one in beneath.get(waiting.pop().pk, ()):
            if one.pk not in found:
                found.add(one.pk)
                waiting.append(one)
    return found


def _alternative(row: Alternative, number: int, leaves: int) -> AlternativeLine:
    scored = f"{row.scored} of {leaves} scored"  # type: ignore[attr-defined]
    return AlternativeLine(
        row.framework.slug, row.framework.name, row.label, row.framework.get_absolute_url(), number % SHAPES + 1, scored
    )  # fmt: skip


def _found(row: Criterion) -> Offer:
    note = row.question or row.description
    how = f"measured: {row.metric}" if row.metric else row.scale.name
    return Offer(row.slug, row.name, f"{note} ({how})" if note else how)


def _metric(row: Metric, many: int) -> Offer:
    figures = f"{row.figures} of {many} measured"  # type: ignore[attr-defined]
    return Offer(row.slug, str(row), f"{figures}, {row.get_direction_display()}")


def _framework(row: Framework) -> Offer:
    return Offer(row.slug, row.name, row.category)
