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
    compare = "at least" if gate.comparison == "at_least" else "at most"
    about = scene.loaded.labels.get(gate.criterion or "", "") or ""
    unit = f" {gate.unit}" if gate.unit else ""
    cells = []
    for row in scene.loaded.alternatives:
        outcome = by_key[row.key].gates[gate.key]
        text = gate.observed.get(row.key, "")
        if gate.criterion:
            cell = scene.loaded.values.get((row.key, gate.criterion))
            text = short(cell.value) if cell else ""
        cells.append(_gate_cell(outcome, text, excludes=excludes, is_lead=row.key == scene.leader))
    return GateLine(
        gate.id, gate.name, excludes, f"{about} {compare} {short(gate.threshold)}{unit}".strip(), tuple(cells)
    )


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
