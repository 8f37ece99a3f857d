"""Missing and uncertain scores: totals as intervals, and the ranks that they allow."""

from __future__ import annotations

from dataclasses import dataclass

from decision import engine
from decision.engine.wording import missing_text
from decision.matrix.page.numbers import abridged, listed, plural, two_decimals
from decision.matrix.page.scene import Scene

from .figures import MOST_ROWS, whole_share


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One alternative's least and greatest total and the ranks between."""

    name: str
    shape: int
    is_lead: bool
    low: str
    high: str
    ranks: str
    first: str


@dataclass(frozen=True, slots=True)
class Open:
    """The section."""

    sentence: str
    rows: tuple[OpenRow, ...]
    causes: str
    counted: str


def open_scores(
    scene: Scene, found: engine.PossibleRanks, causes: engine.Causes | None = None
) -> Open | None:
    """The section; None where every score that weighs something is known exactly."""
    if not found.open_cells:
        return None
    by_key = {rank.alternative: rank for rank in found.ranks}
    rows = []
    for standing in scene.ranking.standings[:MOST_ROWS]:
        rank = by_key[standing.alternative]
        ranks = str(rank.best) if rank.best == rank.worst else f"{rank.best} to {rank.worst}"
        rows.append(
            OpenRow(
                scene.loaded.labels[rank.alternative], scene.shape(rank.alternative),
                rank.alternative == scene.leader, two_decimals(rank.low), two_decimals(rank.high), ranks,
                "for certain" if rank.must_lead else "possible" if rank.can_lead else "cannot be",
            )
        )  # fmt: skip
    return Open(_sentence(scene, found), tuple(rows), _causes(causes), _counted(scene, found))


def _sentence(scene: Scene, found: engine.PossibleRanks) -> str:
    missing = sum(cell.kind == "missing" for cell in found.open_cells)
    uncertain = len(found.open_cells) - missing
    counts = [
        text
        for text, count in (
            (f"{plural(missing, 'score')} missing", missing),
            (f"{plural(uncertain, 'score')} uncertain", uncertain),
        )
        if count
    ]
    labels = scene.loaded.labels
    sure = [labels[rank.alternative] for rank in found.ranks if rank.must_lead]
    if sure:
        return f"{listed(counts)}, and yet {listed(sure)} comes first whatever they turn out to be."
    able = [labels[rank.alternative] for rank in found.ranks if rank.can_lead]
    return f"{listed(counts)}. Depending on them, {abridged(able, 4, joined_by='or')} comes first at these weights."


def _counted(scene: Scene, found: engine.PossibleRanks) -> str:
    """Where the ranking takes what is missing to be."""
    if not any(cell.kind == "missing" for cell in found.open_cells):
        return ""
    return f"The ranking counts a missing score {missing_text(scene.loaded.matrix.missing_at)}."


def _causes(causes: engine.Causes | None) -> str:
    """Whether weights or scores decide who comes first when both are drawn."""
    if causes is None or not causes.weights + causes.scores + causes.together:
        return ""
    weights, scores, both = (
        f"{whole_share(part)}\u00a0%" for part in (causes.weights, causes.scores, causes.together)
    )
    said = f"weights alone explain {weights}, scores alone {scores}, both together {both}"
    return f"Of what makes first place uncertain, {said}."
