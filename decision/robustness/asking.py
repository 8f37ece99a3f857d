"""What may be asked of a robustness answer, as one plain value: the key under which the answer is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal, Self

import orjson

from decision.engine.smaa import Limit

WeightKind = Literal["uniform", "around", "within", "ordered", "limited"]
ScoreKind = Literal["ranges", "fixed"]
Nearest = Literal["points", "distance"]
WEIGHT_KINDS: tuple[WeightKind, ...] = ("uniform", "around", "within", "ordered", "limited")
SCORE_KINDS: tuple[ScoreKind, ...] = ("ranges", "fixed")
NEAREST: tuple[Nearest, ...] = ("points", "distance")

USUAL_DRAWS = 100_000
USUAL_SPREAD = 0.5
QUICK_DRAWS = 10_000
MOST_DRAWS_AT_ONCE = 200_000
MOST_DRAWS = 10_000_000
MOST_SEED = 2**53 - 1
MOST_WORK = 100_000_000
"""Cells x draws that one request may compute; more is for a study."""
VERSION = 2
"""Raised when the same question gets another answer, so that studies begun before are not taken for the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compute. Equal values give equal answers, on every machine.

    `draws` None: 100,000, or fewer where the matrix is so large that one request could not compute them. `weights`:
    how they are drawn, as in `engine.smaa.WeightDraw` (`spread` for around and within, `order` for ordered: groups of
    criteria from the most to the least important; `limits` for limited). `scores`: from their low to high, or fixed.
    `scenario`: its weights in place of the decision's own; `points`: a what-if over either, sorted (`what_if`).
    `locked`: criteria whose share stays in the moves and in the joint flip. `nearest`: by points moved, or by distance
    (Euclidean) as well. `without`, `plus`, `gates`: other evidence than is stored, as in an address (`varying`);
    `figures` tells apart what the added criterion was made of.
    """

    draws: int | None = None
    seed: int = 0
    weights: WeightKind = "uniform"
    spread: float = USUAL_SPREAD
    order: tuple[tuple[str, ...], ...] = ()
    limits: tuple[Limit, ...] = ()
    scores: ScoreKind = "ranges"
    scenario: str | None = None
    points: tuple[tuple[str, Decimal], ...] = ()
    locked: tuple[str, ...] = ()
    nearest: Nearest = "points"
    without: tuple[str, ...] = ()
    plus: str = ""
    gates: tuple[tuple[int, str], ...] = ()
    figures: str = ""

    @property
    def is_varied(self) -> bool:
        """Whether it is about other evidence or other must-haves than are stored."""
        return bool(self.without or self.plus or self.gates)

    def stored(self) -> dict[str, Any]:
        """As JSON; without limits as before there were any, so that what was begun then is found again."""
        stored = {**asdict(self), "points": {key: str(points) for key, points in self.points}}
        return stored if self.limits else {name: each for name, each in stored.items() if name != "limits"}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """From what `stored` gave."""
        points = {key: Decimal(number) for key, number in stored["points"].items()}
        lists = {name: tuple(stored.get(name, ())) for name in ("locked", "without")}
        pairs = {name: tuple(map(tuple, stored.get(name, ()))) for name in ("order", "gates")}
        limits = tuple(Limit(**each) for each in stored.get("limits", ()))
        return cls(**{**stored, **lists, **pairs, "limits": limits, "points": what_if(points)})

    @property
    def fingerprint(self) -> str:
        """The same for all who ask the same."""
        text = orjson.dumps([VERSION, self.stored()], option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(text).hexdigest()


def what_if(points: Mapping[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    """Moved points in the form of `Asked.points`."""
    return tuple(sorted(points.items()))
