"""Which ranks are possible, and which certain, while scores are missing or uncertain."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from decision.engine.exact import as_decimal, units
from decision.engine.figures import Figures, figures
from decision.engine.matrix import Matrix


@dataclass(frozen=True, slots=True)
class PossibleRank:
    """The total at worst and at best under today's weights, and the ranks these allow (None: excluded by a must-have).

    Cells vary independently, so both ranks can be reached. `can_lead`: first, alone or tied, for some scores in their
    ranges; `must_lead`: for all of them.
    """

    alternative: str
    low: Decimal
    high: Decimal
    best: int | None
    worst: int | None
    can_lead: bool
    must_lead: bool


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A score that is missing or uncertain, and how far it can carry the total of its alternative.

    `spread` is the share times the width of the range in value. `alternative_can_lead` is False where no outcome of any
    score makes the alternative first, so that asking is idle unless it is a leader itself. `decides` tells whether this
    cell alone, at one of its ends with all others as they stand, changes who is first.
    """

    alternative: str
    criterion: str
    kind: Literal["missing", "uncertain"]
    share: Decimal
    lowest: Decimal
    highest: Decimal
    spread: Decimal
    alternative_can_lead: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class PossibleRanks:
    """`ranks` in listed order; `decided`: some alternative is first whatever the open scores turn out to be.

    `open_cells` weigh something and belong to a ranked alternative; the widest spread among those that can lead first.
    """

    ranks: tuple[PossibleRank, ...]
    decided: bool
    open_cells: tuple[OpenCell, ...]


def possible_ranks(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> PossibleRanks:
    """Best and worst rank of every alternative, and the cells worth knowing. O(m log m + cells). Raises as `rank`."""
    computed = figures(matrix, points)
    lows = sorted(computed.lows[i] for i in computed.ranked)
    highs = sorted(computed.highs[i] for i in computed.ranked)
    ranked = set(computed.ranked)
    ranks = tuple(
        _rank(matrix, computed, i, lows, highs, i in ranked) for i in range(len(matrix.alternatives))
    )
    cells = _open_cells(matrix, computed, [rank.can_lead for rank in ranks])
    return PossibleRanks(ranks, any(rank.must_lead for rank in ranks), cells)


def _rank(
    matrix: Matrix, computed: Figures, i: int, lows: list[int], highs: list[int], is_ranked: bool
) -> PossibleRank:
    low, high = computed.lows[i], computed.highs[i]
    ends = as_decimal(units(low, computed.unit)), as_decimal(units(high, computed.unit))
    if not is_ranked:
        return PossibleRank(matrix.alternatives[i], *ends, None, None, False, False)
    best = 1 + len(lows) - bisect_right(lows, high)
    above = len(highs) - bisect_right(highs, low) - (high > low)
    return PossibleRank(matrix.alternatives[i], *ends, best, 1 + above, best == 1, above == 0)


def _open_cells(matrix: Matrix, computed: Figures, can_lead: list[bool]) -> tuple[OpenCell, ...]:
    prepared = matrix.prepared
    if prepared.is_exact:
        return ()
    found: list[tuple[bool, int, int, int]] = []
    for i in computed.ranked:
        for j, part in enumerate(computed.weights.parts):
            width = prepared.best[i][j] - prepared.worst[i][j]
            if part and width:
                found.append((not can_lead[i], -part * width, i, j))
    return tuple(_open_cell(matrix, computed, i, j, not cannot) for cannot, _, i, j in sorted(found))


def _open_cell(matrix: Matrix, computed: Figures, i: int, j: int, can_lead: bool) -> OpenCell:
    prepared = matrix.prepared
    part, worst, best = computed.weights.parts[j], prepared.worst[i][j], prepared.best[i][j]
    scale = 10**prepared.decimals
    return OpenCell(
        alternative=matrix.alternatives[i],
        criterion=matrix.leaves[j].key,
        kind="missing" if j in prepared.missing[i] else "uncertain",
        share=as_decimal(units(part, computed.weights.whole)),
        lowest=as_decimal(units(worst, scale)),
        highest=as_decimal(units(best, scale)),
        spread=as_decimal(units(part * (best - worst), computed.unit)),
        alternative_can_lead=can_lead,
        decides=any(
            _changes_first(computed, i, part * (end - prepared.ranked[i][j])) for end in (worst, best)
        ),
    )


def _changes_first(computed: Figures, row: int, more: int) -> bool:
    """Whether another set of leaders comes about if the total of `row` changes by so much."""
    others = [computed.totals[i] for i in computed.ranked if i != row]
    if not others:
        return False
    best, total = max(others), computed.totals[row]
    return (total > best) - (total < best) != (total + more > best) - (total + more < best)
