"""Curating scales, metrics, value functions and criteria."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from decision.admin_base import CuratedAdmin
from decision.teams.actors import Actor

from . import services
from .forms import ScaleForm, ValueFunctionForm
from .models import Criterion, Metric, Scale, ValueFunction


@admin.register(Scale)
class ScaleAdmin(CuratedAdmin):
    """Ranges and ordered levels; the levels stand in the same form."""

    form = ScaleForm
    list_display = ("name", "kind", "low", "high", "low_label", "high_label")
    list_filter = ("kind",)
    search_fields = ("name", "slug", "levels__word")
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind")}),
        ("Range", {"fields": (("low", "low_label"), ("high", "high_label"))}),
        ("Levels", {"fields": ("levels",)}),
    )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def store(self, by: Actor, pk: int | None, form: Any) -> Scale:
        levels = form.cleaned_data["levels"] if "levels" in form.changed_data or pk is None else None
        return services.save_scale(scale=pk, fields=form.changed_fields(pk is not None), levels=levels, by=by)

    def discard(self, by: Actor, row: Scale) -> None:
        services.delete_scale(scale=row.pk, by=by)


@admin.register(Metric)
class MetricAdmin(CuratedAdmin):
    """What measurements measure."""

    list_display = ("name", "unit", "direction", "low", "high", "slug")
    list_filter = ("direction", "unit")
    search_fields = ("name", "slug", "unit")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def store(self, by: Actor, pk: int | None, form: Any) -> Metric:
        return services.save_metric(metric=pk, fields=form.changed_fields(pk is not None), by=by)

    def discard(self, by: Actor, row: Metric) -> None:
        services.delete_metric(metric=row.pk, by=by)


@admin.register(ValueFunction)
class ValueFunctionAdmin(CuratedAdmin):
    """Anchors between measurements and values."""

    form = ValueFunctionForm
    list_display = ("name", "metric", "kind", "slug")
    list_filter = ("kind", "metric")
    list_select_related = ("metric",)
    search_fields = ("name", "slug", "metric__name")
    autocomplete_fields = ("metric",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def store(self, by: Actor, pk: int | None, form: Any) -> ValueFunction:
        return services.save_value_function(
            value_function=pk, fields=form.changed_fields(pk is not None), by=by
        )

    def discard(self, by: Actor, row: ValueFunction) -> None:
        services.delete_value_function(value_function=row.pk, by=by)


@admin.register(Criterion)
class CriterionAdmin(CuratedAdmin):
    """The viewpoints to judge by."""

    list_display = ("name", "question", "direction", "scale", "parent", "metric", "is_shared")
    list_filter = ("is_shared", "direction", "scale", "parent")
    list_select_related = ("scale", "parent", "metric")
    search_fields = ("name", "slug", "question")
    autocomplete_fields = ("scale", "parent", "metric")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def store(self, by: Actor, pk: int | None, form: Any) -> Criterion:
        return services.save_criterion(criterion=pk, fields=form.changed_fields(pk is not None), by=by)

    def discard(self, by: Actor, row: Criterion) -> None:
        services.delete_criterion(criterion=row.pk, by=by)
