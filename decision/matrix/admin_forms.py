"""Forms of the curators' admin for decisions: shapes only, the rules are the services'."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.forms.models import model_to_dict

from criteria.forms import Pair, PairsField
from decision.admin_base import RefusableForm, as_written
from decision.problems import Stale
from decision.typed import plain

from .admin.grid import Grid, parsed_opened
from .loading import LoadedMatrix
from .models import Decision, Score

OWN_FIELDS = (
    "title", "slug", "question", "description", "visibility", "team", "close_call_margin",
    "claims_good_for_months", "missing_at",
)  # fmt: skip


class DecisionForm(RefusableForm):
    """A decision's own fields and, beside them, its grid.

    `loaded` is None for a decision that is only being made.
    """

    loaded: LoadedMatrix | None = None

    class Meta:
        widgets = {
            "question": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "description": forms.Textarea(attrs={"rows": 4, "cols": 80}),
        }

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        self.is_stale = isinstance(self.refused, Stale)
        self.field_conflicts: dict[str, str] = {}
        if data is not None and self.is_stale and instance is not None:
            data = self._rebased(data, own_texts(instance))
        super().__init__(data, *args, **kwargs)
        self.grid = Grid(self.loaded, data, is_stale=self.is_stale) if self.loaded else None

    def _rebased(self, data: Any, now: Mapping[str, str]) -> Any:
        """What was typed, with what others changed meanwhile where the curator changed nothing."""
        opened, data = parsed_opened(data), data.copy()
        for name, text in now.items():
            was, mine = opened.get(f"own-{name}", ""), data.get(name, "").replace("\r\n", "\n")
            if mine == was:
                data[name] = text
            elif text not in (was, mine):
                self.field_conflicts[name] = text
        return data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, text in self.field_conflicts.items():
            self.add_error(name, f"Changed meanwhile to “{text or '—'}”. Save again to keep yours.")
        if self.grid is not None and self.grid.errors:
            self.add_error(None, "Nothing was saved: see the marked cells of the matrix.")
        return cleaned

    def add_refusal(self, pointer: str, sentence: str) -> None:
        if self.is_stale:
            sentence = "Somebody changed this decision while you had it open; nothing was saved yet."
        if self.grid is None or not self.grid.refuse(pointer, sentence):
            super().add_refusal(pointer, sentence)

    @property
    def seen_revision(self) -> int | None:
        """The revision that the page was opened at, as it says itself; None when it does not."""
        text = str(self.data.get("revision", ""))
        return int(text) if text.isdecimal() and len(text) < 10 else None


def own_texts(decision: Decision) -> dict[str, str]:
    """A decision's own fields as its form shows them."""
    fields = model_to_dict(decision, fields=OWN_FIELDS)
    return {name: "" if value is None else str(as_written(value)) for name, value in fields.items()}


class UnchangedStays:
    """A row of an inline that nobody touched is not checked again: a large matrix has hundreds."""

    def full_clean(self: Any) -> None:
        self.empty_permitted = self.empty_permitted or self.instance.pk is not None
        super().full_clean()  # type: ignore[misc]


class InlineForm(UnchangedStays, RefusableForm):
    """A row of a decision's inline. What a row is about is chosen once: to change it, remove and add."""

    fixed: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.fixed and self.instance.pk:
            field, row = self.fields[self.fixed], getattr(self.instance, self.fixed)
            field.disabled = True
            field.widget.choices = [(row.pk, str(row))]


class AlternativeForm(InlineForm):
    fixed = "framework"


class WeightForm(InlineForm):
    fixed = "criterion"


class ClaimsOfScore(AutocompleteSelectMultiple):
    """Looks for claims, those about the score's framework first."""

    about: int | None = None

    def get_url(self) -> str:
        return f"{super().get_url()}?about={self.about or ''}"


class ScoreForm(RefusableForm):
    """One score: number, range, confidence, rule, why, and the claims it rests on."""

    class Meta:
        widgets = {"rationale": forms.Textarea(attrs={"rows": 5, "cols": 80})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "claims" in self.fields and self.instance.pk:
            self.fields["claims"].widget.widget.about = self.instance.alternative.framework_id

    def add_refusal(self, pointer: str, sentence: str) -> None:
        super().add_refusal(pointer.removeprefix("/0"), sentence)


class PointsField(PairsField):
    """The points of a scenario: criterion = points."""

    example = "ecosystem-community = 25"

    def from_pairs(self, pairs: list[Pair]) -> dict[str, Decimal]:
        return dict(pairs)

    def to_text(self, value: Any) -> str:
        return "\n".join(f"{key} = {plain(points)}" for key, points in value.items())


class ScenarioForm(RefusableForm):
    """A scenario with its points as text."""

    points = PointsField(
        required=False,
        help_text="One criterion a line, by its short name in addresses: ecosystem-community = 25. "
        "What is left out keeps the decision's own points; empty on a new scenario takes them all over.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = self.instance.weights.select_related("weight__criterion").order_by("weight__position")
            self.initial["points"] = {row.weight.criterion.slug: row.points for row in rows}


def place_of(score: Score) -> dict[str, str]:
    """Where a score stands, as slugs."""
    return {
        "decision": score.decision.slug,
        "framework": score.alternative.framework.slug,
        "criterion": score.weight.criterion.slug,
    }
