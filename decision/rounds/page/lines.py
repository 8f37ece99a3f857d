"""The lines of a ballot: one criterion each, with what the reader has given it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.matrix.forms import plain
from decision.matrix.loading import CriterionRow
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import percent_text, short
from decision.matrix.page.scene import SHAPES

from ..asking import Questions

TOP = Decimal(100)


@dataclass(frozen=True, slots=True)
class WeightLine:
    """A criterion whose points are asked. `share` is its percentage among its siblings, by the points so far."""

    key: str
    name: str
    question: str
    number: int | None
    slot: int
    depth: int
    is_group: bool
    group: str
    ends: str
    points: str
    slider: str
    top: str
    share: str
    error: str


@dataclass(frozen=True, slots=True)
class CellField:
    """One score that is asked; `value` is as typed, "-" is no opinion."""

    name: str
    framework: str
    label: str
    shape: int
    value: str
    low: str
    high: str
    is_none: bool
    error: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A criterion with its cells."""

    key: str
    name: str
    question: str
    number: int
    slot: int
    ends: str
    cells: tuple[CellField, ...]


Typed = Mapping[str, str]
Errors = Mapping[str, str]


def ends_text(row: CriterionRow) -> str:
    """Both ends of a criterion's scale, the worse one first, in words where it has them."""
    unit = f" {row.unit}" if row.unit else ""
    ends = [
        f"{short(end)}{unit}: {label}" if label else f"{short(end)}{unit}"
        for end, label in ((row.low, row.low_label), (row.high, row.high_label))
    ]
    if row.direction == "cost":
        ends.reverse()
    return (" · " if row.low_label or row.high_label else " to ").join(ends)


def percents_among(questions: Questions, points: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Each asked criterion's percentage among its asked siblings, by the points so far."""
    percents: dict[str, Decimal] = {}
    for keys in questions.groups.values():
        together = sum((points.get(key, Decimal(0)) for key in keys), Decimal(0))
        for key in keys:
            percents[key] = points.get(key, Decimal(0)) * TOP / together if together else Decimal(0)
    return percents


def weight_lines(
    questions: Questions, points: Mapping[str, Decimal], typed: Typed, errors: Errors
) -> tuple[WeightLine, ...]:
    """A line for every criterion whose points are asked, children after their parent."""
    numbers = {row.key: number for number, row in enumerate(questions.loaded.leaves, 1)}
    percents = percents_among(questions, points)
    return tuple(
        WeightLine(
            key=row.key, name=row.name, question=row.question, number=numbers.get(row.key),
            slot=slot_of(numbers.get(row.key, 1)), depth=depth, is_group=row.is_group,
            group=row.parent or "", ends="" if row.is_group else ends_text(row),
            points=typed.get(f"w.{row.key}", plain(points[row.key]) if row.key in points else ""),
            slider=plain(points.get(row.key, Decimal(0))),
            top=plain(max(TOP, *points.values())) if points else plain(TOP),
            share=percent_text(percents[row.key]) if row.key in points and any(percents.values()) else "",
            error=errors.get(f"/weights/{row.key}", ""),
        )
        for row, depth in _in_order(questions.weights)
    )  # fmt: skip


def _in_order(rows: tuple[CriterionRow, ...]) -> list[tuple[CriterionRow, int]]:
    """Parents before their children, with their depth."""
    there = {row.key for row in rows}
    below: dict[str | None, list[CriterionRow]] = {}
    for row in rows:
        below.setdefault(row.parent if row.parent in there else None, []).append(row)
    found: list[tuple[CriterionRow, int]] = []
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(row.key, []))]
    return found


def score_lines(
    questions: Questions, scores: Mapping[tuple[str, str], Decimal | None], typed: Typed, errors: Errors
) -> tuple[ScoreLine, ...]:
    """A line for every criterion whose scores are asked."""
    numbers = {row.key: number for number, row in enumerate(questions.loaded.leaves, 1)}
    shapes = {row.key: index % SHAPES + 1 for index, row in enumerate(questions.loaded.alternatives)}

    def field(framework: str, label: str, row: CriterionRow) -> CellField:
        cell = (framework, row.key)
        name = f"s.{row.key}.{framework}"
        given = scores.get(cell)
        kept = "" if cell not in scores else "-" if given is None else plain(given)
        value = typed.get(name, kept)
        return CellField(
            name=name, framework=framework, label=label, shape=shapes[framework], value=value,
            low=plain(row.low), high=plain(row.high), is_none=value == "-",
            error=errors.get(f"/scores/{framework}/{row.key}", ""),
        )  # fmt: skip

    return tuple(
        ScoreLine(
            key=row.key, name=row.name, question=row.question, number=numbers[row.key],
            slot=slot_of(numbers[row.key]), ends=ends_text(row),
            cells=tuple(field(option.key, option.label, row) for option in questions.alternatives),
        )
        for row in questions.scored
    )  # fmt: skip
