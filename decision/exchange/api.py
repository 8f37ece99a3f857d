"""Exports and the badge over the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from decision.api.describing import described, query
from decision.api.parameters import choice
from decision.evidence.advising import day_of
from decision.matrix.api.base import DecisionView, with_revision
from decision.matrix.page.known import rank_or_none
from decision.matrix.selectors import matrix_of
from decision.teams.actors import Actor
from decision.teams.authentication import actor_of

from .badge import badge_svg
from .deciding import decided, on_the_day
from .document import document_of
from .gathering import Exported, Shown, exported, shown
from .markdown import document_of as markdown_of
from .markdown import record_of
from .tables import csv_of
from .workbook import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHAT_IF = (
    query("scenario", "At the weights of this scenario, by slug, in place of the decision's own."),
    query("without", "Without the scores that rest on this source alone, by slug; may be repeated."),
    query("plus", "With one more criterion: metric.<slug> or criterion.<slug>."),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: how it is made of what is shown, what it is and how its file is named."""

    make: Callable[[Shown, Actor, str], str | bytes]
    media: str
    name: str
    is_kept: bool = True
    """Whether it is the same as long as the revision is; signatures raise none."""


def _more(given: Shown, origin: str) -> Exported:
    return exported(given, origin=origin)


def _record(given: Shown, by: Actor, origin: str) -> str:
    known = decided(given.opened, by)
    return record_of(_more(on_the_day(given, known.outcome), origin), known)


FORMS = {
    "json": Form(lambda given, _, __: document_of(given), "application/json", "{}.json"),
    "csv": Form(lambda given, _, __: csv_of(given), "text/csv; charset=utf-8", "{}.csv"),
    "xlsx": Form(lambda given, _, origin: workbook_of(_more(given, origin)), XLSX, "{}.xlsx"),
    "madr": Form(_record, "text/markdown; charset=utf-8", "{}-decision-record.md", is_kept=False),
    "markdown": Form(
        lambda given, _, origin: markdown_of(_more(given, origin)), "text/markdown; charset=utf-8", "{}.md"
    ),
}


class DecisionExport(DecisionView):
    """The whole decision as one file."""

    @described(
        "export_decision",
        OpenApiTypes.ANY,
        media=["application/json", "text/csv", "text/markdown", XLSX],
        parameters=[
            query(
                "as",
                "The form: json (the default), csv, xlsx, madr (the decision record) or markdown. What-ifs go by the "
                "address of the decision's page: w.<criterion>=<percent> moves a weight, gate.<id>=off a must-have.",
                choices=tuple(FORMS),
            ),
            *WHAT_IF,
        ],
        tag="decision",
        revision=True,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        form = FORMS[choice(request, "as", tuple(FORMS)) or "json"]
        day = day_of(matrix_of(decision))
        if form.is_kept and (unchanged := self.unchanged(request, decision, day)) is not None:
            return unchanged
        given = shown(decision, request.query_params)
        body = form.make(given, actor_of(request), f"{request.scheme}://{request.get_host()}")
        name = form.name.format(f"{decision.slug}{'-what-if' if given.is_what_if else ''}")
        response = HttpResponse(body, content_type=form.media)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return with_revision(response, given.loaded.revision, day)


class DecisionBadge(DecisionView):
    """The outcome as a picture."""

    @described("get_badge", OpenApiTypes.STR, media=["image/svg+xml"], tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        loaded = matrix_of(decision)
        svg = badge_svg(loaded, rank_or_none(loaded))
        return with_revision(HttpResponse(svg, content_type="image/svg+xml; charset=utf-8"), loaded.revision)
