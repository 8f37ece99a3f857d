"""The page of a decision: its matrix as a grid, its own fields, its rows; saved together or not at all."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString

from decision import engine
from decision.admin_base import CuratedAdmin, actor_of_admin
from decision.admin_history import changes_of
from decision.problems import Stale
from decision.teams.actors import Actor

from .. import services
from ..admin_forms import OWN_FIELDS, DecisionForm, own_texts
from ..loading import LoadedMatrix
from ..models import Decision
from ..selectors import OpenDecision, matrix_of
from .inlines import AlternativeInline, GateInline, ScenarioInline, WeightInline
from .rows import save_rows
from .table import table_of


@admin.register(Decision)
class DecisionAdmin(CuratedAdmin):
    """Decisions with their matrix."""

    form = DecisionForm
    change_form_template = "admin/matrix/decision/change_form.html"
    list_display = ("title", "status", "visibility", "team", "leader", "revision", "updated_at", "on_site")
    list_filter = ("status", "visibility", "team")
    list_per_page = 25
    search_fields = ("title", "question", "slug")
    readonly_fields = ("stands",)
    inlines = (AlternativeInline, WeightInline, GateInline, ScenarioInline)

    class Media:
        css = {"all": ("admin_steelyard/grid.css",)}
        js = (Script("admin_steelyard/grid.js", defer=True),)

    @admin.display(description="leader, by")
    def leader(self, row: Decision) -> SafeString | str:
        """Who leads and by how much; the matrix comes from memory while its revision is known."""
        try:
            loaded = matrix_of(_opened(row))
            if not loaded.alternatives or not loaded.criteria:
                return "—"
            found = engine.rank(loaded.matrix, labels=loaded.labels).recommendation
        except engine.EngineError:
            return "—"
        if found.alternative is None:
            return found.outcome.replace("_", " ")
        margin = "" if found.margin is None else f"{found.margin:.2f}"
        return format_html("{} <small>{}</small>", loaded.labels[found.alternative], margin)

    @admin.display(description="page")
    def on_site(self, row: Decision) -> SafeString:
        return format_html('<a href="{}">View on site</a>', row.get_absolute_url())

    @admin.display(description="status")
    def stands(self, row: Decision) -> SafeString:
        """Where it stands; deciding and reopening are acts of their own, each on record."""
        return format_html(
            '{} <a href="{}status/">Sign-off</a>', row.get_status_display(), row.get_absolute_url()
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [("About the decision", {"fields": (*OWN_FIELDS, "stands") if obj else OWN_FIELDS})]

    def view_on_site(self, obj: Decision) -> str:
        return obj.get_absolute_url()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("title",)}

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.loaded = self._loaded(request, obj) if obj else None
        return form

    def _loaded(self, request: HttpRequest, decision: Decision) -> LoadedMatrix | None:
        """The stored matrix; None where rows contradict each other, which is said instead of a grid."""
        try:
            return matrix_of(_opened(decision))
        except engine.EngineError as error:
            sentence = f"The matrix cannot be shown until this is put right: {error}"
            if request.method == "GET":
                self.message_user(request, sentence, messages.WARNING)
            return None

    def store(self, by: Actor, pk: int | None, form: Any) -> Decision:
        fields = form.changed_fields(pk is not None)
        if pk is None:
            return services.create_decision(fields=fields, by=by)
        row = Decision.objects.get(pk=pk)
        if form.seen_revision is None and form.grid is not None:
            raise Stale(row.revision)
        services.describe_decision(decision=row.slug, fields=fields, by=by, if_revision=form.seen_revision)
        return Decision.objects.get(pk=pk)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The grid after the fields; then what was added or removed."""
        if not change:
            return
        by, slug, grid = actor_of_admin(request), form.instance.slug, form.grid
        if grid is not None and grid.has_changes:
            services.change_matrix(
                decision=slug, points=grid.points, scores=grid.scores, published_totals=grid.totals, by=by
            )
        for formset in formsets:
            save_rows(formset, decision=slug, by=by)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """What the admin's own log says: the grid counts as one field."""
        said = super().construct_change_message(request, form, formsets, add)
        if not add and getattr(form, "grid", None) is not None and form.grid.has_changes:
            said = [*said, {"changed": {"fields": ["matrix"]}}]
        return said

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with decisions, as numbers: a matrix may have ten thousand scores to name."""
        counts = {
            name: sum(getattr(row, name).count() for row in objs)
            for name in ("alternatives", "weights", "scores", "gates", "scenarios")
        }
        named = [f"{row} with all that belongs to it" for row in objs]
        forbidden = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        return named, {"decisions": len(objs), **counts}, forbidden, []

    def discard(self, by: Actor, row: Decision) -> None:
        services.delete_decision(decision=row.slug, by=by)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        form = context["adminform"].form
        if form.grid is not None:
            decision = form.instance.pk and Decision.objects.get(pk=form.instance.pk)
            opened = json.loads(form.grid.opened_json)
            opened |= {f"own-{name}": text for name, text in own_texts(decision).items()}
            context |= {
                "grid": form.grid,
                "table": table_of(form.grid),
                "opened": json.dumps(opened, separators=(",", ":")),
                "stored_decision": decision,
                "meanwhile": self._meanwhile(request, decision) if form.is_stale else (),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _meanwhile(self, request: HttpRequest, decision: Decision) -> list[Any]:
        """What others changed since the page was opened."""
        since = parse_datetime(request.POST.get("opened_at", "")[:40])
        if since is None:
            return []
        return [change for change in changes_of(decision) if change.at > since][:20]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("team")


def _opened(row: Decision) -> OpenDecision:
    return OpenDecision(row.pk, row.slug, row.title, row.revision, row.status, row.visibility, None)
