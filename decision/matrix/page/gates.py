"""Must-haves: who passes, who fails, and by which figure."""

from __future__ import annotations

from dataclasses import dataclass

from decision import engine

from ..loading import GateRow
from .numbers import short
from .scene import Scene


@dataclass(frozen=True, slots=True)
class GateCell:
    """Whether one alternative meets a must-have: `pass`, `fail`, `warn` or `unknown`, with the figure or words."""

    kind: str
    icon: str
    word: str
    text: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class GateLine:
    """A must-have."""

    id: int
    name: str
    excludes: bool
    condition: str
    cells: tuple[GateCell, ...]


def gate_line(scene: Scene, gate: GateRow) -> GateLine:
    """One must-have."""
    by_key = {standing.alternative: standing for standing in scene.everybody()}
    excludes = gate.mode == "excludes"
    cells = []
    for row in scene.loaded.alternatives:
        outcome = by_key[row.key].gates[gate.key]
        seen = gate.observed.get(row.key)
        text = f"{seen.text} (proxy)" if seen and seen.is_proxy else seen.text if seen else ""
        if gate.criterion:
            cell = scene.loaded.values.get((row.key, gate.criterion))
            text = short(cell.value) if cell else "no score"
        cells.append(_gate_cell(outcome, text, excludes=excludes, is_lead=row.key == scene.leader))
    return GateLine(gate.id, gate.name, excludes, beside_name(gate), tuple(cells))


def beside_name(gate: GateRow) -> str:
    """The condition, or nothing where the name says the same."""
    condition = condition_of(gate)
    return "" if gate.name.replace(":", "") == condition.replace("“", "").replace("”", "") else condition


def briefly(gate: GateRow) -> str:
    """The name, without the condition where the name was made of it."""
    made = not beside_name(gate)
    return gate.name.partition(": at ")[0] if made else gate.name


def condition_of(gate: GateRow) -> str:
    """`Concurrent WebSocket connections at least 10,000 connections`, `OpenAPI Standard at least “Good”`."""
    compare = "at least" if gate.comparison == "at_least" else "at most"
    if gate.feature:
        return f"{gate.about} {compare} “{gate.level}”"
    unit = f" {gate.unit}" if gate.unit else ""
    return f"{gate.about} {compare} {short(gate.threshold, 4)}{unit}"


def _gate_cell(outcome: engine.GateResult, text: str, *, excludes: bool, is_lead: bool) -> GateCell:
    if outcome is engine.GateResult.PASS:
        return GateCell("pass", "i-check", "Met", text or "met", is_lead)
    if outcome is engine.GateResult.UNKNOWN:
        return GateCell("unknown", "i-minus", "Unknown", text or "no figure", is_lead)
    if excludes:
        return GateCell("fail", "i-x", "Not met", text or "not met", is_lead)
    return GateCell("warn", "i-warn", "Not met, warning only", text or "not met", is_lead)


def gates_met(gates: tuple[GateLine, ...], width: int) -> tuple[str, ...]:
    """By alternative, how many it meets."""
    return tuple(
        f"{sum(gate.cells[i].kind == 'pass' for gate in gates)} of {len(gates)}"
        for i in range(width)
        if gates
    )
