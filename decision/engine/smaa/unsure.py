"""Scores that are not known exactly: which they are, and how to draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from decision.engine.curves import Curve
from decision.engine.entries import Cell, Criterion
from decision.engine.matrix import Matrix
from decision.engine.prepared import missing_bounds
from decision.engine.smaa.settings import ScoreDraw
from decision.engine.values import Direction

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Spread = tuple[float, float | None, float]
"""Lowest, peak (None: evenly spread) and highest."""


@dataclass(frozen=True, slots=True, eq=False)
class Unsure:
    """The cells of one column that are drawn alike: `rows` of the values, and their distribution.

    `low`, `peak` and `high` are raw with a `curve`, else values; `peak` None means evenly spread.
    """

    column: int
    rows: Rows
    low: Floats
    peak: Floats | None
    high: Floats
    curve: Curve | None

    def draw(self, rng: np.random.Generator, draws: int) -> Floats:
        """Values, a row per cell and a column per draw, by the inverse of the distribution function."""
        drawn = rng.random((len(self.rows), draws))
        low, high = self.low[:, None], self.high[:, None]
        if self.peak is None:
            drawn *= high - low
            drawn += low
        else:
            drawn = _triangular(drawn, low, self.peak[:, None], high)
        return drawn if self.curve is None else self.curve(drawn)


def _triangular(u: Floats, low: Floats, peak: Floats, high: Floats) -> Floats:
    """Inverse cdf of the triangular distribution; low < high."""
    width = high - low
    at = (peak - low) / width
    rising = low + width * np.sqrt(u * at)
    falling = high - width * np.sqrt((1.0 - u) * (1.0 - at))
    return np.where(u < at, rising, falling)


def unsure_cells(matrix: Matrix, rows: Sequence[int], scores: ScoreDraw) -> tuple[Unsure, ...]:
    """All cells that these settings draw, column by column; `rows` are those of the matrix that take part."""
    if scores.kind == "fixed":
        return ()
    found: list[Unsure] = []
    everything_plain = matrix.prepared.is_exact
    if everything_plain and not scores.off_by:
        return ()
    for j, leaf in enumerate(matrix.leaves):
        raw: dict[int, Spread] = {}
        valued: dict[int, Spread] = {}
        plain = list(range(len(rows)))
        if not everything_plain:
            plain = [
                place
                for place, i in enumerate(rows)
                if not _sorted_in(matrix.cells[i][j], leaf, scores, place, raw, valued)
            ]
        for spreads, through in ((raw, _curve(leaf)), (valued, None)):
            found.extend(_grouped(j, spreads, through))
        if scores.off_by and plain:
            values = matrix.prepared.floats[[rows[place] for place in plain], j]
            found.extend(_off_by(j, leaf, np.array(plain, dtype=np.intp), values, scores.off_by))
    return tuple(found)


def as_if_missing(leaves: Sequence[Criterion], cells: npt.NDArray[np.bool_]) -> tuple[Unsure, ...]:
    """The marked cells (m, n), drawn over their scale whatever their score is."""
    found: list[Unsure] = []
    for j, leaf in enumerate(leaves):
        raw: dict[int, Spread] = {}
        valued: dict[int, Spread] = {}
        for place in np.flatnonzero(cells[:, j]).tolist():
            _sorted_in(None, leaf, ScoreDraw(), place, raw, valued)
        for spreads, through in ((raw, _curve(leaf)), (valued, None)):
            found.extend(_grouped(j, spreads, through))
    return tuple(found)


def _sorted_in(
    cell: Cell | None,
    leaf: Criterion,
    scores: ScoreDraw,
    place: int,
    raw: dict[int, Spread],
    valued: dict[int, Spread],
) -> bool:
    """Note how a missing score or a range is drawn: in raw units through a value function, or as a value. False for
    a plain score.
    """
    into = raw if leaf.value_function is not None else valued
    if cell is None:
        if scores.missing == "scale":
            if leaf.low is not None and leaf.high is not None:
                into[place] = (float(leaf.low), None, float(leaf.high))
            elif (bounds := missing_bounds(leaf)) is not None:
                valued[place] = (float(bounds[0]), None, float(bounds[1]))
        return True
    if cell.low is None and cell.high is None:
        return False
    low, high = (cell.value if end is None else end for end in (cell.low, cell.high))
    peak = None if scores.shape == "uniform" else float(cell.value)
    spread = (float(low), peak, float(high))
    into[place] = spread if into is raw else _oriented(spread, leaf)
    return True


def _oriented(spread: Spread, leaf: Criterion) -> Spread:
    """A cost without a value function is reflected on its scale."""
    if leaf.direction is Direction.BENEFIT or leaf.low is None or leaf.high is None:
        return spread
    ends = float(leaf.low) + float(leaf.high)
    low, peak, high = spread
    return ends - high, None if peak is None else ends - peak, ends - low


def _off_by(column: int, leaf: Criterion, rows: Rows, values: Floats, off_by: float) -> list[Unsure]:
    """Evenly around these values, cut off at the ends of the scale."""
    low, high = values - off_by, values + off_by
    if (bounds := missing_bounds(leaf)) is not None:
        low, high = np.maximum(low, float(bounds[0])), np.minimum(high, float(bounds[1]))
    varies = low < high
    if not varies.any():
        return []
    return [Unsure(column, rows[varies], low[varies], None, high[varies], None)]


def _curve(leaf: Criterion) -> Curve | None:
    return None if leaf.value_function is None else Curve.of(leaf.value_function)


def _grouped(column: int, spreads: dict[int, Spread], curve: Curve | None) -> list[Unsure]:
    """Cells with a peak and cells without, each as one array; what cannot vary is left out."""
    groups: list[Unsure] = []
    for with_peak in (True, False):
        cells = {
            row: spread
            for row, spread in spreads.items()
            if (spread[1] is not None) is with_peak and spread[0] < spread[2]
        }
        if cells:
            low, peak, high = (np.array(ends, dtype=np.float64) for ends in zip(*cells.values(), strict=True))
            rows = np.array(list(cells), dtype=np.intp)
            groups.append(Unsure(column, rows, low, peak if with_peak else None, high, curve))
    return groups
