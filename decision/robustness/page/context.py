"""What the page is given: everything computed, every number written, nothing left to ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from decision import engine
from decision.matrix.forms import Problem, WhatIf
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.context import scene_of
from decision.matrix.page.rail import Chip, rail
from decision.matrix.page.scene import Scene, path_of

from ..forms import Look
from .addresses import encoded, with_query
from .lines import LineSection, line_section

ONCE_TWO = "Once two alternatives are scored, this page says how far the winner can be trusted."


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list to choose from."""

    value: str
    name: str
    is_current: bool


@dataclass(frozen=True)
class RobustnessPage:
    """The robustness of a decision at the weights in the address."""

    slug: str
    path: str
    matrix_path: str
    api_path: str
    query: str
    fields: tuple[tuple[str, str], ...]
    revision: int
    can_edit: bool
    at_own: bool
    chips: tuple[Chip, ...]
    problems: tuple[Problem, ...]
    nothing: str
    choosing: str
    unchosen: str
    choices: tuple[Choice, ...]
    lines: LineSection | None


def robustness_page(loaded: LoadedMatrix, what_if: WhatIf, look: Look, *, can_edit: bool) -> RobustnessPage:
    """The page of a matrix at the weights of `what_if`."""
    scene = scene_of(loaded, what_if)
    nothing = _nothing(scene)
    flips = () if nothing else engine.flips(loaded.matrix, what_if.points)
    path = reverse("decision-robustness", args=[loaded.slug])
    others = encoded(look.without("criterion"))
    return RobustnessPage(
        slug=loaded.slug,
        path=path,
        matrix_path=path_of(loaded),
        api_path=f"/api/v1/decisions/{loaded.slug}/robustness/",
        query=what_if.query,
        fields=look.without("criterion"),
        revision=loaded.revision,
        can_edit=can_edit,
        at_own=not what_if.query,
        chips=rail(scene),
        problems=what_if.problems,
        nothing=nothing,
        choosing=f"{path}?{others}{'&' if others else ''}",
        unchosen=with_query(path, others, at="lines"),
        choices=tuple(Choice(row.key, row.name, row.key == look.criterion) for row in loaded.leaves),
        lines=line_section(scene, flips, look.criterion) if flips else None,
    )


def _nothing(scene: Scene) -> str:
    """Why there is nothing to say at these weights, if there is nothing."""
    if scene.is_stale:
        return (
            "The weights add up to nothing, so no alternative leads. Give at least one criterion some weight."
        )
    if not scene.loaded.alternatives:
        return f"There is no alternative yet. {ONCE_TWO}"
    if not scene.loaded.leaves:
        return f"There is no criterion yet. {ONCE_TWO}"
    if not scene.ranking.standings:
        return scene.ranking.recommendation.summary
    return ""
