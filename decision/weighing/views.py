"""Guided ways to weights: a page to choose one, a screen for each. Nothing is stored before it is used."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from decision.matrix.forms import read_seen_weights, write_seen_weights
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision, matrix_of, open_decision
from decision.matrix.services.seen import Overwriting
from decision.problems import Conflicting, Invalid
from decision.teams.permissions import may_edit, may_read_talk, require_contribute, require_edit
from decision.teams.sign_in import actor_of

from . import services
from .finding import read_judgements
from .groups import Group, group_of
from .page import chooser, outcome_of, screen_of
from .selectors import how_weights_came_about
from .sheets import Sheet, read_sheet
from .targets import Target, target
from .ways import WAYS, Way, way_of

OWN = ("for", "group")


@require_safe
def weigh(request: HttpRequest, slug: str) -> HttpResponse:
    """The ways to find weights, and how today's came about."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    loaded = matrix_of(opened)
    page = chooser(
        loaded,
        group_of(loaded, request.GET.get("group", "")),
        how_weights_came_about(opened.id),
        carried=_carried(request.GET, with_group=False),
        sees_names=may_read_talk(by, opened),
    )
    context = _context(opened, page.current, _target(request.GET)) | {"page": page}
    return render(request, "weighing/chooser.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weigh_way(request: HttpRequest, slug: str, way: str) -> HttpResponse:
    """One guided screen; with a POST the weights it came to are used."""
    opened = open_decision(slug, by=actor_of(request))
    loaded = matrix_of(opened)
    chosen = way_of(way)
    if request.method == "POST":
        return _use(request, opened, loaded, chosen)
    group = group_of(loaded, request.GET.get("group", ""))
    sheet = read_sheet(request.GET, chosen, group)
    if "move" in request.GET:
        pairs = [*_carried(request.GET), *sheet.fields]
        query = QueryDict(mutable=True)
        for key, value in pairs:
            query.appendlist(key, value)
        return redirect(f"{request.path}?{query.urlencode()}#{_moved(request.GET)}")
    return _screen(request, opened, loaded, sheet, _carried(request.GET), _target(request.GET))


def _screen(
    request: HttpRequest, opened: OpenDecision, loaded: LoadedMatrix, sheet: Sheet, carried: list[tuple[str, str]],
    goal: Target | None, *, saw: str = "", problem: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    by = actor_of(request)
    may_use = goal.may_save(by, opened) if goal else may_edit(by, opened)
    context = _context(opened, sheet.group, goal) | {
        "sheet": sheet,
        "way": sheet.way,
        "ways": WAYS,
        "screen": screen_of(sheet),
        "outcome": outcome_of(loaded, sheet, carried),
        "carried": carried,
        "may_use": may_use,
        "saw": saw or write_seen_weights(loaded),
        "problem": problem,
        "path": request.path,
    }
    template = "weighing/_outcome.html" if request.headers.get("HX-Request") else "weighing/screen.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _use(request: HttpRequest, opened: OpenDecision, loaded: LoadedMatrix, way: Way) -> HttpResponse:
    """Keep the weights of the judgements as they were shown."""
    judged = QueryDict(request.POST.get("judged", ""))
    key, goal, by = request.POST.get("group", ""), _target(request.POST), actor_of(request)
    saw = request.POST.get("saw", "")
    if goal is None:
        require_edit(by, opened)
    elif not goal.may_save(by, opened):
        require_contribute(by, opened)
    try:
        points, record = read_judgements(judged, way.key, loaded, key)
        if goal is not None:
            return redirect(goal.save(decision=opened.slug, points=points, record=record, by=by))
        services.use_weights(
            decision=opened.slug, points=points, record=record, by=by, seen=read_seen_weights(saw, loaded)
        )
    except Overwriting:
        sentence = (
            "Somebody else changed these weights since you began. Nothing was saved: what the decision has now stands "
            "beside yours, and using yours replaces it."
        )
        carried = _carried(request.POST)
        sheet = read_sheet(judged, way, group_of(loaded, key))
        return _screen(request, opened, loaded, sheet, carried, goal, problem=sentence, status=409)
    except (Invalid, Conflicting) as error:
        sheet, status = (
            read_sheet(judged, way, group_of(loaded, key)),
            400 if isinstance(error, Invalid) else 409,
        )
        carried, problem = _carried(request.POST), error.detail
        return _screen(request, opened, loaded, sheet, carried, goal, saw=saw, problem=problem, status=status)
    messages.success(request, f"Weights saved, found by {way.name.lower()}.")
    groups = [row for row in loaded.criteria if row.is_group]
    return redirect(reverse("weigh" if groups else "decision-detail", args=[opened.slug]))


def _context(opened: OpenDecision, group: Group, goal: Target | None) -> dict[str, object]:
    return {"opened": opened, "tab": "matrix", "section": "decisions", "group": group, "target": goal}


def _target(data: QueryDict) -> Target | None:
    key = data.get("for", "")
    return target(key) if key else None


def _carried(data: QueryDict, *, with_group: bool = True) -> list[tuple[str, str]]:
    """What every step keeps: what the weights are for, the group, and other groups' weights to play with."""
    names = OWN if with_group else OWN[:1]
    weights = [key for key in data if key.startswith("w.")]
    return [(key, value) for key in (*names, *weights) if (value := data.get(key))]


def _moved(data: QueryDict) -> str:
    """Where the criterion that was moved now stands on the page."""
    key = data.get("move", "").partition(":")[2]
    return f"o-{key}" if key.replace("-", "").isalnum() else ""
