"""The missing criterion as its page shows it: for each loser, what would make it win and at what share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from decision.engine.wording import missing_text
from decision.matrix.additions import Topic
from decision.matrix.loading import PLUS, LoadedMatrix
from decision.matrix.page.numbers import listed, percent_text, plural, short, two_decimals
from decision.matrix.page.scene import SHAPES

from ..missing.candidates import Candidate
from ..selectors.missing import Found

MOST_VALUES = 8  # that are shown beside each other
KINDS = {"metric": "Measured", "criterion": "Said"}


@dataclass(frozen=True, slots=True)
class Value:
    """An alternative's value on the further criterion, and what it comes from."""

    name: str
    shape: int
    value: str
    given: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One kind of evidence that would make a loser win."""

    name: str
    kind: str
    level: str
    until: str
    how: str
    values: tuple[Value, ...]
    more: int
    unknown: str
    try_href: str
    try_text: str
    add: str
    percent: str


@dataclass(frozen=True, slots=True)
class Loser:
    """An alternative that does not lead."""

    name: str
    shape: int
    behind: str
    lines: tuple[CandidateLine, ...]


@dataclass(frozen=True, slots=True)
class MissingPage:
    """The page; `sentence` says the nearest of all. Of several whom nothing helps it is said once."""

    sentence: str
    losers: tuple[Loser, ...]
    hopeless: tuple[Loser, ...]


def missing_page(
    loaded: LoadedMatrix, found: Mapping[str, Sequence[Candidate]], topics: Sequence[Found],
    behind: Mapping[str, float],
) -> MissingPage:  # fmt: skip
    """Pure."""
    by_name = {one.topic.name: one for one in topics}
    keys = loaded.matrix.alternatives
    losers = tuple(
        Loser(
            loaded.labels[key],
            keys.index(key) % SHAPES + 1,
            two_decimals(Decimal(repr(round(behind[key], 10)))),
            tuple(_line(loaded, one, by_name[one.topic.name]) for one in several),
        )  # fmt: skip
        for key, several in found.items()
    )
    hopeless = tuple(one for one in losers if not one.lines)
    if len(hopeless) < 2:
        return MissingPage(_sentence(loaded, found), losers, ())
    return MissingPage(_sentence(loaded, found), tuple(one for one in losers if one.lines), hopeless)


def _sentence(loaded: LoadedMatrix, found: Mapping[str, Sequence[Candidate]]) -> str:
    able = [one for several in found.values() for one in several]
    if not able:
        return "Nothing on record that is no criterion yet would make another alternative win."
    nearest = min(able, key=lambda one: (bool(one.unknown), one.level))
    is_nearest = nearest.level <= min(one.level for one in able)
    which = "The nearest" if is_nearest else "The nearest that is on record for all of them"
    return (
        f"{which}: judged by {nearest.topic.label} too, {loaded.labels[nearest.alternative]} would lead from"
        f" {level_text(nearest.level)} of the weight on."
    )


def level_text(level: float) -> str:
    """A share at which the lead changes hands."""
    return percent_text(Decimal(repr(100 * level)).quantize(Decimal("0.01")))


def _line(loaded: LoadedMatrix, one: Candidate, found: Found) -> CandidateLine:
    home = reverse("decision-detail", args=[loaded.slug])
    percent = f"{one.percent:g}"
    unknown = [loaded.labels[key] for key in one.unknown]
    rows = _shown(loaded, one)
    return CandidateLine(
        name=one.topic.label, kind=KINDS[one.topic.kind], level=level_text(one.level),
        until=level_text(one.until) if one.until < 1 else "", how=one.plus.question,
        values=tuple(_value(loaded, one, found, number) for number in rows),
        more=len(loaded.alternatives) - len(rows),
        unknown=_unknown(unknown, loaded.matrix.missing_at),
        try_href=f"{home}?{urlencode({'plus': one.topic.name, f'w.{PLUS}': percent})}",
        try_text=f"Try it with {percent}\u00a0%",
        add=found.criterion if one.topic.kind == "metric" and one.topic.value_function_id else "", percent=percent,
    )  # fmt: skip


def _shown(loaded: LoadedMatrix, one: Candidate) -> list[int]:
    """The places of who is shown, in the matrix's order: the loser and those with the highest values."""
    keys = loaded.matrix.alternatives
    best = sorted(
        range(len(keys)),
        key=lambda place: (keys[place] != one.alternative, -one.plus.values.get(keys[place], -1)),
    )
    return sorted(best[:MOST_VALUES])


def _unknown(names: Sequence[str], missing_at: Decimal) -> str:
    if not names:
        return ""
    who = listed(list(names)) if len(names) <= MOST_VALUES else plural(len(names), "alternative")
    return f"Nothing is on record for {who}: counted {missing_text(missing_at, many=len(names) > 1)}."


def _value(loaded: LoadedMatrix, one: Candidate, found: Found, number: int) -> Value:
    row = loaded.alternatives[number]
    value = one.plus.values.get(row.key)
    return Value(
        row.label, number % SHAPES + 1, "–" if value is None else two_decimals(value),
        _given(one.topic, found, row.key), row.key == one.alternative,
    )  # fmt: skip


def _given(topic: Topic, found: Found, key: str) -> str:
    mine = [one for one in found.statements if one.framework == key]
    if topic.kind == "metric":
        figures = dict.fromkeys(short(one.number, 4) for one in mine if one.number is not None)
        relatives = dict.fromkeys(one.measured_on for one in mine if one.measured_on)
        proxy = f", measured on {listed(list(relatives))}" if relatives else ""
        return f"{', '.join(figures)} {topic.unit}".strip() + proxy if figures else ""
    against = sum(one.kind == "weakness" for one in mine)
    return f"{len(mine) - against} for, {against} against" if mine else ""
