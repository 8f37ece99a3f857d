"""The page of one scenario: its name, its source and its points."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from decision.admin_base import CuratedAdmin
from decision.teams.actors import Actor

from .. import services
from ..admin_forms import ScenarioForm
from ..models import Scenario


@admin.register(Scenario)
class ScenarioAdmin(CuratedAdmin):
    """Named sets of weights; they are added on their decision's page."""

    form = ScenarioForm
    list_display = ("name", "decision", "kind", "source")
    list_filter = ("kind", "decision")
    search_fields = ("name", "slug", "decision__title")
    autocomplete_fields = ("source",)
    readonly_fields = ("decision",)
    fields = ("decision", "name", "slug", "kind", "source", "position", "points")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scenario]:
        return super().get_queryset(request).select_related("decision", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def store(self, by: Actor, pk: int | None, form: Any) -> Scenario:
        points = form.cleaned_data["points"] if "points" in form.changed_data else None
        services.curate_scenario(
            decision=form.instance.decision.slug,
            scenario=pk,
            fields=form.changed_fields(True),
            points=points,
            by=by,
        )
        return Scenario.objects.get(pk=form.instance.pk)

    def discard(self, by: Actor, row: Scenario) -> None:
        services.remove_scenario(decision=row.decision.slug, slug=row.slug, by=by)
