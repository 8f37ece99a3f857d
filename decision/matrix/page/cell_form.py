"""The form of one score: what it shows, what its writer saw, and both values where two people changed the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.problems import Refused

from ..forms import plain
from ..models import Score
from ..services import Overwriting
from .meanwhile import Other, Row
from .reading import StoredScore

NAMES = {
    "value": "Score", "low": "Low end", "high": "High end", "confidence": "Confidence", "rule": "Rule",
    "rationale": "Rationale",
}  # fmt: skip
RULES = dict(Score.Rule.choices)
LINE_ENDS = ("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Values:
    """The fields of a score as a form holds them."""

    value: str = ""
    low: str = ""
    high: str = ""
    confidence: str = ""
    rule: str = ""
    rationale: str = ""

    def items(self) -> list[tuple[str, str]]:
        """By name."""
        return [(name, getattr(self, name)) for name in NAMES]


@dataclass(frozen=True, slots=True)
class CellConflict:
    """What two people changed: who the other is, the rows to choose from, and words for both choices."""

    other: Other
    rows: tuple[Row, ...]
    fields: tuple[str, ...]
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class CellForm:
    """What the form shows, what is sent along as seen, and what went wrong, with which field; `uncited` are the claims
    whose tick was taken away."""

    shown: Values
    saw: Values
    problem: str = ""
    field: str = ""
    reason: str = ""
    uncited: frozenset[int] = frozenset()
    conflict: CellConflict | None = None


def values_of(score: StoredScore | None) -> Values:
    """The stored fields, exact."""
    if score is None:
        return Values()
    return Values(
        plain(score.value), _plain(score.low), _plain(score.high), score.confidence or "", score.rule,
        score.rationale.replace(*LINE_ENDS),
    )  # fmt: skip


def _plain(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def cell_form(
    score: StoredScore | None,
    typed: Mapping[str, str],
    problem: Refused | None,
    other: Other | None,
    unit: str,
) -> CellForm:
    """The form as it is first opened, or with what was typed and why it was not saved."""
    stored = values_of(score)
    if problem is None:
        return CellForm(stored, stored)
    posted = Values(*(typed.get(name, getattr(stored, name)).replace(*LINE_ENDS) for name in NAMES))
    saw = Values(*(typed.get(f"saw_{name}", getattr(stored, name)).replace(*LINE_ENDS) for name in NAMES))
    reason = typed.get("reason", "")
    gone = uncited(typed)
    if not isinstance(problem, Overwriting):
        field = problem.errors[0][0].rpartition("/")[2] if problem.errors else ""
        return CellForm(posted, saw, problem.detail, field, reason, gone)
    # Fields that the writer left alone show what is stored now, or sending the form again would turn others' back.
    mine = Values(
        *(now if sent == before else sent for (_, sent), (_, before), (_, now) in zip(
            posted.items(), saw.items(), stored.items(), strict=True
        ))
    )  # fmt: skip
    conflict = _conflict(problem, mine, stored, other or Other(), unit)
    return CellForm(mine, stored, reason=reason, uncited=gone, conflict=conflict)


def uncited(typed: Mapping[str, str]) -> frozenset[int]:
    """The claims that were cited when the form was shown, and whose tick is gone."""
    shown = [text for text in typed.get("saw_claims", "").split() if text.isascii() and text.isdecimal()]
    return frozenset(int(text) for text in shown if f"cite.{text}" not in typed)


def _conflict(problem: Overwriting, mine: Values, stored: Values, other: Other, unit: str) -> CellConflict:
    fields = tuple(name for name in NAMES if name in problem.fields)
    rows = tuple(
        Row(NAMES[name], _said(name, getattr(stored, name), unit), _said(name, getattr(mine, name), unit))
        for name in fields
    )
    if fields == ("value",):
        return CellConflict(other, rows, fields, f"Keep {rows[0].stored}", f"Use my {rows[0].yours}")
    return CellConflict(other, rows, fields, "Keep theirs", "Use mine")


def _said(name: str, text: str, unit: str) -> str:
    if name == "value":
        return f"{text} {unit}".strip() if text else "no score"
    if name in ("low", "high"):
        return f"{text} {unit}".strip() if text else "none"
    if name == "rule":
        return RULES.get(text, text)
    return text.capitalize() if name == "confidence" and text else text or "nothing"
