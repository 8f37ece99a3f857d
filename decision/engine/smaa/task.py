"""What is drawn and counted, as arrays: everything that a chunk of draws needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.smaa.drawing import Draw, weight_draw
from decision.engine.smaa.settings import ScoreDraw, WeightDraw, check_study
from decision.engine.smaa.unsure import Unsure, unsure_cells
from decision.engine.tree import LeafWeights

Floats = npt.NDArray[np.float64]
VERSION = "1"
"""Of the figures: raised when equal input and seed no longer give equal ones."""
_LEAST_TOLERANCE = 1e-315
"""Above what the number of an alternative makes of a total of 0 (see `counting`)."""
MOST_PAIRS = 200
_CHUNK_BYTES = 2 * 2**20
_CHUNKS = (5_000, 2_500, 2_000, 1_250, 1_000, 500)
_BINS, _MOST_BINS = 4_096, 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """`values` has a row per alternative that takes part, a column per leaf. Chunks of `chunk` draws each."""

    names: tuple[str, ...]
    excluded: tuple[str, ...]
    leaves: tuple[str, ...]
    values: Floats
    own: Floats
    weigh: Draw
    weights_vary: bool
    unsure: tuple[Unsure, ...]
    seed: int
    chunk: int
    largest: float
    """The largest size of a value that may be drawn."""
    tolerance: float
    lows: Floats
    """The least total that each alternative can have."""
    widths: Floats
    bins: int
    pairwise: bool
    totals: bool
    causes: bool
    fingerprint: str

    def rng(self, number: int, part: int | None = None) -> np.random.Generator:
        """The random stream of one chunk (the same as child `number` of the seed); parts have streams of their
        own.
        """
        key = (number,) if part is None else (number, part)
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))


def task_of(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None,
    weights: WeightDraw,
    scores: ScoreDraw,
    *,
    draws: int,
    seed: int,
    pairwise: bool | None = None,
    totals: bool = False,
    causes: bool = False,
) -> Task:
    """Check and prepare. Raises InvalidStudy, UnboundedMissing, AllWeightsZero and as `shares`."""
    leaves = tuple(leaf.key for leaf in matrix.leaves)
    check_study(draws, seed, weights, scores, leaves)
    own = _own(matrix, points, weights)
    rows = ranked_rows(matrix, gate_results(matrix)) if leaves else []
    m, n = len(rows), len(leaves)
    values = np.ascontiguousarray(matrix.prepared.floats[rows])
    unsure = unsure_cells(matrix, rows, scores)
    lows, highs = _ends(values, unsure, own if weights.kind == "fixed" else None)
    largest = max(float(np.abs(end).max(initial=0.0)) for end in _ends(values, unsure, None))
    names = tuple(matrix.alternatives[i] for i in rows)
    taking_part = set(names)
    pairs = (m <= 20 if pairwise is None else pairwise) and m <= MOST_PAIRS
    asked = (weights, scores, seed, pairs, totals, causes)
    return Task(
        names=names,
        excluded=tuple(key for key in matrix.alternatives if key not in taking_part),
        leaves=leaves,
        values=values,
        own=own,
        weigh=weight_draw(weights, leaves, own),
        weights_vary=weights.kind != "fixed" and int(np.count_nonzero(own)) > 1,
        unsure=unsure,
        seed=seed,
        chunk=chunk_of(m, n),
        largest=largest,
        tolerance=max(_tolerance(m, n) * largest, _LEAST_TOLERANCE),
        lows=lows,
        widths=highs - lows,
        bins=max(256, min(_BINS, _MOST_BINS // max(m, 1))),
        pairwise=pairs,
        totals=totals,
        causes=causes,
        fingerprint=_fingerprint(names, leaves, values, own, unsure, repr(asked)),
    )


def _own(matrix: Matrix, points: Mapping[str, Decimal] | None, weights: WeightDraw) -> Floats:
    """The shares (n,) that draws lean on, equal ones where on none. Raises UnboundedMissing and as `shares`."""
    leans = weights.kind in ("around", "within", "fixed")
    n = len(matrix.leaves)
    parts = matrix.tree.weights(points) if leans else LeafWeights([1] * n, n)
    matrix.prepared.check_bounded(parts, matrix.alternatives, matrix.leaves)
    return np.array([part / parts.whole for part in parts.parts], dtype=np.float64)


def chunk_of(m: int, n: int) -> int:
    """Draws at a time, by the size of the matrix alone; all of them divide 10,000."""
    fitting = _CHUNK_BYTES // (8 * (n + 4 * m) or 1)
    return next((size for size in _CHUNKS if size <= fitting), _CHUNKS[-1])


def _ends(values: Floats, unsure: tuple[Unsure, ...], fixed: Floats | None) -> tuple[Floats, Floats]:
    """The least and greatest total of every alternative, at these weights or at any."""
    low, high = values.copy(), values.copy()
    for cells in unsure:
        ends = cells.low, cells.high
        if cells.curve is not None:
            ends = (
                np.full(len(cells.rows), cells.curve.vs.min()),
                np.full(len(cells.rows), cells.curve.vs.max()),
            )
        low[cells.rows, cells.column] = np.minimum(low[cells.rows, cells.column], ends[0])
        high[cells.rows, cells.column] = np.maximum(high[cells.rows, cells.column], ends[1])
    if not values.size:
        return np.zeros(len(values)), np.zeros(len(values))
    if fixed is not None:
        return low @ fixed, high @ fixed
    return low.min(axis=1), high.max(axis=1)


def _tolerance(m: int, n: int) -> float:
    """What two equal totals may differ by, as a part of the largest value: the rounding of n products, and the bits
    that sorting borrows (see `counting`). Anything wider would make ties of small true differences.
    """
    borrowed = 2.0 ** (max(m - 1, 0).bit_length() - 52)
    return max(8 * n * float(np.finfo(np.float64).eps), 4 * borrowed)


def _fingerprint(
    names: tuple[str, ...],
    leaves: tuple[str, ...],
    values: Floats,
    own: Floats,
    unsure: tuple[Unsure, ...],
    asked: str,
) -> str:
    """SHA-256 over everything that the figures depend on."""
    digest = hashlib.sha256(repr((VERSION, names, leaves, asked)).encode())
    arrays: list[npt.NDArray[np.generic]] = [values, own]
    for cells in unsure:
        arrays += [np.array([cells.column]), cells.rows, cells.low, cells.high]
        arrays += [] if cells.peak is None else [cells.peak]
        if cells.curve is not None:
            arrays += [cells.curve.xs, cells.curve.vs]
            arrays += [np.array([cells.curve.bend])] if cells.curve.bend else []
    for array in arrays:
        digest.update(repr((array.shape, array.dtype.str)).encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
