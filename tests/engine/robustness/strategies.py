"""Matrices for the laws of what would have to change: flat ones, trees, locks, value functions and costs."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from decision.engine import Cell, Criterion, Direction, Matrix, ValueFunction
from tests.engine.tables import make_criterion, scores

PIECEWISE = ValueFunction(
    kind="piecewise", points=((Decimal(0), Decimal(0)), (Decimal(4), Decimal(7)), (Decimal(10), Decimal(10)))
)
LOGARITHMIC = ValueFunction(
    kind="logarithmic", points=((Decimal(1), Decimal(0)), (Decimal(1000), Decimal(10)))
)
BENT = ValueFunction(
    kind="exponential",
    points=((Decimal(0), Decimal(0)), (Decimal(3), Decimal(5)), (Decimal(10), Decimal(10))),
)
FALLING = ValueFunction(kind="linear", points=((Decimal(0), Decimal(10)), (Decimal(10), Decimal(0))))


@st.composite
def any_criterion(draw: st.DrawFn, key: str) -> Criterion:
    """A benefit, a cost, or one of four value functions."""
    kind = draw(st.sampled_from(["benefit", "cost", "piecewise", "logarithmic", "falling", "bent"]))
    points = draw(st.integers(0, 20))
    if kind == "logarithmic":
        return make_criterion(key, points, low=1, high=1000, value_function=LOGARITHMIC)
    functions = {"piecewise": PIECEWISE, "falling": FALLING, "bent": BENT}
    direction = Direction.COST if kind == "cost" else Direction.BENEFIT
    return make_criterion(key, points, direction=direction, value_function=functions.get(kind))


@st.composite
def mixed_matrices(draw: st.DrawFn, least_rows: int = 2, open_scores: bool = False) -> Matrix:
    """Matrices of all kinds of criteria; some scores missing or uncertain if `open_scores`."""
    m, n = draw(st.integers(least_rows, 4)), draw(st.integers(1, 4))
    criteria = draw(
        st.tuples(*(any_criterion(chr(97 + j)) for j in range(n))).filter(
            lambda c: any(one.points for one in c)
        )
    )
    return Matrix(
        alternatives=tuple(f"x{i}" for i in range(m)),
        criteria=criteria,
        cells=tuple(tuple(draw(_cell(criterion, open_scores)) for criterion in criteria) for _ in range(m)),
    )


@st.composite
def _cell(draw: st.DrawFn, criterion: Criterion, is_open: bool) -> Cell | None:
    low = Decimal(1) if criterion.low else Decimal(0)
    value = max(draw(scores), low)
    kind = draw(st.sampled_from(["known", "known", "missing", "uncertain"])) if is_open else "known"
    if kind == "missing":
        return None
    if kind == "uncertain":
        return Cell(value=value, low=max(value - 1, low), high=min(value + 2, Decimal(10)))
    return Cell(value=value)


@st.composite
def trees(draw: st.DrawFn) -> Matrix:
    """Two groups of leaves and one leaf at the top."""
    points = draw(st.lists(st.integers(0, 9), min_size=7, max_size=7))
    top, first, second = points[:3], points[3:5], points[5:]
    if not any(top) or not any(first) or not any(second):
        top, first, second = [1, 2, 3], [1, 1], [2, 3]
    criteria = (
        make_criterion("f", top[0]),
        make_criterion("f1", first[0], parent="f"),
        make_criterion("f2", first[1], parent="f"),
        make_criterion("s", top[1]),
        make_criterion("s1", second[0], parent="s"),
        make_criterion("s2", second[1], parent="s"),
        make_criterion("t", top[2]),
    )
    rows = draw(st.lists(st.lists(scores, min_size=5, max_size=5), min_size=2, max_size=4))
    return Matrix(
        alternatives=tuple(f"x{i}" for i in range(len(rows))),
        criteria=criteria,
        cells=tuple(tuple(Cell(value=score) for score in row) for row in rows),
    )
