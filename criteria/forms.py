"""Numbers in pairs as text that people can type: anchors and levels, one pair a line."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from decision.admin_base import RefusableForm
from decision.engine.exact import usable
from decision.typed import plain

Pair = tuple[str, Decimal]
PAIR = re.compile(r"(.+?)\s*(?:→|->|=|:|\t)\s*([^→=:]+)")


def parsed_pairs(text: str, example: str) -> list[Pair]:
    """The lines (or `;`-separated parts) of `text` as (left side, number). Raises `ValidationError`."""
    pairs, errors = [], []
    for number, line in enumerate(filter(None, map(str.strip, re.split(r"[\n;]", text))), start=1):
        found = PAIR.fullmatch(line)
        value = parsed_number(found[2]) if found else None
        if found is None or value is None:
            errors.append(f"Line {number}, “{line[:60]}”: write it like “{example}”.")
        else:
            pairs.append((found[1], value))
    if errors:
        raise ValidationError(errors)
    return pairs


def parsed_number(text: str) -> Decimal | None:
    """The decimal of ordinary size that `text` writes, or None."""
    try:
        number = Decimal(text.strip().replace(" ", "").replace("\u2212", "-"))
    except InvalidOperation:
        return None
    return number if usable(number) else None


class PairsField(forms.CharField):
    """Pairs a line each; subclasses say what the pairs become and how stored ones are shown."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 60, "spellcheck": "false"})
    example = ""

    def to_python(self, value: Any) -> Any:
        return self.from_pairs(parsed_pairs(super().to_python(value) or "", self.example))

    def from_pairs(self, pairs: list[Pair]) -> Any:
        """What the pairs become."""
        raise NotImplementedError

    def to_text(self, value: Any) -> str:
        """A stored value as lines."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else self.to_text(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(self.prepare_value(initial)))
        except ValidationError:
            return True


class AnchorsField(PairsField):
    """Anchors of a value function: measurement → value."""

    example = "500 → 0"

    def from_pairs(self, pairs: list[Pair]) -> list[list[Any]]:
        anchors = []
        for left, value in pairs:
            measurement = parsed_number(left)
            if measurement is None:
                raise ValidationError(f"“{left}” is not a measurement: write anchors like “{self.example}”.")
            anchors.append([_json_number(measurement), _json_number(value)])
        return anchors

    def to_text(self, value: Any) -> str:
        return "\n".join(f"{plain(Decimal(str(x)))} → {plain(Decimal(str(y)))}" for x, y in value)


class LevelsField(PairsField):
    """Levels of an ordered scale from first to last: word = value."""

    example = "Strong = 8"

    def from_pairs(self, pairs: list[Pair]) -> list[Pair]:
        return pairs

    def to_text(self, value: Any) -> str:
        return "\n".join(f"{word} = {plain(number)}" for word, number in value)


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


class ScaleForm(RefusableForm):
    """A scale with its levels as text."""

    levels = LevelsField(required=False, help_text="From the first to the last, one a line: Strong = 8")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["levels"] = list(self.instance.levels.values_list("word", "value"))


class ValueFunctionForm(RefusableForm):
    """A value function with its anchors as text."""

    points = AnchorsField(
        label="Anchors", help_text="Measurement → value, measurements rising, one a line: 500 → 0"
    )
