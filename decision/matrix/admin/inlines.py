"""What a decision is made of, as rows on its own page. Saved by the decision's admin, through services."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest

from ..admin_forms import AlternativeForm, InlineForm, WeightForm
from ..models import Alternative, Gate, Scenario, Weight


class MatrixInline(admin.TabularInline):  # type: ignore[type-arg]
    """Rows that follow the edit they stand in: choices are read once, not once a row."""

    extra = 0
    form = InlineForm
    own_choices: tuple[str, ...] = ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices as a plain list, and those of the decision's own rows limited to the decision."""
        if db_field.name in self.own_choices:
            decision = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            weights = Weight.objects.filter(decision=decision).select_related("criterion")
            kwargs["queryset"] = weights.order_by("position", "id")
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name not in self.autocomplete_fields:
            if db_field.name in self.own_choices:
                field.label_from_instance = lambda row: str(row.criterion)
            field.choices = list(field.choices)
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Plain fields carry what they held, so that what others change meanwhile is not undone."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return field
        if not db_field.is_relation:
            field.show_hidden_initial = True
        elif isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # the catalogue is curated on its own pages
        return field


class AlternativeInline(MatrixInline):
    model = Alternative
    form = AlternativeForm
    fields = ("framework", "label", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("framework")


class WeightInline(MatrixInline):
    model = Weight
    form = WeightForm
    verbose_name, verbose_name_plural = "criterion", "criteria"
    fk_name = "decision"
    fields = ("criterion", "parent", "value_function", "position")
    own_choices = ("parent",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("criterion")


class GateInline(MatrixInline):
    model = Gate
    verbose_name, verbose_name_plural = "must-have", "must-haves"
    fields = ("name", "criterion", "metric", "comparison", "threshold", "mode", "position")
    own_choices = ("criterion",)


class ScenarioInline(MatrixInline):
    model = Scenario
    fields = ("name", "slug", "kind", "source", "position")
    show_change_link = True
