"""A claim as people type it: the places in the document as “46; 112-114”."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from decision.admin_base import RefusableForm

from .places import EXAMPLE, read_lines, written_lines


def parsed_lines(text: str) -> list[list[int]]:
    """“46; 112-114” as [[46, 46], [112, 114]]. Raises `ValidationError` that quotes each bad place."""
    places, errors = read_lines(text)
    if errors:
        raise ValidationError(errors)
    return places


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
