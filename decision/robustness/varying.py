"""Other evidence than is stored, in what is asked: some sources left out, a criterion added, must-haves switched.

The address says it as on the matrix (`matrix.forms.evidence`), and what is asked keeps it, so that a study finds the
same evidence again. Nothing is stored.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TypedDict
from urllib.parse import urlencode

from django.http import QueryDict

from decision.matrix.forms import read_varied
from decision.matrix.loading import PLUS, LoadedMatrix
from decision.problems import Conflicting, Invalid

from .asking import Asked

CHANGED = "The figures behind the added criterion have changed since: begin the study again."


class Varied(TypedDict):
    """The fields of `Asked` that say which evidence it is about."""

    without: tuple[str, ...]
    plus: str
    gates: tuple[tuple[int, str], ...]
    figures: str


def varied_in(loaded: LoadedMatrix) -> Varied:
    """Which evidence a matrix stands on; the added criterion's values, which are not of any revision, as a print."""
    figures = ""
    if loaded.plus:
        values = sorted((name, str(cell.value)) for (name, key), cell in loaded.values.items() if key == PLUS)
        figures = hashlib.sha256(repr(values).encode()).hexdigest()[:16]
    return {"without": loaded.without, "plus": loaded.plus, "gates": loaded.switched, "figures": figures}


def varied(loaded: LoadedMatrix, asked: Asked) -> LoadedMatrix:
    """A stored matrix with the evidence that is asked for; as `read_varied`, whose queries it takes.

    Raises `Invalid` that points to what cannot be used, and `Conflicting` where it is no longer what it was.
    """
    if not asked.is_varied:
        return loaded
    pairs = [("without", source) for source in asked.without]
    pairs += [("plus", asked.plus)] if asked.plus else []
    pairs += [(f"gate.{number}", mode) for number, mode in asked.gates]
    found, what_if = read_varied(QueryDict(urlencode(pairs)), loaded)
    if what_if.problems:
        errors = [(_pointer(problem.typed, asked), problem.sentence) for problem in what_if.problems]
        raise Invalid(errors[0][1], errors=errors, title="Invalid what-if")
    if asked.figures and asked.figures != varied_in(found)["figures"]:
        raise Conflicting(CHANGED)
    return found


def as_varied(loaded: LoadedMatrix, asked: Asked) -> Asked:
    """What is asked, about the evidence that the matrix stands on."""
    return replace(asked, **varied_in(loaded))


def _pointer(typed: str, asked: Asked) -> str:
    if typed in asked.without:
        return f"/without/{asked.without.index(typed)}"
    return f"/gates/{typed.removeprefix('gate.')}" if typed.startswith("gate.") else "/plus"
