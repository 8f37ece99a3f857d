"""Must-haves on figures that are not known exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest

from decision.engine import Criterion, Gate, GateResult, InvalidGate, Matrix, Reach
from decision.engine.gates import gate_results

Comparison = Literal["at_least", "at_most"]


def result(figure: Decimal | Reach | None, threshold: int, comparison: Comparison = "at_least") -> GateResult:
    gate = Gate(
        key="g", name="G", comparison=comparison, threshold=Decimal(threshold), observed={"a": figure}
    )
    matrix = Matrix(
        alternatives=("a",), criteria=(Criterion(key="c", points=Decimal(1), low=Decimal(0), high=Decimal(10)),),
        cells=((None,),), gates=(gate,), close_call_margin=Decimal(0),
    )  # fmt: skip
    return gate_results(matrix)[0]["g"]


def reach(low: int | None, high: int | None) -> Reach:
    return Reach(low=None if low is None else Decimal(low), high=None if high is None else Decimal(high))


class TestAReach:
    @pytest.mark.parametrize(
        ("low", "high", "threshold", "expected"),
        [
            (3200, None, 10_000, GateResult.UNKNOWN),  # at least 3,200 may be more
            (10_000, None, 10_000, GateResult.PASS),
            (9500, 10_500, 10_000, GateResult.UNKNOWN),
            (1710, 1890, 10_000, GateResult.FAIL),
            (None, None, 1, GateResult.UNKNOWN),
            (None, 5, 6, GateResult.FAIL),
        ],
    )
    def test_of_at_least(
        self, low: int | None, high: int | None, threshold: int, expected: GateResult
    ) -> None:
        assert result(reach(low, high), threshold) is expected

    @pytest.mark.parametrize(
        ("low", "high", "threshold", "expected"),
        [
            (200, None, 100, GateResult.FAIL),  # at least 200 MB is more than 100 MB
            (50, None, 100, GateResult.UNKNOWN),
            (95, 105, 105, GateResult.PASS),
            (95, 105, 100, GateResult.UNKNOWN),
        ],
    )
    def test_of_at_most(
        self, low: int | None, high: int | None, threshold: int, expected: GateResult
    ) -> None:
        assert result(reach(low, high), threshold, "at_most") is expected

    def test_that_is_a_point_decides_as_a_number_does(self) -> None:
        for threshold in (4, 5, 6):
            assert result(reach(5, 5), threshold) is result(Decimal(5), threshold)

    def test_that_falls_is_refused(self) -> None:
        with pytest.raises(InvalidGate, match="from low to high"):
            reach(2, 1)

    def test_missing_is_unknown(self) -> None:
        assert result(None, 1) is GateResult.UNKNOWN
