"""What other parts know of a source, one panel each: how many scores rest on it, and what else the wiring plugs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from decision.teams.actors import Actor
from frameworks.models import Source

from .taking_part import visible_matrices


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and what it shows as `panel`."""

    template: str
    content: Any


@dataclass(frozen=True, slots=True)
class Resting:
    """How many scores of a decision cite a source."""

    title: str
    href: str
    count: int
    cells: int


def scores_resting(source: Source, actor: Actor) -> Panel | None:
    """The decisions whose scores cite the source; two queries."""
    found = []
    for loaded in visible_matrices(actor):
        count = sum(source.slug in cell.sources for cell in loaded.cells.values())
        if count:
            found.append(
                Resting(
                    loaded.title, reverse("decision-detail", args=[loaded.slug]), count, len(loaded.cells)
                )
            )
    return Panel("frameworks/_resting.html", found) if found else None


# A part that knows more of a source, such as how its claims fare in audits, adds a function here.
SOURCES: Sequence[Callable[[Source, Actor], Panel | None]] = (scores_resting,)


def panels_of_source(source: Source, actor: Actor) -> list[Panel]:
    """Every panel that has something to say."""
    return [panel for make in SOURCES if (panel := make(source, actor)) is not None]
