"""What curators choose and type."""

from __future__ import annotations

from typing import Any

from django import forms

from criteria.models import Criterion, Metric
from frameworks.models import Claim, Confidence, Source

MOST_IDS = 5_000


def ids_in(text: str) -> list[int]:
    """“4,8,15” as numbers; whatever else stands there is left out."""
    return [int(part) for part in text.split(",")[:MOST_IDS] if part.isdecimal() and len(part) < 19]


class ImportForm(forms.Form):
    """A file of claims."""

    file = forms.FileField(
        label="File", help_text="CSV or JSON in UTF-8, at most 10 MB and 100,000 claims.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )  # fmt: skip


class BulkForm(forms.Form):
    """New values for many claims; only the ticked fields are changed."""

    source = forms.ModelChoiceField(Source.objects.all(), required=False)
    metric = forms.ModelChoiceField(Metric.objects.all(), required=False, empty_label="none")
    criterion = forms.ModelChoiceField(Criterion.objects.all(), required=False, empty_label="none")
    unit = forms.CharField(required=False, max_length=40)
    qualifier = forms.ChoiceField(choices=Claim.Qualifier.choices, required=False)
    as_of = forms.DateField(
        label="As of", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    version = forms.CharField(required=False, max_length=40)
    confidence = forms.ChoiceField(choices=[("", "unknown"), *Confidence.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # the visible label is the tick's
            field.widget.attrs["aria-label"] = f"New {(field.label or name).lower()}"

    @property
    def chosen(self) -> list[str]:
        """The fields whose box is ticked."""
        return [name for name in self.fields if f"change_{name}" in self.data]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.chosen:
            raise forms.ValidationError("Tick at least one field to change.")
        if "source" in self.chosen and "source" not in self.errors and cleaned.get("source") is None:
            self.add_error("source", "Every claim needs a source.")
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The ticked fields with their new values."""
        return {
            name: (self.cleaned_data[name] or None)
            if name in ("confidence", "as_of")
            else self.cleaned_data[name]
            for name in self.chosen
        }

    def rows(self) -> list[tuple[Any, bool]]:
        """Each field with whether it is ticked."""
        return [(self[name], name in self.chosen) for name in self.fields]


class MergeForm(forms.Form):
    """Two entries, one of which goes."""

    kept = forms.IntegerField(min_value=1)
    dropped = forms.IntegerField(min_value=1)
    digest = forms.CharField(required=False, max_length=64)
