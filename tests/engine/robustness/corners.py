"""Matrices that trip up careless arithmetic, by the name of what is odd about them."""

from __future__ import annotations

from decimal import Decimal

from decision.engine import Direction, Gate, Matrix
from tests.engine.tables import make_criterion, make_matrix


def corners() -> dict[str, Matrix]:
    """Each corner once; none of them may raise, loop or answer NaN."""
    costs = tuple(make_criterion(key, 1, direction=Direction.COST) for key in "ab")
    open_ended = (make_criterion("a", 1), make_criterion("b", 0, low=None, high=None))
    must_have = Gate(key="g", name="A of 11", comparison="at_least", threshold=Decimal(11), criterion="a")
    return {
        "no alternative": make_matrix({}, (1, 2)),
        "no criterion": make_matrix({"x": (), "y": ()}),
        "one alternative": make_matrix({"x": (3, 4)}),
        "one criterion": make_matrix({"x": (3,), "y": (4,)}),
        "all equal": make_matrix({"x": (5, 5), "y": (5, 5), "z": (5, 5)}),
        "duplicates": make_matrix({"x": (9, 1), "y": (9, 1), "z": (1, 8)}),
        "all the weight on one": make_matrix({"x": (9, 1), "y": (1, 9)}, (1, 0)),
        "zero weight without scores": make_matrix({"x": (9, None), "y": (8, None)}, (1, 0)),
        "nothing bounds what is missing": make_matrix({"x": (9, 3), "y": (8, None)}, criteria=open_ended),
        "missing and weighing": make_matrix({"x": (9, None), "y": (8, 7), "z": (2, 2)}),
        "constant column": make_matrix({"x": (5, 9), "y": (5, 1)}),
        "all costs": make_matrix({"x": (1, 9), "y": (8, 1)}, criteria=costs),
        "a weight of 1e-12": make_matrix({"x": (5, 9), "y": (9, 5)}, ("1", "1e-12")),
        "a lead of 1e-12": make_matrix({"x": ("5.000000000001", 5), "y": (5, 5)}),
        "a lead by a weight of 1e-12": make_matrix({"x": (9, 5), "y": (1, 5)}, ("1e-12", "1")),
        "nobody ranked": make_matrix({"x": (9, 1), "y": (1, 9)}, gates=(must_have,)),
    }
