"""How weights and scores are drawn, as the controls show it: numbered places for a stated order included."""

from __future__ import annotations

from dataclasses import dataclass

from decision.matrix.page.bars import slot_of
from decision.matrix.page.scene import Scene

from ..forms import SPREADS, Look, stated_order
from ..ordering import PLACE, places_in

KINDS = (
    ("uniform", "Any weights"),
    ("around", "Around these weights"),
    ("ordered", "Any in a stated order"),
)
SCORES = (("ranges", "From low to high"), ("fixed", "As they are"))
MOST_PLACED = 40
"""Criteria up to which an order can be stated before that is chosen."""


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
class Drawing:
    """The controls; `fields` is what they carry on, `scores` is empty where every score is known exactly."""

    kinds: tuple[Choice, ...]
    spreads: tuple[Choice, ...]
    scores: tuple[Choice, ...]
    order: tuple[Ranked, ...]
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
        fields=look.without("weights", "spread", "order", "scores", "seed", "study"),
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
