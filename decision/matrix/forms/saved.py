"""Reads what pages send to be saved, and what their writers saw before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from decision.problems import Invalid

from ..loading import LoadedMatrix
from ..services import ScoreChange, SeenScore
from .what_if import LONGEST_NUMBER, percents_of, plain, sibling_groups

MOST_DECIMALS = 4


def read_revision(post: QueryDict) -> int | None:
    """The revision that the sender saw, None where none is given; raises `Invalid` for anything but a number."""
    text = post.get("revision", "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Invalid("The revision is a whole number.", errors=[("/revision", "Not a whole number.")])
    return int(text)


def read_score(post: QueryDict, *, criterion: str, framework: str) -> ScoreChange:
    """A score as its form sends it, with what the form showed; an emptied value makes the score missing.

    `keep` names fields of which the writer chose what was stored over what was typed. Raises `Invalid`.
    """
    post = post.copy()
    for field in post.get("keep", "").split():
        post[field] = post.get(f"saw_{field}", "")
    value = _number(post.get("value", ""))
    seen = _seen(post)
    if value is None:
        return ScoreChange(framework, criterion, remove=True, seen=seen)
    confidence, rationale = post.get("confidence") or None, _text(post, "rationale")
    return ScoreChange(
        framework, criterion, value=value, confidence=confidence, rationale=rationale, seen=seen
    )


def _seen(post: QueryDict) -> SeenScore | None:
    if "saw_value" not in post:
        return None
    return SeenScore(
        _number(post.get("saw_value", "")), post.get("saw_confidence"), _text(post, "saw_rationale")
    )


def _number(typed: str) -> Decimal | None:
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    try:
        number = Decimal(text) if len(text) <= LONGEST_NUMBER else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise Invalid("Enter a number.", errors=[("/0/value", "A score is a number.")], title="Invalid score")
    return number


def _text(post: QueryDict, name: str) -> str | None:
    """A text as it is stored: browsers end lines in two characters."""
    text = post.get(name)
    return None if text is None else without_nul(text.replace("\r\n", "\n"))


def without_nul(text: str) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return text.replace("\x00", "").strip()


def write_seen_weights(loaded: LoadedMatrix) -> str:
    """The decision's own weights as a form keeps them, to be compared when it is sent."""
    shown = percents_of(loaded.points, sibling_groups(loaded))
    return "_".join(plain(round(shown[row.key], MOST_DECIMALS)) for row in loaded.criteria)


def read_seen_weights(text: str, loaded: LoadedMatrix) -> Mapping[str, Decimal] | None:
    """What `write_seen_weights` wrote, None where it does not fit the decision's criteria (any more)."""
    try:
        numbers = [Decimal(part) for part in text.split("_") if len(part) <= LONGEST_NUMBER]
    except InvalidOperation:
        return None
    if len(numbers) != len(loaded.criteria) or not all(number.is_finite() for number in numbers):
        return None
    return {row.key: number for row, number in zip(loaded.criteria, numbers, strict=True)}
