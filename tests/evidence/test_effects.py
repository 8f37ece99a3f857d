"""What the result would be with other scores: the same as the engine says of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from django.http import QueryDict

from decision import engine
from decision.evidence.page.effects import effect_of, outcome_with, row_effect
from decision.matrix.forms import read_what_if
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page import scene_of
from decision.matrix.page.scene import Scene

from .builders import evidence

SCORES = ((8, 5, 3), (6, 9, None), (7, 7, 7))
NAMES = ("left", "right", "middle")
WEIGHTS = {"speed": 6, "price": 3, "looks": 1}


def loaded_with(scores: object = SCORES, gates: tuple[engine.Gate, ...] = ()) -> LoadedMatrix:
    loaded = evidence(scores, frameworks=NAMES, weights=WEIGHTS).loaded  # type: ignore[arg-type]
    matrix = engine.Matrix(
        alternatives=loaded.matrix.alternatives,
        criteria=loaded.matrix.criteria,
        cells=loaded.matrix.cells,
        gates=gates,
    )
    return replace(loaded, matrix=matrix)


def scene(loaded: LoadedMatrix, query: str = "") -> Scene:
    return scene_of(loaded, read_what_if(QueryDict(query), loaded))


GATE = engine.Gate(key="g", name="Fast", comparison="at_least", threshold=Decimal(5), criterion="speed")


@pytest.mark.parametrize("gates", [(), (GATE,)], ids=["free", "gated"])
@pytest.mark.parametrize("query", ["", "w.speed=10&w.price=20&w.looks=70"])
def test_is_what_the_engine_makes_of_them(query: str, gates: tuple[engine.Gate, ...]) -> None:
    shown = scene(loaded_with(gates=gates), query)
    for row, column, value in product(range(3), range(3), (0, 4, 10)):
        changed = [list(line) for line in SCORES]
        changed[row][column] = value
        expected = scene(loaded_with(changed, gates), query).ranking
        found = outcome_with(shown, list(WEIGHTS)[column], {NAMES[row]: Decimal(value)})
        for one in (*expected.standings, *expected.excluded):
            assert found.totals[one.alternative] == round(one.total, 9)
            assert found.ranks[one.alternative] == one.rank


def test_says_who_would_lead_and_by_how_much() -> None:
    shown = scene(loaded_with())
    same = effect_of(shown, "speed", "left", Decimal(7))
    assert (same.total, same.change, same.winner) == ("6.00", "−0.60", "Middle would still lead, by 0.70")
    assert not same.changes_winner
    other = effect_of(shown, "speed", "left", Decimal(10))
    assert (other.winner, other.changes_winner) == ("Left would lead, by 0.80", True)


def test_says_so_of_a_tie_and_of_nobody() -> None:
    assert effect_of(
        scene(loaded_with(((5, 5, 5), (9, 0, 0), (5, 5, 5)))), "speed", "right", Decimal(0)
    ).winner == ("Left and Middle would tie for first place")
    alone = scene(loaded_with(((5, 5, 5), (0, 0, 0), (0, 0, 0)), (GATE,)))
    assert effect_of(alone, "speed", "left", Decimal(0)).winner == "none would be ranked"


def test_shows_a_whole_row_with_the_places() -> None:
    found = row_effect(scene(loaded_with(gates=(GATE,))), "speed", {"left": Decimal(2), "right": Decimal(9)})
    assert (found.heading, found.tail) == ("Right would lead, by 1.10", ", and Middle would be second")
    assert [(line.name, line.place) for line in found.lines] == [
        ("Right", "3rd → 1st"), ("Middle", "1st → 2nd"), ("Left", "out"),
    ]  # fmt: skip
