"""Curating frameworks, sources and claims."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, IntegerField, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from decision.admin_base import CuratedAdmin, actor_of_admin
from decision.admin_history import changes_of
from decision.teams.actors import Actor

from . import services
from .claims import lines_text, statement
from .forms import ClaimForm
from .models import Claim, Framework, Merge, Source
from .paging import whole

MOST_SHOWN = 50  # ids in a line
MOST_CHOSEN = 1_000  # ids in an address


@admin.register(Framework)
class FrameworkAdmin(CuratedAdmin):
    """The catalogue's entries."""

    list_display = ("name", "short_name", "category", "claim_count", "slug")
    list_filter = ("category",)
    search_fields = ("name", "short_name", "slug", "summary")
    ordering = ("name",)  # a count beside each row makes Django forget the model's own

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(claim_count=Count("claims"))

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, row: Any) -> SafeString:
        return _claims_link(row.claim_count, "framework", row.pk)

    def store(self, by: Actor, pk: int | None, form: Any) -> Framework:
        return services.save_framework(framework=pk, fields=form.changed_fields(pk is not None), by=by)

    def discard(self, by: Actor, row: Framework) -> None:
        services.delete_framework(framework=row.pk, by=by)


@admin.register(Source)
class SourceAdmin(CuratedAdmin):
    """The documents that make claims."""

    list_display = ("title", "publisher", "kind", "published_on", "claim_count", "document")
    list_filter = ("kind", "publisher")
    date_hierarchy = "published_on"
    search_fields = ("title", "publisher", "slug", "document")
    ordering = ("title",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("title",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(claim_count=Count("claims"))

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, row: Any) -> SafeString:
        return _claims_link(row.claim_count, "source", row.pk)

    def store(self, by: Actor, pk: int | None, form: Any) -> Source:
        return services.save_source(source=pk, fields=form.changed_fields(pk is not None), by=by)

    def discard(self, by: Actor, row: Source) -> None:
        services.delete_source(source=row.pk, by=by)


@admin.register(Claim)
class ClaimAdmin(CuratedAdmin):
    """What sources say, where they say it, and which scores rest on it."""

    form = ClaimForm
    list_display = ("about", "said", "subject", "place", "status", "score_count")
    list_display_links = ("said",)
    list_filter = ("status", "kind", "source", "framework", "metric", "criterion", "qualifier")
    search_fields = (
        "text",
        "key",
        "framework__name",
        "framework__short_name",
        "source__title",
        "metric__name",
    )
    search_help_text = "Text, framework, metric, source or key"
    ordering = ("id",)
    autocomplete_fields = ("source", "framework", "measured_on", "related", "metric", "criterion")
    readonly_fields = ("cited_by", "status", "reviewed")
    actions = ("accept", "judge", "change_many")
    list_per_page = 100
    fieldsets = (
        ("What is claimed", {"fields": (
            "kind", "framework", "measured_on", "related", "metric", "criterion",
            ("number", "number_to", "unit"), "qualifier", "text",
        )}),
        ("Where and when", {"fields": ("source", "lines", ("as_of", "version"), "confidence", "key")}),
        ("Review", {"fields": ("status", "reviewed")}),
        ("Scores that rest on it", {"fields": ("cited_by",)}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        named = (
            super()
            .get_queryset(request)
            .select_related("framework", "related", "metric", "criterion", "source")
        )
        return named.annotate(score_count=Count("scores"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str
    ) -> tuple[QuerySet[Claim], bool]:
        """A score that looks for claims to cite names its framework: claims about that one come first."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if about := whole(request.GET.get("about", "")):
            foreign = Case(When(framework_id=about, then=0), default=1, output_field=IntegerField())
            found = found.filter(status__in=Claim.EVIDENCE).order_by(foreign, "id")
        return found, may_repeat

    @admin.display(description="about", ordering="framework__name")
    def about(self, row: Claim) -> str:
        return row.framework.label if row.framework else "all"

    @admin.display(description="claim")
    def said(self, row: Claim) -> str:
        return statement(row)

    @admin.display(description="on", ordering="criterion__name")
    def subject(self, row: Claim) -> SafeString:
        on = row.metric.name if row.metric else row.criterion.name if row.criterion else "—"
        return format_html("{}<small>{}</small>", on, row.get_kind_display())

    @admin.display(description="where", ordering="source__title")
    def place(self, row: Claim) -> SafeString:
        return format_html("{}<small>{}</small>", row.source, lines_text(row.lines) or "no lines")

    @admin.display(description="reviewed")
    def reviewed(self, row: Claim) -> str:
        """Who said so, when and why."""
        if row.reviewed_at is None:
            return "Not yet." if row.status == Claim.Status.PROPOSED else "—"
        who = row.reviewed_by.get_username() if row.reviewed_by else "the operator"
        why = f": {row.review_reason}" if row.review_reason else ""
        return f"{row.reviewed_at:%Y-%m-%d %H:%M} by {who}{why}"

    @admin.action(description="Accept the chosen claims", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        by = actor_of_admin(request)
        count = services.review_claims(claims=ids, status=Claim.Status.ACCEPTED, by=by)
        self.message_user(request, f"{count} claims accepted.")

    @admin.action(description="Reject the chosen claims, or mark them as stale…", permissions=["change"])
    def judge(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse:
        return self._on_the_desk("admin:curation-queue", queryset)

    @admin.action(description="Change the chosen claims…", permissions=["change"])
    def change_many(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse:
        return self._on_the_desk("admin:curation-bulk", queryset)

    def _on_the_desk(self, name: str, queryset: QuerySet[Claim]) -> HttpResponse:
        ids = ",".join(map(str, queryset.order_by("pk").values_list("pk", flat=True)[:MOST_CHOSEN]))
        return HttpResponseRedirect(f"{reverse(name)}?ids={ids}")

    @admin.display(description="cited by", ordering="score_count")
    def score_count(self, row: Any) -> int:
        return int(row.score_count)

    @admin.display(description="cited by")
    def cited_by(self, row: Claim) -> str:
        """Links to the scores that cite the claim."""
        if row.pk is None:
            return "None yet."
        scores = row.scores.select_related("decision", "alternative__framework", "weight__criterion")
        links = [
            (reverse("admin:matrix_score_change", args=[score.pk]), score, score.decision.title)
            for score in scores.order_by("decision__title", "weight__position", "alternative__position")
        ]
        if not links:
            return "None."
        return format_html(
            '<ul class="plain">{}</ul>', format_html_join("", '<li><a href="{}">{}</a> in “{}”</li>', links)
        )

    def store(self, by: Actor, pk: int | None, form: Any) -> Claim:
        return services.save_claim(claim=pk, fields=form.changed_fields(pk is not None), by=by)

    def discard(self, by: Actor, row: Claim) -> None:
        services.delete_claim(claim=row.pk, by=by)


@admin.register(Merge)
class MergeAdmin(CuratedAdmin):
    """What was merged into what: to read, for nobody rewrites the record."""

    list_display = ("name", "kind", "slug", "into", "merged_at", "merged_by", "undone")
    list_filter = ("kind",)
    search_fields = ("name", "slug")
    list_select_related = ("framework", "source", "claim__framework", "merged_by")
    fields = (
        "name",
        "kind",
        "slug",
        "into",
        "merged_at",
        "merged_by",
        "undone",
        "said",
        "took_along",
        "before",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="merged into")
    def into(self, row: Merge) -> str:
        return str(row.into)

    @admin.display(description="undone")
    def undone(self, row: Merge) -> SafeString | str:
        if row.undone_at is not None:
            who = row.undone_by.get_username() if row.undone_by else "the operator"
            return f"{row.undone_at:%Y-%m-%d %H:%M} by {who}"
        if not row.can_be_undone:
            return "No: accept the rejected claim again."
        return format_html('<a href="{}">Undo this merge…</a>', reverse("admin:curation-undo", args=[row.pk]))

    @admin.display(description="what it said")
    def said(self, row: Merge) -> SafeString:
        told = [(name, value) for name, value in row.fields.items() if value not in ("", None, [])]
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{}: {}</li>", told))

    @admin.display(description="what went with it")
    def took_along(self, row: Merge) -> SafeString | str:
        moved = [(name, len(ids), ", ".join(map(str, ids[:MOST_SHOWN]))) for name, ids in row.moved.items()]
        lines = format_html_join("", "<li>{}: {} ({})</li>", moved)
        return format_html('<ul class="plain">{}</ul>', lines) if moved else "Nothing pointed to it."

    @admin.display(description="its own history")
    def before(self, row: Merge) -> SafeString:
        former = {"framework": Framework, "source": Source, "claim": Claim}[row.kind](pk=row.former_id)
        told = ((f"{one.at:%Y-%m-%d %H:%M}", one.verb, one.what, one.who) for one in changes_of(former))
        return format_html(
            '<ul class="plain">{}</ul>', format_html_join("", "<li>{} {} {}, by {}</li>", told)
        )


def _claims_link(count: int, by: str, pk: int) -> SafeString:
    address = reverse("admin:frameworks_claim_changelist")
    return format_html('<a href="{}?{}__id__exact={}">{}</a>', address, by, pk, count)
