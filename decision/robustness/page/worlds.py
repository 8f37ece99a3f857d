"""The multiverse: one figure over everything that could have been done otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision import engine
from decision.matrix.page.numbers import listed, place, plural
from decision.matrix.page.scene import Scene

from .figures import error_text, share_text, times, whole_share

MOST_ROWS = 8
MOST_TIED = 4
FACTORS = {"weights": "weights", "scores": "scores", "sources": "sources", "method": "method"}


@dataclass(frozen=True, slots=True)
class WorldRow:
    """One alternative: in how many worlds it is first, and how many when one factor stays as it is."""

    name: str
    shape: int
    is_lead: bool
    share: str
    error: str
    width: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worlds:
    """The figure, what varies, and the table behind it."""

    figure: str
    who: str
    tied: str
    varies: tuple[str, ...]
    rows: tuple[WorldRow, ...]
    left_out: int
    factors: tuple[str, ...]
    draws: str
    seed: int
    refused: str


def worlds(scene: Scene, found: engine.Multiverse, methods: engine.MethodComparison) -> Worlds | None:
    """The section; None where nobody is ranked."""
    labels = scene.loaded.labels
    by_key = {one.alternative: one for one in found.shares}
    order = [one.alternative for one in scene.ranking.standings if one.alternative in by_key]
    if not order:
        return None
    names = {one.method: one.label for one in methods.methods}
    lead = by_key[order[0]]
    shown = sorted(order, key=lambda key: -by_key[key].share)[:MOST_ROWS]
    factors = tuple(factor for factor in FACTORS if factor in lead.held)
    return Worlds(
        figure=whole_share(lead.share), who=labels[lead.alternative], tied=_tied(scene, by_key), varies=_varies(found),
        rows=tuple(
            WorldRow(
                labels[key], scene.shape(key), key == scene.leader, share_text(by_key[key].share),
                error_text(by_key[key].error), place(by_key[key].share * 100),
                tuple(share_text(by_key[key].held[factor]) for factor in factors),  # type: ignore[index]
            )
            for key in shown
        ),
        left_out=len(order) - len(shown), factors=tuple(FACTORS[factor] for factor in factors),
        draws=times(found.draws), seed=found.seed,
        refused=listed([names.get(method, method) for method in found.methods_left_out]),
    )  # fmt: skip


def _tied(scene: Scene, by_key: Mapping[str, engine.UniverseShare]) -> str:
    """What the others have that share first place today."""
    tied = [one.alternative for one in scene.ranking.standings if one.rank == 1 and one.alternative in by_key]
    labels = scene.loaded.labels
    return "".join(f", {whole_share(by_key[key].share)}\u00a0% {labels[key]}" for key in tied[1:MOST_TIED])


def _varies(found: engine.Multiverse) -> tuple[str, ...]:
    """What differs from world to world, a line each."""
    said = [f"weights around these, each typically {found.weights.spread * 100:.0f}\u00a0% above or below"]
    if found.weights.kind == "uniform":
        said = ["any weights"]
    if found.scores.off_by:
        said.append(f"every score within {found.scores.off_by:g} of its own, or within its stated range")
    else:
        said.append("scores from their low to their high")
    if found.sources:
        chance = f"{found.left_out * 100:.0f}\u00a0%"
        said.append(f"each of {plural(len(found.sources), 'source')} left out with a chance of {chance}")
    said.append(f"one of {plural(len(found.methods), 'method')}")
    return tuple(said)
