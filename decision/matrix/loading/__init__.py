"""Turns the stored rows of a decision into the engine's `Matrix`, in one query."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator

from decision.engine import EngineError
from decision.problems import NotThere

from .as_of import PastWords, load_as_of, reasons_as_of, words_as_of
from .assembling import assemble
from .query import stored, stored_one
from .rows import AlternativeRow, CellRow, CriterionRow, GateRow, LoadedMatrix, ScenarioRow
from .varied import OFF, PLUS, Plus, matrix_of_cells, with_gates, with_plus, without_sources

__all__ = [
    "OFF",
    "PLUS",
    "AlternativeRow",
    "CellRow",
    "CriterionRow",
    "GateRow",
    "LoadedMatrix",
    "PastWords",
    "Plus",
    "ScenarioRow",
    "load_as_of",
    "load_matrices",
    "load_matrix",
    "matrix_of_cells",
    "reasons_as_of",
    "with_gates",
    "with_plus",
    "without_sources",
    "words_as_of",
]

logger = logging.getLogger(__name__)


def load_matrix(decision_id: int) -> LoadedMatrix:
    """The whole matrix of a decision in one query, whatever its size.

    Raises `NotThere` when the decision is gone, `EngineError` when stored rows contradict each other.
    """
    if (row := stored_one(decision_id)) is None:
        raise NotThere("This decision is gone.")
    return assemble(row)


def load_matrices(decision_ids: Collection[int]) -> Iterator[LoadedMatrix]:
    """The matrices of many decisions in one query; those that are gone are left out, and so, with a line
    in the log, are those whose stored rows contradict each other."""
    for row in stored(decision_ids):
        try:
            yield assemble(row)
        except EngineError as error:
            logger.warning("Decision %s cannot be ranked: %s", row["slug"], error.detail)
