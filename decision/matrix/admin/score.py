"""The page of one score: the number, why it is that, and the claims it rests on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from decision.admin_base import CuratedAdmin
from decision.teams.actors import Actor

from ..admin_forms import ClaimsOfScore, ScoreForm, place_of
from ..models import Score
from ..services import ScoreChange, set_scores


@admin.register(Score)
class ScoreAdmin(CuratedAdmin):
    """Scores are added in their decision's grid; here each has room for its reasons."""

    form = ScoreForm
    list_display = ("cell", "in_decision", "shown_value", "confidence", "rule", "claim_count")
    list_display_links = ("cell",)
    list_filter = ("decision", "rule", "confidence", "alternative__framework", "weight__criterion")
    search_fields = (
        "rationale",
        "alternative__framework__name",
        "weight__criterion__name",
        "decision__title",
    )
    list_per_page = 100
    readonly_fields = ("cell", "in_decision", "scale")
    fieldsets = (
        (None, {"fields": ("cell", "in_decision", "scale")}),
        ("Score", {"fields": (("value", "low", "high"), ("confidence", "rule"), "rationale")}),
        ("Evidence", {"fields": ("claims",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        related = (
            "decision",
            "alternative__framework",
            "weight__criterion__scale",
            "weight__criterion__metric",
        )
        return super().get_queryset(request).select_related(*related).annotate(claim_count=Count("claims"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Claims are looked up by what they say, about whom, and where it stands."""
        return super().formfield_for_manytomany(
            db_field, request, widget=ClaimsOfScore(db_field, self.admin_site), **kwargs
        )

    def view_on_site(self, obj: Score) -> str:
        place = place_of(obj)
        return reverse("cell-detail", args=[place["decision"], place["criterion"], place["framework"]])

    @admin.display(description="cell", ordering="weight__criterion__name")
    def cell(self, row: Score) -> str:
        return f"{row.weight.criterion} × {row.alternative}"

    @admin.display(description="decision", ordering="decision__title")
    def in_decision(self, row: Score) -> SafeString:
        address = reverse("admin:matrix_decision_change", args=[row.decision_id])
        return format_html('<a href="{}">{}</a>', address, row.decision)

    @admin.display(description="score", ordering="value")
    def shown_value(self, row: Score) -> str:
        return f"{row.value.normalize():f}"

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, row: Any) -> int:
        return int(row.claim_count)

    @admin.display(description="scale")
    def scale(self, row: Score) -> str:
        """The ends of the scale in words, so that nobody has to remember them."""
        criterion = row.weight.criterion
        scale, unit = criterion.scale, criterion.metric.unit if criterion.metric else ""
        low, high = (f"{end.normalize():f} {unit}".strip() for end in (scale.low, scale.high))
        return f"{low} ({scale.low_label or 'lowest'}) to {high} ({scale.high_label or 'highest'})"

    def store(self, by: Actor, pk: int | None, form: Any) -> Score:
        place, given, changed = place_of(form.instance), form.cleaned_data, form.changed_data
        renumbered = bool({"value", "low", "high"} & set(changed))
        change = ScoreChange(
            framework=place["framework"],
            criterion=place["criterion"],
            value=given["value"] if renumbered else None,
            low=given["low"] if renumbered else None,
            high=given["high"] if renumbered else None,
            clear_range=renumbered,
            confidence=(given["confidence"] or "") if "confidence" in changed else None,
            rationale=given["rationale"] if "rationale" in changed else None,
            rule=given["rule"] if "rule" in changed else None,
            claims=[claim.pk for claim in given["claims"]] if "claims" in changed else None,
        )
        set_scores(decision=place["decision"], changes=[change], by=by)
        return Score.objects.get(pk=form.instance.pk)

    def discard(self, by: Actor, row: Score) -> None:
        place = place_of(row)
        change = ScoreChange(framework=place["framework"], criterion=place["criterion"], remove=True)
        set_scores(decision=place["decision"], changes=[change], by=by)
