"""A decision with other evidence behind it: without some sources, by one more criterion. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from decision import engine

from .rows import CellRow, CriterionRow, LoadedMatrix

PLUS = "_plus"  # the key of a criterion that is only a what-if
TEN = Decimal(10)
OFF = "off"


@dataclass(frozen=True, slots=True)
class Plus:
    """One more criterion, on a scale of 0 to 10: `name` says in the address what it is made of, `values` are by
    alternative and `sources` whose claims they rest on."""

    name: str
    label: str
    question: str
    values: Mapping[str, Decimal]
    sources: Mapping[str, frozenset[str]]
    claim_counts: Mapping[str, int]


def without_sources(loaded: LoadedMatrix, sources: Collection[str]) -> LoadedMatrix:
    """The decision without the scores that rest only on these sources: they count as missing."""
    gone = frozenset(sources)
    lost = {place for place, cell in loaded.cells.items() if cell.sources and cell.sources <= gone}
    values = {place: cell for place, cell in loaded.values.items() if place not in lost}
    return replace(
        loaded, cells={place: cell for place, cell in loaded.cells.items() if place not in lost}, values=values,
        matrix=matrix_of_cells(loaded, values), without=tuple(sorted(gone)),
    )  # fmt: skip


def with_gates(loaded: LoadedMatrix, switched: Mapping[int, str]) -> LoadedMatrix:
    """The decision with some must-haves (by id) `off`, or only warning, or excluding after all."""
    rows = tuple(
        replace(row, mode=switched.get(row.id, row.mode))
        for row in loaded.gates
        if switched.get(row.id) != OFF
    )
    excludes = {row.key: row.mode == "excludes" for row in rows}
    gates = tuple(
        gate.model_copy(update={"excludes": excludes[gate.key]})
        for gate in loaded.matrix.gates
        if gate.key in excludes
    )
    matrix = engine.Matrix(
        alternatives=loaded.matrix.alternatives, criteria=loaded.matrix.criteria, cells=loaded.matrix.cells,
        close_call_margin=loaded.matrix.close_call_margin, missing_at=loaded.matrix.missing_at, gates=gates,
    )  # fmt: skip
    return replace(loaded, gates=rows, matrix=matrix, switched=tuple(sorted(switched.items())))


def with_plus(loaded: LoadedMatrix, plus: Plus) -> LoadedMatrix:
    """The decision judged by one more criterion, which weighs nothing until a weight is given to it."""
    row = CriterionRow(
        id=0, key=PLUS, name=plus.label, question=plus.question, parent=None, points=Decimal(0),
        direction="benefit", low=Decimal(0), high=TEN, low_label="", high_label="", unit="",
        is_measured=False, is_group=False,
    )  # fmt: skip
    cells = {
        (key, PLUS): CellRow(0, None, "measured", plus.claim_counts.get(key, 0), plus.sources.get(key, frozenset()))
        for key in plus.values
    }  # fmt: skip
    values = {
        **loaded.values,
        **{(key, PLUS): engine.Cell(value=value) for key, value in plus.values.items()},
    }
    added = engine.Criterion(key=PLUS, points=Decimal(0), low=Decimal(0), high=TEN)
    return replace(
        loaded, criteria=(*loaded.criteria, row), cells={**loaded.cells, **cells}, values=values,
        matrix=matrix_of_cells(loaded, values, (*loaded.matrix.criteria, added)), plus=plus.name,
    )  # fmt: skip


def matrix_of_cells(
    loaded: LoadedMatrix,
    cells: Mapping[tuple[str, str], engine.Cell | None],
    criteria: tuple[engine.Criterion, ...] | None = None,
) -> engine.Matrix:
    """The engine's matrix with these cells, by alternative and criterion; what is not there is missing."""
    criteria = loaded.matrix.criteria if criteria is None else criteria
    groups = {criterion.parent for criterion in criteria}
    leaves = [criterion.key for criterion in criteria if criterion.key not in groups]
    return engine.Matrix(
        alternatives=loaded.matrix.alternatives, criteria=criteria,
        cells=tuple(tuple(cells.get((key, leaf)) for leaf in leaves) for key in loaded.matrix.alternatives),
        gates=loaded.matrix.gates, close_call_margin=loaded.matrix.close_call_margin,
        missing_at=loaded.matrix.missing_at,
    )  # fmt: skip
