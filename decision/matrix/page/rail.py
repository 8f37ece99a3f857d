"""The scenarios as chips, each with its leader and margin."""

from __future__ import annotations

from dataclasses import dataclass

from decision import engine

from .numbers import two_decimals
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Chip:
    """A scenario with its leader; `is_flip` where that is another than the document's."""

    name: str
    href: str
    leader: str
    shape: int
    is_current: bool
    is_flip: bool


def rail(scene: Scene) -> tuple[Chip, ...]:
    """The decision's own weights where no document published them, each scenario, and moved weights."""
    known, what_if, loaded = scene.known, scene.what_if, scene.loaded
    chips = []
    at_own = what_if.scenario is None and not what_if.is_moved
    home = known.reference.recommendation.alternative if known.reference else None
    if not known.document_is_own:
        chips.append(_chip(scene, "Decision’s weights", scene.query_of(""), known.own, at_own, home))
    for row in loaded.scenarios:
        is_home = row is known.document and known.document_is_own
        is_current = not what_if.is_moved and (what_if.scenario is row or (is_home and at_own))
        name = "Document’s weights" if row is known.document else row.name
        href = scene.query_of("" if is_home else row.slug)
        chips.append(_chip(scene, name, href, known.scenarios[row.slug], is_current, home))
    if what_if.is_moved:
        shown = None if what_if.zero_groups else scene.ranking
        chips.append(_chip(scene, "Moved weights", f"?{what_if.query}", shown, True, home))
    return tuple(chips)


def _chip(
    scene: Scene, name: str, href: str, ranking: engine.Ranking | None, is_current: bool, home: str | None
) -> Chip:
    if ranking is None:
        return Chip(name, href, "no ranking", 0, is_current, is_flip=False)
    found = ranking.recommendation
    if found.alternative is None:
        words = "tie for first" if found.outcome == "tie" else "nothing ranked"
        return Chip(name, href, words, 0, is_current, is_flip=False)
    margin = f" +{two_decimals(found.margin)}" if found.margin is not None else ""
    return Chip(
        name, href, f"{scene.loaded.labels[found.alternative]}{margin}", scene.shape(found.alternative), is_current,
        is_flip=home is not None and found.alternative != home,
    )  # fmt: skip
