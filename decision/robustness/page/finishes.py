"""How often each alternative finishes where, when weights are drawn at random: a table of shades and numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from decision.engine.smaa.answer import standard_error
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import abridged, listed, ordinal
from decision.matrix.page.scene import Scene

from .drawn import Drawn, Place, drawn_text
from .figures import MOST_ROWS, error_text, heat, share_text, times

MOST_PLACES = 9
MOST_CENTRAL = 6
MOST_CRITERIA = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A share of draws; `under` is its standard error, or how a 0 is meant."""

    text: str
    shade: int
    under: str


@dataclass(frozen=True, slots=True)
class FinishRow:
    """One alternative over the places."""

    name: str
    shape: int
    is_lead: bool
    cells: tuple[Cell, ...]
    mean: str


@dataclass(frozen=True, slots=True)
class CentralHead:
    """An alternative that came first, and how often it does at these very weights when scores vary."""

    name: str
    shape: int
    first: str
    confidence: str


@dataclass(frozen=True, slots=True)
class CentralRow:
    """A criterion with its weight now and, beside each winner’s name, its mean weight in the draws they win."""

    number: int
    slot: int
    name: str
    now: str
    weights: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Central:
    """Central weights: what somebody typically values who prefers each alternative."""

    heads: tuple[CentralHead, ...]
    rows: tuple[CentralRow, ...]
    left_out: int
    has_confidence: bool
    never: str


@dataclass(frozen=True, slots=True)
class Finishes:
    """The table, what was drawn, and what it says in a sentence."""

    heads: tuple[str, ...]
    rows: tuple[FinishRow, ...]
    summary: str
    drawn: str
    scores: str
    draws: str
    seed: int
    most_error: str
    central: Central | None
    excluded: str
    left_out: int

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of the page."""
        return len(self.heads) > 6


def finishes(scene: Scene, found: Drawn, cannot_win: Collection[str] = ()) -> Finishes:
    """The table of what was drawn; `cannot_win` are those of whom it is proven."""
    labels = scene.loaded.labels
    by_key = {place.alternative: place for place in found.places}
    order = [standing.alternative for standing in scene.ranking.standings if standing.alternative in by_key]
    groups = _taken(_groups(len(order)), [by_key[key] for key in order[:MOST_ROWS]])
    rows = tuple(
        FinishRow(
            name=labels[key], shape=scene.shape(key), is_lead=key == scene.leader,
            cells=tuple(_cell(by_key[key], group, found.draws, cannot_win) for group in groups),
            mean=f"{by_key[key].mean_rank:.2f}",
        )
        for key in order[:MOST_ROWS]
    )  # fmt: skip
    worst = max((error for key in order for error in by_key[key].errors), default=0.0)
    return Finishes(
        heads=tuple(_head(group) for group in groups), rows=rows,
        summary=_summary(scene, [by_key[key] for key in order]),
        drawn=drawn_text(found, labels), scores=_scores_text(found),
        draws=times(found.draws), seed=found.seed,
        most_error=error_text(worst).removeprefix("±"), central=_central(scene, [by_key[key] for key in order]),
        excluded=listed([labels[key] for key in found.excluded]), left_out=len(order) - len(rows),
    )  # fmt: skip


def _groups(count: int) -> list[range]:
    """The places that have a column of their own, and the others together where they are many."""
    if count <= MOST_PLACES:
        return [range(place, place + 1) for place in range(count)]
    ends = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000]
    cuts = [end for end in ends if end < count] + [count]
    return [range(start, end) for start, end in pairwise(cuts)]


def _taken(groups: list[range], shown: Sequence[Place]) -> list[range]:
    """The columns, those behind the last place that any of these takes in one."""
    last = max((len(place.shares) for place in shown), default=0)
    while last and not any(sum(place.shares[last - 1 : last]) for place in shown):
        last -= 1
    kept = [group for group in groups if group.start < last]
    rest = groups[len(kept) :]
    return groups if len(rest) < 2 else [*kept, range(rest[0].start, rest[-1].stop)]


def _head(group: range) -> str:
    first, last = group.start + 1, group.stop
    return f"{first}{ordinal(first)}" if first == last else f"{first}–{last}"


def _cell(place: Place, group: range, draws: int, cannot_win: Collection[str]) -> Cell:
    share = min(sum(place.shares[group.start : group.stop]), 1.0)
    under = error_text(standard_error(share, draws))
    if share <= 0 and group.start == 0:
        under = "proven" if place.alternative in cannot_win else "not seen"
    return Cell(share_text(share), heat(share), under)


def _scores_text(found: Drawn) -> str:
    if not found.scores_vary:
        return "Scores as they are."
    return "Scores drawn from low to high, most often near their value; missing ones evenly over their scale."


def _summary(scene: Scene, places: Sequence[Place]) -> str:
    """Who comes first how often, in a sentence."""
    if not places:
        return ""
    ranked = sorted(places, key=lambda place: -place.first)
    often = [place for place in ranked if place.first > 0][:3]
    parts = [
        f"{scene.loaded.labels[place.alternative]} in {share_text(place.first)}\u00a0%" for place in often
    ]
    return f"First: {listed(parts)}." if parts else ""


def _central(scene: Scene, places: Sequence[Place]) -> Central | None:
    """The table of central weights; None where nobody ever came first."""
    labels = scene.loaded.labels
    won = sorted((place for place in places if place.central), key=lambda place: -place.first)
    shown = won[:MOST_CENTRAL]
    if not shown:
        return None
    leaves = [row.key for row in scene.loaded.leaves]
    numbers = {key: number for number, key in enumerate(leaves, 1)}
    weights = [(labels[place.alternative], place.central or {}) for place in shown]
    heaviest = sorted(leaves, key=lambda key: -max(each.get(key, 0.0) for _, each in weights))[:MOST_CRITERIA]
    kept = [key for key in leaves if key in set(heaviest)]
    never = [labels[place.alternative] for place in places if not place.central]
    return Central(
        heads=tuple(
            CentralHead(
                labels[place.alternative], scene.shape(place.alternative), share_text(place.first),
                "" if place.confidence is None else f"{share_text(place.confidence)}\u00a0%",
            )
            for place in shown
        ),
        rows=tuple(
            CentralRow(
                numbers[key], slot_of(numbers[key]), labels[key], _percent(float(scene.ranking.shares[key])),
                tuple((name, _percent(each.get(key, 0.0))) for name, each in weights),
            )
            for key in kept
        ),
        left_out=len(leaves) - len(kept),
        has_confidence=any(place.confidence is not None for place in shown),
        never=abridged(never, 4),
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{share * 100:.0f}\u00a0%" if share >= 0.0995 or not share else f"{share * 100:.1f}\u00a0%"
