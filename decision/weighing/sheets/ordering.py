"""An order of importance, with ties."""

from __future__ import annotations

from django.http import QueryDict

from ..groups import Group
from ..ways import Way
from .base import Sheet

RULES = {
    "rank_order_centroid": "Rank-order centroid",
    "rank_sum": "Rank sum",
    "rank_reciprocal": "Rank reciprocal",
}


def read_order(data: QueryDict, way: Way, group: Group) -> Sheet:
    """`o=<criterion>` again and again, the most important first; `tie=<criterion>` for one that is as important as
    the one above it; `rule`; `move=up:<criterion>` or `down:` moves one. What is not named stands last.
    """
    given = [key for key in dict.fromkeys(data.getlist("o")) if key in group.keys]
    order = given + [key for key in group.keys if key not in given]
    ties = set(data.getlist("tie")) & set(order)
    order = _moved(order, data.get("move", ""))
    rule = data.get("rule", "")
    rule = rule if rule in RULES else "rank_order_centroid"
    ties -= {order[0]}
    is_judged = bool(given)
    places: list[list[str]] = []
    for key in order:
        if key in ties:
            places[-1].append(key)
        else:
            places.append([key])
    extra = [("rule", rule), *(("o", key) for key in order), *(("tie", key) for key in order if key in ties)]
    return Sheet(
        way, group, rule, {}, 0, order=tuple(order), ties=frozenset(ties), extra=tuple(extra),
        judgements={"order": places} if is_judged else None,
        todo="" if is_judged else "Put the most important criterion first.",
    )  # fmt: skip


def _moved(order: list[str], move: str) -> list[str]:
    direction, _, key = move.partition(":")
    if key not in order or direction not in ("up", "down"):
        return order
    place = order.index(key)
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(order):
        order = list(order)
        order[place], order[other] = order[other], order[place]
    return order
