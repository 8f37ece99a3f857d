"""Reads what pages send to be saved, and what their writers saw before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import QueryDict

from decision.problems import Invalid
from decision.typed import plain, typed_number

from ..loading import LoadedMatrix
from ..services import ScoreChange, SeenScore
from .what_if import percents_of, sibling_groups

MOST_DECIMALS = 4
LONGEST_ID = 18


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

    `keep` names fields of which the writer chose what was stored over what was typed; `use` is a value and a rule that
    stand for both. Raises `Invalid`.
    """
    post = post.copy()
    for field in post.get("keep", "").split():
        post[field] = post.get(f"saw_{field}", "")
    if use := post.get(
        "use", ""
    ).split():  # a button's: the score that a claim alone gives, and by which rule
        post["value"], post["rule"] = use[0], use[-1]
    value = _number(post.get("value", ""))
    seen = _seen(post)
    if value is None:
        return ScoreChange(framework, criterion, remove=True, seen=seen)
    has_range = "low" in post and "high" in post
    ticked, before = read_ticked(post)
    return ScoreChange(
        framework, criterion, value=value, confidence=post.get("confidence") or None,
        rationale=_text(post, "rationale"), rule=post.get("rule") or None, clear_range=has_range,
        low=_number(post.get("low", ""), "low") if has_range else None,
        high=_number(post.get("high", ""), "high") if has_range else None,
        cite=sorted(ticked - before), uncite=sorted(before - ticked), seen=seen,
    )  # fmt: skip


def read_ticked(post: QueryDict) -> tuple[set[int], set[int]]:
    """The claims that a form wants cited (`cite.7`), and those that were cited when it was shown (`saw_claims`)."""
    ticked = {_id(name.removeprefix("cite.")) for name in post if name.startswith("cite.")}
    return ticked, {_id(text) for text in post.get("saw_claims", "").split()}


def _id(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > LONGEST_ID:
        raise Invalid("A claim is named by its number.", errors=[("/0/claims", "Not a whole number.")])
    return int(text)


def _seen(post: QueryDict) -> SeenScore | None:
    if "saw_value" not in post:
        return None
    ends = None
    if "saw_low" in post and "saw_high" in post:
        ends = _number(post.get("saw_low", ""), "low"), _number(post.get("saw_high", ""), "high")
    return SeenScore(
        _number(post.get("saw_value", "")), post.get("saw_confidence"), _text(post, "saw_rationale"),
        post.get("saw_rule"), ends,
    )  # fmt: skip


def _number(typed: str, field: str = "value") -> Decimal | None:
    if not typed.strip():
        return None
    number = typed_number(typed)
    if number is None:
        raise Invalid(
            "Enter a number.", errors=[(f"/0/{field}", "A score is a number.")], title="Invalid score"
        )
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
    numbers = [number for part in text.split("_") if (number := typed_number(part)) is not None]
    if len(numbers) != len(loaded.criteria):
        return None
    return {row.key: number for row, number in zip(loaded.criteria, numbers, strict=True)}
