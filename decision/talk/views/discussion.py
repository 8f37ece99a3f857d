"""The discussion of a decision: its threads, one thread, the threads of one cell, and what is written there."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from decision.matrix.selectors import OpenDecision, matrix_of
from decision.problems import Invalid, NotThere
from decision.teams.actors import Actor

from .. import services
from ..forms import read_about, read_text, read_wanted, way_back
from ..page import TalkPage, cell_page, talk_page, thread_page
from ..selectors import (
    Wanted,
    claims_of_cell,
    counts_of,
    open_by_cell,
    open_talk,
    people_of,
    thread_of,
    threads_of,
)
from ..showing import Form, Reader
from .asking import HtmxRequest, for_people, person


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@for_people
def decision_talk(request: HtmxRequest, slug: str) -> HttpResponse:
    """Every thread of a decision; a POST begins one."""
    if request.method != "POST":
        return _list(request, slug)
    about = read_about(request.POST)

    def begin() -> int:
        said = services.add_comment(
            decision=slug, text=read_text(request.POST), about=about, by=person(request)
        )
        return said.comment.pk

    in_cell = about.criterion and about.framework and request.POST.get("in") == "cell"
    again = (lambda form: _cell(request, slug, about.criterion or "", about.framework or "", form)) if in_cell else (
        lambda form: _list(request, slug, form)
    )  # fmt: skip
    return _written(request, slug, "new", begin, again, "Comment added.")


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@for_people
def talk_thread(request: HtmxRequest, slug: str, comment: int) -> HttpResponse:
    """One thread, whole; a POST replies."""
    if request.method != "POST":
        return _thread(request, slug, comment)

    def reply() -> int:
        text = read_text(request.POST)
        return services.add_comment(decision=slug, text=text, thread=comment, by=person(request)).comment.pk

    return _written(
        request,
        slug,
        f"reply-{comment}",
        reply,
        lambda form: _thread(request, slug, comment, form),
        "Reply added.",
    )


@require_POST
@for_people
def talk_edit(request: HtmxRequest, slug: str, comment: int) -> HttpResponse:
    """Change one's own comment."""

    def edit() -> int:
        text = read_text(request.POST)
        return services.edit_comment(decision=slug, comment=comment, text=text, by=person(request)).pk

    return _written(
        request,
        slug,
        f"edit-{comment}",
        edit,
        lambda form: _thread(request, slug, comment, form),
        "Comment changed.",
    )


@require_POST
@for_people
def talk_remove(request: HtmxRequest, slug: str, comment: int) -> HttpResponse:
    """Take back a comment."""

    def remove() -> int:
        reason = read_text(request.POST, "reason")
        return services.remove_comment(decision=slug, comment=comment, reason=reason, by=person(request)).pk

    return _written(
        request, slug, f"remove-{comment}", remove, lambda form: _thread(request, slug, comment, form),
        "Comment removed.",
    )  # fmt: skip


@require_POST
@for_people
def talk_resolve(request: HtmxRequest, slug: str, comment: int) -> HttpResponse:
    """Settle a thread, or open it again."""
    resolved = request.POST.get("resolved") == "1"

    def settle() -> int:
        return services.set_resolved(decision=slug, comment=comment, resolved=resolved, by=person(request)).pk

    return _written(
        request, slug, "", settle, lambda form: _thread(request, slug, comment, form),
        "Discussion resolved." if resolved else "Discussion reopened.",
    )  # fmt: skip


@require_safe
@vary_on_headers("HX-Request")
@for_people
def talk_cell(request: HtmxRequest, slug: str, criterion: str, framework: str) -> HttpResponse:
    """What is said about one cell: a page, or the part of it that stands in the cell's evidence."""
    return _cell(request, slug, criterion, framework)


@require_safe
@for_people
def talk_marks(request: HtmxRequest, slug: str) -> HttpResponse:
    """How many open threads each row and cell of the matrix has, by the ids that they have on the page."""
    opened = open_talk(slug, by=person(request))
    marks = {
        f"cell-{criterion}-{framework}" if framework else f"c-{criterion}": count
        for (criterion, framework), count in open_by_cell(opened.id).items()
    }
    return JsonResponse(marks, headers={"Cache-Control": "private, no-cache"})


def _reader(by: Actor, opened: OpenDecision) -> Reader:
    return Reader(by, opened, matrix_of(opened), people_of(opened.id))


def _list(request: HtmxRequest, slug: str, form: Form | None = None) -> HttpResponse:
    by = person(request)
    opened = open_talk(slug, by=by)
    wanted = read_wanted(request.GET)
    threads, has_more = threads_of(opened.id, wanted, by=by)
    page = talk_page(
        _reader(by, opened), threads, wanted, counts_of(opened.id, by=by), has_more=has_more, form=form
    )
    return _shown(request, opened, page, "talk/talk.html", form)


def _thread(request: HtmxRequest, slug: str, comment: int, form: Form | None = None) -> HttpResponse:
    by = person(request)
    opened = open_talk(slug, by=by)
    page = thread_page(_reader(by, opened), thread_of(opened.id, comment), form)
    return _shown(request, opened, page, "talk/thread.html", form)


def _cell(
    request: HtmxRequest, slug: str, criterion: str, framework: str, form: Form | None = None
) -> HttpResponse:
    by = person(request)
    opened = open_talk(slug, by=by)
    reader = _reader(by, opened)
    if criterion not in {row.key for row in reader.loaded.leaves} or framework not in reader.frameworks:
        raise NotThere("This decision has no such cell any more; its discussion has what was said about it.")
    wanted = Wanted(criterion=criterion, framework=framework)
    threads, has_more = threads_of(opened.id, wanted, by=by)
    claims = claims_of_cell(opened.id, criterion, framework)
    page = cell_page(reader, threads, wanted, claims, has_more=has_more, form=form)
    return _shown(request, opened, page, "talk/cell.html", form)


def _shown(
    request: HtmxRequest, opened: OpenDecision, page: TalkPage, template: str, form: Form | None
) -> HttpResponse:
    """A page, or its part for a script. What a whole page shows counts as read."""
    if request.htmx and not request.htmx.history_restore_request:
        template = "talk/_cell.html" if template == "talk/cell.html" else "talk/_threads.html"
    else:
        services.mark_read(by=person(request), comments=page.shown)
    context = {"page": page, "opened": opened, "tab": "talk", "section": "decisions"}
    return render(request, template, context, status=400 if form is not None else 200)


def _written(
    request: HtmxRequest, slug: str, name: str, write: Callable[[], int], again: Callable[[Form], HttpResponse],
    done: str,
) -> HttpResponse:  # fmt: skip
    """Write, and go back to where the writer was; a refused form comes again with what was typed."""
    try:
        comment = write()
    except Invalid as invalid:
        if request.htmx:
            raise
        return again(Form(name, request.POST.dict(), invalid.detail))
    if request.htmx:
        return JsonResponse({"comment": comment, "said": done})
    messages.success(request, done)
    return redirect(f"{way_back(request, reverse('decision-talk', args=[slug]))}#comment-{comment}")
