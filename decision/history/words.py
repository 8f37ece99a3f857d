"""A change in words: what it was about, and from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decision.engine.wording import raw_text
from decision.matrix.models import Decision, Gate, Score
from decision.record.selectors import Change

KINDS = {
    "decision": "Decision", "alternative": "Alternative", "weight": "Weight", "score": "Score",
    "citation": "Evidence", "gate": "Must-have", "scenario": "Scenario", "scenario_weight": "Scenario",
    "framework": "Catalogue", "criterion": "Catalogue", "scale": "Scale", "metric": "Metric",
    "value_function": "Value function", "claim": "Claim", "source": "Source",
}  # fmt: skip
# The fields that need no name beside what they are about.
PLAIN = {("weight", "points"), ("score", "value"), ("scenario_weight", "points")}
FIELDS = {
    "low": "low end", "high": "high end", "published_total": "printed total", "parent": "group",
    "value_function": "value function", "close_call_margin": "close-call margin",
    "claims_good_for_months": "months that claims stay good",
    "missing_at": "percent of its scale at which a missing score counts", "short_name": "short name",
    "low_label": "low end’s words", "high_label": "high end’s words", "points": "anchors", "as_of": "date",
    "measured_on": "measured on", "review_reason": "reason of the review", "package_name": "name of the package",
    "number_to": "upper number", "slug": "name in addresses",
}  # fmt: skip
CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("decision", "status"): {value: label.lower() for value, label in Decision.Status.choices},
    ("decision", "visibility"): dict(Decision.Visibility.choices),
    ("score", "rule"): dict(Score.Rule.choices),
    ("gate", "mode"): {value: label.lower() for value, label in Gate.Mode.choices},
    ("gate", "comparison"): dict(Gate.Comparison.choices),
}
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Said:
    """A change as a line: its kind, what it is about, and what became of it."""

    kind: str
    subject: str
    text: str
    change: Change

    @property
    def sentence(self) -> str:
        """The line as one sentence: `Flask on Documentation: 6 → 9`."""
        return f"{self.subject}: {self.text}" if self.subject else self.text


def said(change: Change) -> Said:
    """A change in words."""
    return Said(KINDS[change.what], _subject(change), _text(change), change)


def number(value: object) -> str:
    """A number as pages write it, anything else as text."""
    return raw_text(value) if isinstance(value, Decimal) else str(value)


def _subject(change: Change) -> str:
    if change.what == "decision":
        return ""
    if change.what in ("gate", "scenario", "scale", "metric", "value_function", "source"):
        return f"“{change.name}”"
    if change.what == "scenario_weight":
        return f"“{change.name}”, {change.criterion_name}"
    parts = [name for name in (change.framework_name, change.criterion_name) if name]
    return " on ".join(parts)


def _text(change: Change) -> str:
    if change.action == "added":
        return _added(change)
    if change.action == "removed":
        return _removed(change)
    old, new = _value(change, change.old, change.old_name), _value(change, change.new, change.new_name)
    if (change.what, change.field) in PLAIN:
        return f"{old} → {new}"
    name = FIELDS.get(change.field, change.field.replace("_", " "))
    if change.what == "decision":
        name = name.capitalize()
    if change.old in (None, ""):
        return f"{name} is now {new}"
    if change.new in (None, ""):
        return f"{name} no longer {old}"
    return f"{name} {old} → {new}"


def _added(change: Change) -> str:
    value = _value(change, change.new, change.new_name)
    match change.what:
        case "decision":
            return f"Opened as {value}"
        case "weight" | "scenario_weight":
            return f"added with {_points(change.new)}"
        case "score":
            return f"scored {value}"
        case "citation":
            return f"now rests on {value}"
        case "gate":
            return f"added, with {value} as its threshold"
        case _:
            return "added"


def _removed(change: Change) -> str:
    value = _value(change, change.old, change.old_name)
    match change.what:
        case "weight" | "scenario_weight":
            return f"removed, had {_points(change.old)}"
        case "score":
            return f"score removed, was {value}"
        case "citation":
            return f"no longer rests on {value}"
        case "decision":
            return f"Removed {value}"
        case _:
            return "removed"


def _points(value: object) -> str:
    written = number(value)
    return f"{written} point" if written == "1" else f"{written} points"


def _value(change: Change, value: Any, name: object) -> str:
    if value is None or value == "":
        return "none"
    if name is not None:
        return f"“{_short(str(name))}”"
    if words := CHOICES.get((change.what, change.field)):
        return words.get(str(value), str(value))
    if isinstance(value, str) and change.field not in ("confidence", "kind", "direction", "rule"):
        return f"“{_short(value)}”"
    if isinstance(value, list):
        return _short(", ".join(_anchor(each) for each in value))
    return number(value)


def _anchor(value: Any) -> str:
    return " ↦ ".join(number(each) for each in value) if isinstance(value, list) else number(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
