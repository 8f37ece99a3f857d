"""The matrix: a line per criterion with its weight, cells and lead, the must-haves, and the totals beneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..loading import LoadedMatrix
from .bars import BarMaker
from .columns import Column, columns
from .gates import GateLine, gate_line, gates_met
from .lines import Feature, Line, Lines
from .scene import Scene
from .totals import Foot, foot

DENSE_ROWS = 40
DENSE_CELLS = 1200
SCROLLS_FROM = 6


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The whole matrix."""

    columns: tuple[Column, ...]
    lead_index: int
    lead_over: str
    gates: tuple[GateLine, ...]
    gates_met: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: tuple[Foot, ...]
    is_dense: bool
    scrolls: bool
    has_groups: bool
    width: int


def is_dense_size(loaded: LoadedMatrix) -> bool:
    """Whether the matrix is so large that rows show only what can be read at that size."""
    rows, columns = len(loaded.criteria), len(loaded.alternatives)
    return rows > DENSE_ROWS or rows * columns > DENSE_CELLS


def matrix_view(
    scene: Scene, *, can_edit: bool, rationales: Mapping[int, str], features: Mapping[str, tuple[Feature, ...]],
    with_cells: bool = True,
) -> MatrixView:  # fmt: skip
    """The matrix as shown; `rationales` by score id and `features` by criterion come from the caller's queries."""
    dense = is_dense_size(scene.loaded)
    bars = BarMaker(scene.loaded, scene.ranking.shares)
    heads = columns(scene, bars, dense=dense)
    maker = Lines(scene, bars, dense=dense, can_edit=can_edit, rationales=rationales)
    gates = tuple(gate_line(scene, gate) for gate in scene.loaded.gates)
    return MatrixView(
        columns=heads, lead_index=next((i for i, head in enumerate(heads) if head.is_lead), -1),
        lead_over=lead_over(scene), gates=gates, gates_met=gates_met(gates, len(heads)),
        lines=tuple(
            maker.line(row, features.get(row.key, ()), with_cells=with_cells)
            for row in (maker.ordered() if with_cells or not dense else [])
        ),
        foot=foot(scene), is_dense=dense, scrolls=dense or len(heads) >= SCROLLS_FROM,
        has_groups=any(row.is_group for row in scene.loaded.criteria), width=len(heads) + (2 if dense else 3),
    )  # fmt: skip


def lead_over(scene: Scene) -> str:
    """Whom the leader is held against, or nothing."""
    runner_up = scene.ranking.recommendation.runner_up
    return scene.loaded.labels[runner_up] if runner_up else ""
