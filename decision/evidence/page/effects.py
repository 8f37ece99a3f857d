"""What the totals and the winner would be with other scores, in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.page.numbers import listed, ordinal, signed, two_decimals
from decision.matrix.page.scene import Scene

from ..alone import ranked_with
from ..rows import Place


@dataclass(frozen=True, slots=True)
class Effect:
    """One alternative's total with other scores, what it moves by, and who would lead."""

    total: str
    change: str
    winner: str
    changes_winner: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One alternative now and with derived scores."""

    name: str
    now: str
    derived: str
    place: str
    kind: str


@dataclass(frozen=True, slots=True)
class RowEffect:
    """The whole row by its figures: who would lead, and each alternative's total."""

    heading: str
    tail: str
    lines: tuple[Line, ...]


def effect_of(scene: Scene, values: Mapping[Place, Decimal], framework: str) -> Effect | None:
    """What these scores would do to `framework` and to the lead; None where nothing could be ranked."""
    ranking = ranked_with(scene.loaded, scene.what_if, values)
    if ranking is None:
        return None
    before, after = (_totals(one)[framework] for one in (scene.ranking, ranking))
    winner = winner_text(scene, ranking)
    return Effect(
        two_decimals(after), signed(after - before), winner, _first(ranking) != _first(scene.ranking)
    )


def row_effect(scene: Scene, values: Mapping[Place, Decimal]) -> RowEffect | None:
    """What the result would be if the whole row used these scores."""
    ranking = ranked_with(scene.loaded, scene.what_if, values)
    if ranking is None:
        return None
    before, after = _ranks(scene.ranking), _ranks(ranking)
    old, new = _totals(scene.ranking), _totals(ranking)
    order = sorted(new, key=lambda key: (after[key] is None, after[key] or 0, -new[key]))
    lines = tuple(
        Line(scene.loaded.labels[key], two_decimals(old[key]), two_decimals(new[key]), *_place(before[key], after[key]))
        for key in order
    )  # fmt: skip
    ranked = [key for key in order if after[key] is not None]
    second = next((key for key in ranked if after[key] == 2), None)
    tail = f", and {scene.loaded.labels[second]} would be second" if second else ""
    return RowEffect(winner_text(scene, ranking), tail, lines)


def winner_text(scene: Scene, ranking: engine.Ranking) -> str:
    """`FastAPI would still lead, by 1.64`."""
    found, labels = ranking.recommendation, scene.loaded.labels
    if found.alternative is None:
        first = _first(ranking)
        return (
            f"{listed([labels[key] for key in first])} would tie for first place"
            if first
            else "nothing would be ranked"
        )
    still = " still" if found.alternative == scene.leader else ""
    margin = f", by {two_decimals(found.margin)}" if found.margin is not None else ""
    return f"{labels[found.alternative]} would{still} lead{margin}"


def _first(ranking: engine.Ranking) -> list[str]:
    return [one.alternative for one in ranking.standings if one.rank == 1]


def _ranks(ranking: engine.Ranking) -> dict[str, int | None]:
    return {one.alternative: one.rank for one in (*ranking.standings, *ranking.excluded)}


def _totals(ranking: engine.Ranking) -> dict[str, Decimal]:
    return {one.alternative: one.total for one in (*ranking.standings, *ranking.excluded)}


def _place(before: int | None, after: int | None) -> tuple[str, str]:
    if after is None:
        return "out", "down"
    now = f"{after}{ordinal(after)}"
    if before == after:
        return f"{now}, same", "down"
    if before is None:
        return f"out → {now}", "up"
    return f"{before}{ordinal(before)} → {now}", "up" if after < before else "down"
