"""Must-haves: which alternatives pass, fail, or cannot be judged yet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from decision.engine.entries import Gate, Reach
from decision.engine.matrix import Matrix


class GateResult(StrEnum):
    """A missing figure is unknown, and so is one that may lie on either side of the threshold; neither excludes."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


def gate_results(matrix: Matrix) -> list[dict[str, GateResult]]:
    """For each alternative the result of every gate, by key; found once for a matrix."""
    return matrix.once(_gate_results)


def _gate_results(matrix: Matrix) -> list[dict[str, GateResult]]:
    if not matrix.gates:
        return [{} for _ in matrix.alternatives]
    columns = {leaf.key: j for j, leaf in enumerate(matrix.leaves)}
    return [
        {gate.key: gate_result(gate, _figure(matrix, gate, i, columns)) for gate in matrix.gates}
        for i in range(len(matrix.alternatives))
    ]


def ranked_rows(matrix: Matrix, results: Sequence[dict[str, GateResult]]) -> list[int]:
    """Rows of the alternatives that no excluding gate has failed."""
    excluding = [gate.key for gate in matrix.gates if gate.excludes]
    if not excluding:
        return list(range(len(results)))
    return [i for i, row in enumerate(results) if all(row[key] is not GateResult.FAIL for key in excluding)]


def _figure(matrix: Matrix, gate: Gate, row: int, columns: dict[str, int]) -> Decimal | Reach | None:
    if gate.observed is not None:
        return gate.observed.get(matrix.alternatives[row])
    assert gate.criterion is not None, "a gate compares one thing"
    cell = matrix.cells[row][columns[gate.criterion]]
    return None if cell is None else cell.value


def gate_result(gate: Gate, figure: Decimal | Reach | None) -> GateResult:
    """Whether a figure meets a gate's threshold."""
    if figure is None:
        return GateResult.UNKNOWN
    if isinstance(figure, Reach):
        return _of_reach(gate, figure)
    holds = figure >= gate.threshold if gate.comparison == "at_least" else figure <= gate.threshold
    return GateResult.PASS if holds else GateResult.FAIL


def _of_reach(gate: Gate, figure: Reach) -> GateResult:
    """Whether all of a figure's reach meets the threshold, none of it, or only a part."""
    low, high, threshold = figure.low, figure.high, gate.threshold
    if gate.comparison == "at_least":
        passes, fails = low is not None and low >= threshold, high is not None and high < threshold
    else:
        passes, fails = high is not None and high <= threshold, low is not None and low > threshold
    return GateResult.PASS if passes else GateResult.FAIL if fails else GateResult.UNKNOWN
