"""The scores of a revealed round, cell by cell: how far members lie apart, and everybody's own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.engine.group import CellSpread, GroupComparison
from decision.matrix.loading import CriterionRow
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import plural
from decision.matrix.page.scene import SHAPES

from ..comparison import Comparison
from .dots import DotPlot, Mark, dot_plot
from .lines import ends_text
from .people import called, initials_of
from .words import score

WIDEST = 8
HEATS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.7)
"""From which share of the scale a spread gets which shade."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """What the team gives one cell: the group's score, the range, and how wide it is as a shade."""

    group: str
    range: str
    heat: int
    given: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One criterion, a cell per alternative."""

    name: str
    number: int
    slot: int
    ends: str
    cells: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class WideCell:
    """One of the widest cells, with every member's score on the criterion's scale."""

    name: str
    criterion: str
    number: int
    slot: int
    shape: int
    plot: DotPlot
    group: str
    range: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class OwnScores:
    """One cell with every member's score, for the table."""

    name: str
    criterion: str
    group: str
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScorePart:
    """All cells, and the widest of them."""

    options: tuple[tuple[str, int], ...]
    rows: tuple[ScoreRow, ...]
    widest: tuple[WideCell, ...]
    heads: tuple[tuple[str, str, bool], ...]
    table: tuple[OwnScores, ...]


def score_part(comparison: Comparison, me: int | None, *, is_table: bool) -> ScorePart:
    """The scores of every ballot that counts: as a table everybody's, else spreads and the widest cells."""
    found = comparison.found
    assert found is not None
    spreads = {(cell.alternative, cell.criterion): cell for cell in found.cell_spread}
    people = [comparison.who(view.member) for view in found.members]
    heads = tuple((called(w, me), initials_of(w, me), me is not None and w.user_id == me) for w in people)
    scored = comparison.questions.scored
    numbers = {row.key: number for number, row in enumerate(comparison.loaded.leaves, 1)}
    group = comparison.scores
    options = comparison.questions.alternatives
    rows = tuple(
        ScoreRow(
            row.name, numbers[row.key], slot_of(numbers[row.key]), ends_text(row),
            tuple(_cell(found, comparison, option.key, row, spreads, group) for option in options),
        )
        for row in scored
    )  # fmt: skip
    shapes = {row.key: index % SHAPES + 1 for index, row in enumerate(comparison.loaded.alternatives)}
    return ScorePart(
        options=tuple((option.label, shapes[option.key]) for option in options), rows=rows,
        widest=_widest(comparison, found, heads, numbers, shapes), heads=heads,
        table=_table(comparison, found) if is_table else (),
    )  # fmt: skip


def _cell(
    found: GroupComparison, comparison: Comparison, option: str, row: CriterionRow,
    spreads: dict[tuple[str, str], CellSpread], group: Mapping[tuple[str, str], Decimal],
) -> CellLine:  # fmt: skip
    place = (option, row.key)
    spread, everybody = spreads.get(place), len(found.members)
    if place not in group:
        return CellLine("", "", 0, "no opinion")
    value = score(float(group[place]))
    if spread is None:
        return CellLine(value, "", 0, "one opinion" if everybody > 1 else "")
    width = spread.width / float(row.high - row.low) if row.high > row.low else 0.0
    heat = sum(width >= step for step in HEATS[1:]) if spread.width else 0
    given = "" if spread.given == everybody else plural(spread.given, "opinion")
    span = f"{score(spread.low)}–{score(spread.high)}" if spread.width else "all the same"
    return CellLine(value, span, heat, given)


def _widest(
    comparison: Comparison, found: GroupComparison, heads: tuple[tuple[str, str, bool], ...],
    numbers: dict[str, int], shapes: dict[str, int],
) -> tuple[WideCell, ...]:  # fmt: skip
    scales = {row.key: row for row in comparison.questions.scored}
    name, group = comparison.questions.name, comparison.scores

    def relative(cell: CellSpread) -> float:
        return cell.width / (float(scales[cell.criterion].high - scales[cell.criterion].low) or 1.0)

    cells = sorted((cell for cell in found.cell_spread if cell.width > 0), key=lambda cell: -relative(cell))
    wide = []
    for cell in cells[:WIDEST]:
        row = scales[cell.criterion]
        low, size = float(row.low), float(row.high - row.low) or 1.0
        marks = [
            (Mark(100 * (value - low) / size, letters, is_me), f"{who} {score(value)}")
            for value, (who, letters, is_me) in zip(_given(found, cell), heads, strict=True)
            if not math.isnan(value)
        ]
        together = group.get((cell.alternative, cell.criterion))
        wide.append(WideCell(
            name=name(cell.alternative), criterion=name(cell.criterion), number=numbers[cell.criterion],
            slot=slot_of(numbers[cell.criterion]), shape=shapes[cell.alternative],
            plot=dot_plot([mark for mark, _ in marks], home=_own(comparison, cell, low, size),
                          group=None if together is None else 100 * (float(together) - low) / size,
                          words=", ".join(text for _, text in marks)),
            group="" if together is None else score(float(together)),
            range=f"{score(cell.low)}–{score(cell.high)}", low=score(low), high=score(low + size),
        ))  # fmt: skip
    return tuple(wide)


def _given(found: GroupComparison, cell: CellSpread) -> list[float]:
    assert found.scores is not None
    at = found.alternatives.index(cell.alternative), found.criteria.index(cell.criterion)
    scores: list[float] = found.scores[:, at[0], at[1]].tolist()
    return scores


def _own(comparison: Comparison, cell: CellSpread, low: float, size: float) -> float | None:
    """Where the decision's own score stands on the scale, None where it has none."""
    own = comparison.loaded.values.get((cell.alternative, cell.criterion))
    return None if own is None else 100 * (float(own.value) - low) / size


def _table(comparison: Comparison, found: GroupComparison) -> tuple[OwnScores, ...]:
    if found.scores is None:
        return ()
    by_cell = _by_cell(found)
    name, group = comparison.questions.name, comparison.scores
    return tuple(
        OwnScores(
            name(option), name(criterion),
            score(float(group[option, criterion])) if (option, criterion) in group else "–",
            tuple("–" if math.isnan(value) else score(value) for value in by_cell[option, criterion]),
        )
        for option, criterion in comparison.questions.cells
    )  # fmt: skip


def _by_cell(found: GroupComparison) -> dict[tuple[str, str], list[float]]:
    """Every cell's scores, a member each."""
    assert found.scores is not None
    columns = found.scores.transpose(1, 2, 0).tolist()
    return {
        (option, criterion): columns[i][j]
        for i, option in enumerate(found.alternatives)
        for j, criterion in enumerate(found.criteria)
    }
