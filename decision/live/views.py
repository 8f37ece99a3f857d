"""What open pages of a decision fetch when they are told of something new."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from decision.history.selectors import changes_since
from decision.matrix.selectors import OpenDecision, open_decision
from decision.problems import Forbidden, Invalid
from decision.teams.actors import Actor, visitor
from decision.teams.permissions import may_edit
from decision.teams.sign_in import actor_of

from . import services
from .notes import Note, by_others, note_of
from .selectors import names_in, people_on


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision_presence(request: HttpRequest, slug: str) -> HttpResponse:
    """The teammates who are here, for members; posting `doing` says what the reader edits."""
    by = actor_of(request)
    if request.method == "POST":
        services.say_doing(decision=slug, criterion=request.POST.get("doing", ""), by=by)
        return HttpResponse(status=204)
    opened = open_decision(slug, by=by)
    if opened.role is None:
        raise Forbidden("Only the members of this decision’s team see each other here.")
    return render(request, "live/_presence.html", {"people": people_on(opened, besides=by.user_id)})


@never_cache
@require_safe
def decision_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What others changed since the revision that a page shows (`since`): a sentence, and the cells to point at."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    since = _revision(request.GET.get("since") or str(opened.revision))
    note = _for_visitors(opened.id, since, opened.revision) if by.is_visitor else _note(opened, since, by)
    return JsonResponse(
        {
            "revision": opened.revision,
            "note": note.sentence,
            "cells": note.cells,
            "can_edit": may_edit(by, opened),
        }
    )


def _note(opened: OpenDecision, since: int, by: Actor) -> Note:
    if since >= opened.revision:
        return note_of([], {}, names_people=False)
    changes = by_others(changes_since(opened.id, since), by)
    return note_of(changes, names_in(changes), names_people=opened.role is not None or by.is_staff)


@lru_cache(maxsize=512)
def _for_visitors(decision: int, since: int, revision: int) -> Note:
    """All visitors of a decision are told the same, and may be thousands who ask at once."""
    changes = changes_since(decision, since) if since < revision else []
    return note_of(by_others(changes, visitor()), {}, names_people=False)


def _revision(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Invalid(
            "since is the revision that the page shows, a whole number.", errors=[("/since", "Not one.")]
        )
    return int(text)
