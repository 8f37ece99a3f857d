"""A claim as people type it: the places in the document as “46; 112-114”."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from decision.admin_base import RefusableForm

PLACE = re.compile(r"(\d{1,7})(?:\s*[-–—]\s*(\d{1,7}))?")
EXAMPLE = "46; 112-114"


def parsed_lines(text: str) -> list[list[int]]:
    """“46; 112-114” as [[46, 46], [112, 114]]. Raises `ValidationError` that quotes each bad place."""
    places, errors = [], []
    for part in filter(None, map(str.strip, re.split(r"[;,\n]", text))):
        found = PLACE.fullmatch(part)
        if found is None:
            errors.append(f"“{part[:40]}” is not a line or a range of lines: write them like “{EXAMPLE}”.")
            continue
        first, last = int(found[1]), int(found[2] or found[1])
        if first < 1:
            errors.append(f"“{part}”: lines are counted from 1.")
        elif last < first:
            errors.append(f"“{part}” runs backwards: did you mean {last}-{first}?")
        else:
            places.append([first, last])
    if errors:
        raise ValidationError(errors)
    return places


def written_lines(places: list[list[int]]) -> str:
    """[[46, 46], [112, 114]] as “46; 112-114”."""
    return "; ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in places)


class LinesField(forms.CharField):
    """Places in a document, stored as pairs of line numbers."""

    def to_python(self, value: Any) -> Any:
        return parsed_lines(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return written_lines(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or []))
        except ValidationError:
            return True


class ClaimForm(RefusableForm):
    """A claim with its places as text."""

    lines = LinesField(required=False, help_text=f"Lines of the document, counted from 1: {EXAMPLE}")

    class Meta:
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "cols": 80}),
            "number": forms.TextInput(attrs={"inputmode": "decimal", "class": "vTextField numeral"}),
            "number_to": forms.TextInput(attrs={"inputmode": "decimal", "class": "vTextField numeral"}),
        }

    def clean_key(self) -> str | None:
        """An empty key is none at all, for keys are unique."""
        return self.cleaned_data["key"] or None
