"""A proposed change as plain values: what it wants, what its writer saw, and both in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decision.matrix.models import Score
from decision.matrix.page.numbers import listed, short
from decision.matrix.services import ScoreChange, SeenScore
from decision.problems import Invalid

ENDS = ("low", "high")
TEXTS = ("confidence", "rule")
FIELDS = ("value", *ENDS, *TEXTS, "cite", "uncite")
NAMES = {"value": "Score", "low": "Low end", "high": "High end", "confidence": "Confidence", "rule": "Rule"}
FEW_CLAIMS = 3  # that are named
GONE = "a claim that no longer counts"
RULES = dict(Score.Rule.choices)
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """A score as far as a proposal can change it; all None where there is none."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    confidence: str | None = None
    rule: str | None = None
    claims: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a proposal may change of a score. None leaves a field as it is; `sets_range` says that both ends are meant,
    None then being none; an empty `confidence` clears it."""

    value: Decimal | None = None
    sets_range: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    confidence: str | None = None
    rule: str | None = None
    cite: frozenset[int] = frozenset()
    uncite: frozenset[int] = frozenset()


def difference(wanted: Wanted, stored: Stored) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is to be kept of a proposal: the fields that differ from what is stored, and those as they are stored.

    Raises `Invalid` where nothing does.
    """
    new: dict[str, Any] = {}
    if wanted.value is not None and wanted.value != stored.value:
        new["value"] = str(wanted.value)
    if wanted.sets_range and (wanted.low, wanted.high) != (stored.low, stored.high):
        new |= {"low": _text(wanted.low), "high": _text(wanted.high)}
    for field in TEXTS:
        given = getattr(wanted, field)
        if given is not None and given != (getattr(stored, field) or ""):
            new[field] = given
    if cite := sorted(wanted.cite - stored.claims):
        new["cite"] = cite
    if uncite := sorted(wanted.uncite & stored.claims):
        new["uncite"] = uncite
    if not new:
        sentence = "Nothing would change: propose another value, range, confidence, rule or other claims."
        raise Invalid(sentence, errors=[("/value", sentence)], title="Invalid proposal")
    old = {field: _text(getattr(stored, field)) for field in ("value", *ENDS)}
    return new, old | {field: getattr(stored, field) or "" for field in TEXTS}


def change_of(wanted: Json, seen: Json | None, *, framework: str, criterion: str) -> ScoreChange:
    """The change that accepting a proposal makes; without `seen` whatever was changed meanwhile."""
    sets_range = "low" in wanted or "high" in wanted
    before = None
    if seen is not None:
        ends = _number(seen.get("low")), _number(seen.get("high"))
        before = SeenScore(_number(seen.get("value")), seen.get("confidence"), None, seen.get("rule"), ends)
    value = _number(wanted.get("value"))
    if value is None and before is not None:
        value = before.value  # left as it was seen: what is stored now stays
    return ScoreChange(
        framework, criterion, value=value, clear_range=sets_range,
        low=_number(wanted.get("low")), high=_number(wanted.get("high")),
        confidence=wanted.get("confidence"), rule=wanted.get("rule"),
        cite=tuple(wanted.get("cite", ())), uncite=tuple(wanted.get("uncite", ())),
        seen=before if sets_range or before is None else SeenScore(
            before.value, before.confidence, None, before.rule, None
        ),
    )  # fmt: skip


def lines_of(wanted: Json, seen: Json, named: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """What a proposal changes, as (name, from, to); `named` are the texts of claims by id, of those that count."""
    found = []
    for field, name in NAMES.items():
        if field in wanted and wanted[field] != seen.get(field):
            found.append((name, _said(field, seen.get(field)), _said(field, wanted[field])))
    for field, name in (("cite", "To cite"), ("uncite", "To cite no more")):
        if several := wanted.get(field):
            texts = [f"“{named[str(one)]}”" if str(one) in named else GONE for one in several[:FEW_CLAIMS]]
            more = len(several) - len(texts)
            found.append((name, "", f"{', '.join(texts)} and {more} more" if more else listed(texts)))
    return tuple(found)


def _said(field: str, text: Any) -> str:
    if field == "rule":
        return str(RULES.get(text, text) or "none")
    if field == "confidence":
        return str(text) or "not stated"
    number = _number(text)
    return short(number, 4) if number is not None else "none"


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))
