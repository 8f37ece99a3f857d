"""Comparisons of two criteria at a time: all pairs, or all against the best and the worst."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.http import QueryDict

from decision.matrix.page.numbers import listed, plural

from ..groups import Group
from ..ways import ALL_PAIRS_AT_MOST, PAIRED_AT_ONCE, Way
from .base import Problem, Sheet, read_numbers, visible, written

LEVELS = ("9", "7", "5", "3", "2", "1", "1/2", "1/3", "1/5", "1/7", "1/9")
"""How many times as important the first is as the second, from left to right."""

_ONE, _NINE = Decimal(1), Decimal(9)


def read_pairs(data: QueryDict, way: Way, group: Group) -> Sheet:
    """`p.<first>.<second>` as one of LEVELS; `all=1` asks for every pair also of more criteria."""
    every = data.get("all") == "1" and len(group.keys) <= ALL_PAIRS_AT_MOST
    pairs = tuple(_asked(group.keys, every=every))
    given = [
        (first, second)
        for place, first in enumerate(group.keys)
        for second in group.keys[place + 1 :]
        if data.get(f"p.{first}.{second}", "")
    ]
    shown = (*pairs, *(pair for pair in given if pair not in set(pairs)))
    answers: dict[str, str] = {}
    problems = []
    for first, second in given:
        level = data.get(f"p.{first}.{second}", "")
        if level in LEVELS:
            answers[f"p.{first}.{second}"] = level
        else:
            sentence = f"Choose one of the steps from 9 to 1 to 9 (“{visible(level)}” is none)."
            problems.append(Problem(f"p-{first}-{second}", sentence))
    sheet = Sheet(
        way, group, "pairwise", answers, len(shown), pairs=shown, problems=tuple(problems),
        extra=(("all", "1"),) if every else (),
    )  # fmt: skip
    ratios = {
        pair: Fraction(answers[f"p.{pair[0]}.{pair[1]}"])
        for pair in given
        if f"p.{pair[0]}.{pair[1]}" in answers
    }
    if todo := _apart(group, list(ratios)):
        return replace(sheet, todo="Mend what is marked." if problems else todo)
    judged: dict[str, dict[str, Decimal]] = {}
    for (first, second), ratio in ratios.items():
        judged.setdefault(first, {})[second] = _decimal(ratio)
    return replace(sheet, judgements={"criteria": list(group.keys), "judgements": judged})


def read_best_worst(data: QueryDict, way: Way, group: Group) -> Sheet:
    """`best`, `worst`, `b.<criterion>` (best to it) and `t.<criterion>` (it to worst), 1 to 9."""
    best, worst = data.get("best", ""), data.get("worst", "")
    chosen = tuple((name, key) for name, key in (("best", best), ("worst", worst)) if key in group.keys)
    sheet = Sheet(way, group, "best_worst", {}, 2 * len(group.keys) - 3, extra=chosen)
    if len(chosen) < 2:
        return replace(sheet, todo="Choose the most and the least important criterion.")
    if best == worst:
        problem = Problem("worst", "The most and the least important cannot be the same one.")
        return replace(sheet, problems=(problem,), todo="Choose two different criteria.")
    to_others, wrong = read_numbers(data, "b", tuple(key for key in group.keys if key != best), _ONE, _NINE)
    to_worst, also = read_numbers(
        data, "t", tuple(key for key in group.keys if key not in (best, worst)), _ONE, _NINE
    )
    sheet = replace(sheet, answers=written("b", to_others) | written("t", to_worst), problems=wrong + also)
    if missing := sheet.asked - sheet.answered:
        todo = f"{plural(missing, 'comparison')} to go."
        return replace(sheet, todo="Mend what is marked." if sheet.problems else todo)
    direct = {best: to_others[worst]}
    judgements = {
        "best": best, "worst": worst, "best_to_others": to_others, "others_to_worst": to_worst | direct
    }  # fmt: skip
    return replace(sheet, judgements=judgements)


def _asked(keys: tuple[str, ...], *, every: bool) -> Iterator[tuple[str, str]]:
    """All pairs of a few; of many a ring and its chords, so that each is asked about three times."""
    count = len(keys)
    if every or count <= PAIRED_AT_ONCE:
        for place, first in enumerate(keys):
            for second in keys[place + 1 :]:
                yield first, second
        return
    for place in range(count - 1):
        yield keys[place], keys[place + 1]
    yield keys[0], keys[-1]
    for place in range(count // 2):
        yield keys[place], keys[place + count // 2 if place + count // 2 < count else count - 1]


def _apart(group: Group, judged: list[tuple[str, str]]) -> str:
    """What is still to do until the comparisons connect all criteria; nothing when they do."""
    part = {key: key for key in group.keys}
    for first, second in judged:
        old, new = part[second], part[first]
        part = {key: new if one == old else one for key, one in part.items()}
    parts = list(dict.fromkeys(part.values()))
    if len(parts) == 1:
        return ""
    if not judged:
        return "Compare the first two."
    if len(parts) > 2:
        return f"{len(parts) - 1} comparisons more, and all criteria are connected."
    first_part = [group.names[key] for key in group.keys if part[key] == parts[0]]
    alone = [group.names[key] for key in group.keys if part[key] != parts[0]]
    if len(first_part) < len(alone):
        first_part, alone = alone, first_part
    return f"Compare {listed(alone, joined_by='or')} with one of the others."


def _decimal(ratio: Fraction) -> Decimal:
    """A level as the engine takes it; thirds and sevenths to twelve decimals."""
    return round(Decimal(ratio.numerator) / Decimal(ratio.denominator), 12)
