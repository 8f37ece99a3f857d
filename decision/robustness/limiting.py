"""Stated limits of weights, from the address: `limits=a>=0.2,a>=2*b` as the API takes it, or fields for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from decision import engine
from decision.engine.smaa import Comparison, Limit, check_limits, wrong_limits
from decision.matrix.page.numbers import listed

Limits = tuple[Limit, ...]

LEAST, MOST, RATIO = "least.", "most.", "ratio."
FIELDS = (LEAST, MOST, RATIO)
MOST_RATIOS = 40
"""Numbered ratios that are read from fields."""
LONGEST = 20_000
SIGNS: Mapping[Comparison, str] = {"at_least": ">=", "at_most": "<="}
COMPARED: Mapping[str, Comparison] = {sign: name for name, sign in SIGNS.items()}
SHARES: Sequence[tuple[str, Comparison, int]] = ((LEAST, "at_least", 0), (MOST, "at_most", 100))
"""Fields of shares in per cent, with the number that says nothing."""
STATEMENT = re.compile(r"(\w[\w-]*)\s*(>=|<=)\s*(?:([\d.]+)\s*\*\s*)?([\w.][\w.-]*)")
NUMBER = re.compile(r"\d{1,9}(?:\.\d{0,12})?|\.\d{1,12}")


def limits_in(text: str) -> tuple[Limits, list[tuple[int, str]]]:
    """`a>=0.2,b<=2*c,c>=a` as limits, with the place and the text of each that says none."""
    statements = [part.strip() for part in text.split(",") if part.strip()]
    found = [_limit(statement) for statement in statements]
    wrong = [(place, statements[place]) for place, limit in enumerate(found) if limit is None]
    return tuple(limit for limit in found if limit is not None), wrong


def no_limit(statement: str) -> str:
    """What to say of a text that states no limit."""
    return f"“{statement[:60]}” states no limit: write a>=0.2 or a<=0.4 for a share, a>=2*b for a ratio."


def _limit(statement: str) -> Limit | None:
    match = STATEMENT.fullmatch(statement)
    if match is None:
        return None
    criterion, sign, times, over = match.groups()
    comparison = COMPARED[sign]
    if times is None and NUMBER.fullmatch(over):
        return Limit(criterion, comparison, float(over))
    if times is not None and not NUMBER.fullmatch(times):
        return None
    return Limit(criterion, comparison, float(times or 1), over)


def written(limits: Iterable[Limit]) -> str:
    """Limits as the address has them."""
    return ",".join(f"{each.criterion}{SIGNS[each.comparison]}{_right(each)}" for each in limits)


def _right(limit: Limit) -> str:
    if limit.over is None:
        return _plain(limit.times)
    return limit.over if limit.times == 1 else f"{_plain(limit.times)}*{limit.over}"


def _plain(number: float) -> str:
    return f"{number:.12f}".rstrip("0").rstrip(".")


def times_text(limit: Limit) -> str:
    """`2`, `1.5`."""
    return _plain(limit.times)


def percent_text(limit: Limit) -> str:
    """`20`, `12.5`."""
    return _plain(limit.times * 100)


def in_words(limit: Limit, labels: Mapping[str, str]) -> str:
    """`Performance ≥ 2 × Documentation`, `Performance ≤ 40 %`."""
    sign = "≥" if limit.comparison == "at_least" else "≤"
    name = labels.get(limit.criterion, limit.criterion)
    if limit.over is None:
        return f"{name} {sign} {percent_text(limit)}\u00a0%"
    times = "" if limit.times == 1 else f"{_plain(limit.times)}\u00a0×\u00a0"
    return f"{name} {sign} {times}{labels.get(limit.over, limit.over)}"


def read_limits(query: QueryDict, leaves: Sequence[str], problems: list[str]) -> Limits:
    """The limits that the address states; what says none is said, and left out."""
    if any(name.startswith(FIELDS) for name in query):
        limits = (*_shares(query, leaves, problems), *_ratios(query, problems))
    else:
        limits, wrong = limits_in(query.get("limits", "")[:LONGEST])
        problems.extend(no_limit(statement) for _, statement in wrong)
    wrong_ones = {place.rsplit("/", 1)[1]: sentence for place, sentence in wrong_limits(limits, leaves)}
    problems.extend(wrong_ones.values())
    return (
        ()
        if "limits" in wrong_ones
        else tuple(limit for place, limit in enumerate(limits) if str(place) not in wrong_ones)
    )


def no_room(limits: Limits, leaves: Sequence[str], labels: Mapping[str, str]) -> str:
    """Which limits no weights keep together, in a sentence; empty where there is room."""
    if not limits:
        return ""
    try:
        check_limits(limits, leaves)
    except engine.InvalidStudy as refused:
        places = [int(place.rsplit("/", 1)[1]) for place, _ in refused.errors]
        told = listed([in_words(limits[place], labels) for place in places])
        return (
            f"No weights keep {told}{' together' if places[1:] else ''}: change that to draw within limits."
        )
    return ""


def _shares(query: QueryDict, leaves: Iterable[str], problems: list[str]) -> Iterator[Limit]:
    """Least and greatest shares in per cent; an empty field, 0 at least and 100 at most say nothing."""
    for key in leaves:
        for field, comparison, idle in SHARES:
            percent = _number(query.get(f"{field}{key}", ""), problems)
            if percent is not None and percent != idle:
                yield Limit(key, comparison, float(percent / 100))


def _ratios(query: QueryDict, problems: list[str]) -> Iterator[Limit]:
    """Numbered ratios; one that does not name two criteria says nothing."""
    for number in range(MOST_RATIOS):
        of, over = (query.get(f"{RATIO}{number}.{name}", "").strip() for name in ("of", "over"))
        if not (of and over):
            continue
        is_most = query.get(f"{RATIO}{number}.is") == "at_most"
        times = _number(query.get(f"{RATIO}{number}.times", "") or "1", problems)
        if times is not None:
            yield Limit(of, "at_most" if is_most else "at_least", float(times), over)


def _number(typed: str, problems: list[str]) -> Decimal | None:
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    try:
        if NUMBER.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    problems.append(f"“{typed[:20]}” is no number of 0 or more; that limit is left out here.")
    return None
