"""What to know before trusting the totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from .numbers import two_decimals
from .scene import Scene

HALF_CENT = Decimal("0.005")
MARKS = {
    "excluded": ("bad", "i-gate"), "warned": ("warn", "i-gate"), "unknown": ("info", "i-gate"),
    "tie": ("info", "i-info"), "alike": ("info", "i-info"),
}  # fmt: skip
"""How caveats are marked, by their kind."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know before trusting the totals."""

    kind: str
    icon: str
    sentence: str
    href: str = ""
    link: str = ""


def facts(scene: Scene) -> tuple[Fact, ...]:
    """The facts of the shown weights, the weightiest first."""
    found = [fact for fact in (_leader_fact(scene), _printed_fact(scene)) if fact]
    return (*found, *map(_caveat, scene.ranking.recommendation.notes))


def _leader_fact(scene: Scene) -> Fact | None:
    then = scene.known.reference
    if scene.at_reference or then is None or then.recommendation.alternative in (None, scene.leader):
        return None
    margin = then.recommendation.margin
    by = f" by {two_decimals(margin)}" if margin is not None else ""
    label = scene.loaded.labels[then.recommendation.alternative or ""]
    sentence = f"The leader differs from {scene.document_name}: there {label} leads{by}."
    return Fact("tipf", "i-diamond", sentence, scene.reference_query, "Compare")


def _printed_fact(scene: Scene) -> Fact | None:
    printed = {
        row.key: row.published_total for row in scene.loaded.alternatives if row.published_total is not None
    }
    if not printed or not scene.at_reference:
        return None
    totals = {s.alternative: s.total for s in scene.everybody()}
    off = [key for key, total in printed.items() if abs(total - totals[key]) >= HALF_CENT]
    if not off:
        return Fact("ok", "i-check", "All printed totals agree with weights × scores.", "#totals", "Compare")
    same = _order(printed) == _order({key: totals[key] for key in printed})
    order = "The order is the same." if same else "They also change the order."
    sentence = f"{len(off)} of {len(printed)} printed totals differ from weights × scores. {order}"
    return Fact("warn", "i-ne", sentence, "#totals", "Compare")


def _order(totals: dict[str, Decimal]) -> Sequence[str]:
    return sorted(totals, key=lambda key: (-totals[key], key))


def _caveat(note: engine.Caveat) -> Fact:
    kind, icon = MARKS.get(note.kind, ("warn", "i-warn"))
    return Fact(kind, icon, note.text)
