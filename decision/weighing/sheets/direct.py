"""Points, swings and exchanges: one number for each criterion."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.http import QueryDict

from decision.matrix.page.numbers import plural

from ..groups import Group
from ..ways import Way
from .base import Sheet, read_numbers, written

NONE, HUNDRED = Decimal(0), Decimal(100)
LEAST_RATE, MOST_RATE = Decimal("0.01"), Decimal(1000)


def read_points(data: QueryDict, way: Way, group: Group) -> Sheet:
    """`v.<criterion>` from 0 to 100; what is not there stands in proportion to the decision's weights, the
    greatest at 100. Weights that are found `for` something of one's own begin with nothing, so that the decision's do
    not lead the hand.
    """
    given, problems = read_numbers(data, "v", group.keys, NONE, HUNDRED)
    most = max(member.own for member in group.members) or HUNDRED
    start = {} if data.get("for") else {one.key: round(one.own * HUNDRED / most, 1) for one in group.members}
    points = start | given
    sheet = Sheet(way, group, "points", written("v", points), len(group.keys), problems=problems)
    if missing := len(group.keys) - len(points):
        return _unfinished(sheet, f"{plural(missing, 'criterion', 'criteria')} to go.")
    return _weighed(
        sheet, {"points": points}, any(points.values()), "Give at least one criterion some points."
    )


def read_swings(data: QueryDict, way: Way, group: Group) -> Sheet:
    """`v.<criterion>` from 0 to 100, all to be answered, the greatest swing 100."""
    swings, problems = read_numbers(data, "v", group.keys, NONE, HUNDRED)
    sheet = Sheet(way, group, "swing", written("v", swings), len(group.keys), problems=problems)
    if missing := len(group.keys) - len(swings):
        todo = "Start with the swing that is worth most to you: 100." if not swings else ""
        return _unfinished(sheet, todo or f"{plural(missing, 'swing')} to go.")
    return _weighed(sheet, {"swings": swings}, any(swings.values()), "Give the greatest swing 100.")


def read_trade_offs(data: QueryDict, way: Way, group: Group) -> Sheet:
    """`ref` and `k.<criterion>`: points of that criterion worth one point of the reference."""
    ref = data.get("ref", "")
    if ref not in group.keys:
        ref = max(group.members, key=lambda member: member.own).key
    others = tuple(key for key in group.keys if key != ref)
    rates, problems = read_numbers(data, "k", others, LEAST_RATE, MOST_RATE)
    sheet = Sheet(
        way, group, "trade_off", written("k", rates), len(others), problems=problems, extra=(("ref", ref),)
    )
    if missing := len(others) - len(rates):
        return _unfinished(sheet, f"{plural(missing, 'exchange')} to go.")
    exchanges = [{"one": ref, "of": key, "worth": rates[key]} for key in others]
    return _weighed(sheet, {"criteria": list(group.keys), "trade_offs": exchanges}, True, "")


def _weighed(sheet: Sheet, judgements: dict[str, object], weighs: bool, otherwise: str) -> Sheet:
    if sheet.problems or not weighs:
        return _unfinished(sheet, otherwise)
    return replace(sheet, judgements=judgements)


def _unfinished(sheet: Sheet, todo: str) -> Sheet:
    return replace(sheet, todo="Mend what is marked." if sheet.problems else todo)
