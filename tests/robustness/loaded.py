"""Decisions in memory for tests of the page: a matrix on a scale of 0 to 10, with groups where wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import QueryDict

from decision import engine
from decision.matrix.forms import WhatIf, read_what_if
from decision.matrix.loading import AlternativeRow, CriterionRow, LoadedMatrix
from decision.matrix.page.context import scene_of
from decision.matrix.page.scene import Scene

SCORES = ((10, 10, 10, 9, 9, 10, 8), (6, 7, 8, 10, 8, 7, 10), (7, 6, 6, 7, 7, 8, 9), (9, 9, 3, 5, 6, 3, 6))
WEIGHTS = {"speed": 25, "scale": 20, "docs": 15, "auth": 15, "comfort": 10, "cloud": 10, "people": 5}
NAMES = ("fastapi", "django", "flask", "tornado")


def loaded_of(
    scores: Sequence[Sequence[int | None]] = SCORES,
    weights: Mapping[str, int] = WEIGHTS,
    names: Sequence[str] = NAMES,
    parents: Mapping[str, str] | None = None,
    ranges: Mapping[tuple[str, str], tuple[int, int]] | None = None,
) -> LoadedMatrix:
    """A loaded matrix: `weights` in listed order, groups first; `parents` puts criteria beneath groups."""
    beneath, open_cells = parents or {}, ranges or {}
    groups = set(beneath.values())
    leaves = [key for key in weights if key not in groups]
    values = {
        (name, key): engine.Cell(
            value=Decimal(score),
            low=Decimal(open_cells[name, key][0]) if (name, key) in open_cells else None,
            high=Decimal(open_cells[name, key][1]) if (name, key) in open_cells else None,
        )
        for name, row in zip(names, scores, strict=True)
        for key, score in zip(leaves, row, strict=True)
        if score is not None
    }
    return LoadedMatrix(
        decision_id=-1, slug="pick-one", title="Pick one", revision=1, close_call_margin=Decimal("0.05"),
        alternatives=tuple(
            AlternativeRow(number, name, name.title(), name.title(), None) for number, name in enumerate(names)
        ),
        criteria=tuple(
            CriterionRow(
                number, key, key.title(), "", beneath.get(key), Decimal(points), "benefit", Decimal(0), Decimal(10),
                "", "", "", is_measured=False, is_group=key in groups,
            )
            for number, (key, points) in enumerate(weights.items())
        ),
        cells={}, values=values, gates=(), scenarios=(),
        matrix=engine.Matrix(
            alternatives=tuple(names),
            criteria=tuple(
                engine.Criterion(
                    key=key, points=Decimal(points), parent=beneath.get(key),
                    low=None if key in groups else Decimal(0), high=None if key in groups else Decimal(10),
                )
                for key, points in weights.items()
            ),
            cells=tuple(tuple(values.get((name, key)) for key in leaves) for name in names),
        ),
    )  # fmt: skip


def what_if(loaded: LoadedMatrix, query: str = "") -> WhatIf:
    """The weights that an address asks for."""
    return read_what_if(QueryDict(query), loaded)


def scene(loaded: LoadedMatrix, query: str = "") -> Scene:
    """The matrix at the weights of an address."""
    return scene_of(loaded, what_if(loaded, query))
