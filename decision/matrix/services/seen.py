"""What a writer saw, against what is stored now: who changed something else meanwhile is not in anybody's way.

Three values decide each field: seen, stored, wanted. Where the writer left it as seen, what is stored stays; where it
is stored as seen, or as wanted, the wanted value is taken; else two people changed the same, and one has to choose.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from decision.problems import Stale

if TYPE_CHECKING:
    from ..models import Score

SAME = Decimal("0.0002")
HUNDRED = Decimal(100)
ENDS = ("low", "high")
Range = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class SeenScore:
    """A cell as its writer saw it; `value` None: missing. Fields that are None were not looked at."""

    value: Decimal | None
    confidence: str | None = None
    rationale: str | None = None
    rule: str | None = None
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """What should become of one cell. `None` leaves a field as it is; `remove` makes the score missing.

    With `clear_range` the old ends of the range are forgotten before `low` and `high` are taken; an empty
    `confidence` clears it. `claims` are all that the score cites from now on; `cite` and `uncite` change only these.
    With `seen` only what the writer changed is written, and what others changed is kept.
    """

    framework: str
    criterion: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    clear_range: bool = False
    confidence: str | None = None
    rationale: str | None = None
    rule: str | None = None
    claims: Collection[int] | None = None
    cite: Collection[int] = ()
    uncite: Collection[int] = ()
    remove: bool = False
    seen: SeenScore | None = None


class Overwriting(Stale):
    """Saving would overwrite what somebody else changed meanwhile; `fields` names what, and nothing was saved.

    For a score: `value`, `low`, `high`, `confidence`, `rationale`, `rule`. For weights: the criteria by slug.
    """

    def __init__(self, revision: int, fields: Collection[str]) -> None:
        super().__init__(revision)
        self.fields = frozenset(fields)
        self.detail = "Somebody else changed the same meanwhile. Nothing was saved: choose which to keep."


def merged_score(change: ScoreChange, stored: Score | None) -> tuple[ScoreChange, set[str]]:
    """What is left to change of a cell once others' changes are kept, and the fields that both changed."""
    seen = change.seen
    if seen is None:
        return change, set()
    wanted = None if change.remove else change.value
    now = stored.value if stored else None
    both: set[str] = set()
    if now != seen.value and wanted == seen.value and (now is None) != (wanted is None):
        # Somebody removed what this writer left, or scored what was missing: words belong to a score that is there.
        return (
            (replace(change, value=now, remove=now is None), both)
            if _only_value(change)
            else (change, {"value"})
        )
    if now != seen.value and wanted != seen.value and now != wanted:
        both.add("value")
    if now != seen.value and wanted == seen.value:
        change = replace(change, value=None)
    if seen.range is not None and stored is not None:
        change = _merged_range(change, seen.range, (stored.low, stored.high), both)
    for field in ("confidence", "rationale", "rule"):
        mine, before = getattr(change, field), getattr(seen, field)
        if mine is None or before is None or stored is None:
            continue
        theirs = getattr(stored, field) or ""
        if mine == before:
            change = _left_alone(change, field)
        elif theirs not in (before, mine):
            both.add(field)
    return change, both


def _merged_range(change: ScoreChange, before: Range, now: Range, both: set[str]) -> ScoreChange:
    """A range is one thing: its ends make sense together."""
    wanted = (change.low, change.high)
    if wanted == before:
        return replace(change, low=None, high=None, clear_range=False)
    if now not in (before, wanted):
        both |= {name for name, mine, theirs in zip(ENDS, wanted, now, strict=True) if mine != theirs}
    return replace(change, clear_range=True)


def _left_alone(change: ScoreChange, field: str) -> ScoreChange:
    if field == "confidence":
        return replace(change, confidence=None)
    return replace(change, rationale=None) if field == "rationale" else replace(change, rule=None)


def _only_value(change: ScoreChange) -> bool:
    seen = change.seen
    assert seen is not None
    return (
        change.confidence in (None, seen.confidence)
        and change.rationale in (None, seen.rationale)
        and change.rule in (None, seen.rule)
        and (seen.range is None or (change.low, change.high) == seen.range)
        and not (change.cite or change.uncite)
    )


def merged_weights(
    points: Mapping[str, Decimal],
    seen: Mapping[str, Decimal],
    stored: Mapping[str, Decimal],
    groups: Sequence[Collection[str]],
) -> tuple[dict[str, Decimal], set[str]]:
    """The points left to set, and the criteria whose weights both changed.

    Weights of siblings total 100 % together, so a group of siblings is one field: all are compared as percents.
    """
    left, both = dict(points), set[str]()
    for keys in groups:
        if not all(key in points and key in seen for key in keys):
            continue
        wanted, before, now = (as_percents({key: of[key] for key in keys}) for of in (points, seen, stored))
        if same_percents(wanted, before):
            for key in keys:
                del left[key]
        elif not same_percents(now, before) and not same_percents(now, wanted):
            both.update(key for key in keys if not same_percents({key: now[key]}, wanted))
    return left, both


def as_percents(points: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Points of siblings as percents of their sum (all 0 where they have none)."""
    together = sum(points.values(), Decimal(0))
    return {key: value * HUNDRED / together if together else Decimal(0) for key, value in points.items()}


def same_percents(one: Mapping[str, Decimal], other: Mapping[str, Decimal]) -> bool:
    """Whether two sets of percents show the same weights."""
    return all(abs(value - other[key]) < SAME for key, value in one.items())
