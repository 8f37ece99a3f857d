"""How weights and scores are drawn, as the controls show it: places of a stated order and stated limits included."""

from __future__ import annotations

from dataclasses import dataclass

from decision.matrix.page.bars import slot_of
from decision.matrix.page.scene import Scene

from ..forms import SPREADS, Look, stated_order
from ..limiting import LEAST, MOST, MOST_RATIOS, RATIO, percent_text, times_text
from ..ordering import PLACE, places_in

KINDS = (
    ("uniform", "Any weights"),
    ("around", "Around these weights"),
    ("ordered", "Any in a stated order"),
    ("limited", "Any within stated limits"),
)
SCORES = (("ranges", "From low to high"), ("fixed", "As they are"))
MOST_PLACED = 40
"""Criteria up to which an order or limits can be stated before that is chosen."""
SPARE_RATIOS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list to choose from."""

    value: str
    name: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A criterion with its place in the order, and the field that says it."""

    key: str
    field: str
    number: int
    slot: int
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Bounded:
    """A criterion with the least and the greatest share that are stated, in per cent, and the fields that say them."""

    key: str
    number: int
    slot: int
    name: str
    least_field: str
    least: str
    most_field: str
    most: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """One criterion against another, and the start of the names of the fields that say it."""

    field: str
    number: int
    of: str
    is_most: bool
    times: str
    over: str


@dataclass(frozen=True, slots=True)
class Limiting:
    """The fields of stated limits; `no_room` says which of those no weights keep."""

    shares: tuple[Bounded, ...]
    ratios: tuple[Ratio, ...]
    no_room: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The controls; `fields` is what they carry on, `scores` is empty where every score is known exactly."""

    kinds: tuple[Choice, ...]
    spreads: tuple[Choice, ...]
    scores: tuple[Choice, ...]
    order: tuple[Ranked, ...]
    limits: Limiting | None
    fields: tuple[tuple[str, str], ...]
    seed: int


def drawing_of(scene: Scene, look: Look) -> Drawing:
    """The controls of an address."""
    spreads = sorted({*SPREADS, look.spread})
    return Drawing(
        kinds=tuple(Choice(value, name, value == look.weights) for value, name in KINDS),
        spreads=tuple(
            Choice(f"{spread:g}", f"{spread * 100:g}\u00a0%", spread == look.spread) for spread in spreads
        ),
        scores=() if scene.loaded.matrix.prepared.is_exact
        else tuple(Choice(value, name, value == look.scores) for value, name in SCORES),
        order=_order(scene, look),
        limits=_limits(scene, look),
        fields=look.without("weights", "spread", "order", "limits", "scores", "seed", "study"),
        seed=look.seed,
    )  # fmt: skip


def _order(scene: Scene, look: Look) -> tuple[Ranked, ...]:
    """The criteria as they stand in the order that is drawn from, the most important first."""
    leaves = scene.loaded.leaves
    if len(leaves) < 2 or (look.weights != "ordered" and len(leaves) > MOST_PLACED):
        return ()
    places = places_in(look.order or stated_order(scene.loaded, scene.what_if))
    numbered = sorted(enumerate(leaves, 1), key=lambda pair: (places[pair[1].key], pair[0]))
    return tuple(
        Ranked(row.key, f"{PLACE}{row.key}", number, slot_of(number), row.name, places[row.key])
        for number, row in numbered
    )


def _limits(scene: Scene, look: Look) -> Limiting | None:
    """What is stated, and room for more; None where there is nothing to limit, or too much to list unasked."""
    leaves = scene.loaded.leaves
    is_chosen = look.weights == "limited"
    if len(leaves) < 2 or (not is_chosen and len(leaves) > MOST_PLACED):
        return None
    ends = {
        (limit.criterion, limit.comparison): percent_text(limit)
        for limit in look.limits
        if limit.over is None
    }
    ratios = [
        ("" if limit is None else limit.criterion, limit)
        for limit in (
            *(each for each in look.limits if each.over),
            *[None] * (SPARE_RATIOS if is_chosen else 1),
        )
    ][:MOST_RATIOS]
    return Limiting(
        shares=tuple(
            Bounded(
                row.key, number, slot_of(number), row.name, f"{LEAST}{row.key}", ends.get((row.key, "at_least"), ""),
                f"{MOST}{row.key}", ends.get((row.key, "at_most"), ""),
            )
            for number, row in enumerate(leaves, 1)
        ),
        ratios=tuple(
            Ratio(
                f"{RATIO}{place}", place + 1, of, limit is not None and limit.comparison == "at_most",
                times_text(limit) if limit else "", (limit and limit.over) or "",
            )
            for place, (of, limit) in enumerate(ratios)
        ),
        no_room=look.no_room,
    )  # fmt: skip
