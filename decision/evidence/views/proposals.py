"""Proposing another score in its drawer, and settling what others proposed."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from decision.matrix.forms import read_score
from decision.matrix.selectors import open_decision
from decision.matrix.services import Overwriting, ScoreChange
from decision.matrix.views import HtmxRequest
from decision.problems import Conflicting, Invalid, NotThere
from decision.teams.permissions import require_contribute, require_read_talk
from decision.teams.sign_in import actor_of
from decision.typed import typed_text

from .. import services
from ..page.cell import Refusal
from ..proposed import Wanted
from ..selectors.proposals import open_proposals_by_cell
from .cell import Cell, cell_shown, done

CHANGED = (
    "The score was changed since this was proposed, in the same place. Accept it all the same, or decline it."
)


@require_POST
@vary_on_headers("HX-Request")
def cell_propose(request: HtmxRequest, slug: str, criterion: str, framework: str) -> HttpResponse:
    """Ask for the score to be changed as the drawer's form says."""
    cell, by = Cell(slug, criterion, framework), actor_of(request)
    require_contribute(by, open_decision(slug, by=by))
    try:
        change = read_score(request.POST, criterion=criterion, framework=framework)
        services.propose_change(
            decision=slug, framework=framework, criterion=criterion, wanted=_wanted(change),
            reason=typed_text(request.POST, "reason"), by=by,
        )  # fmt: skip
    except (Invalid, Conflicting) as problem:
        return cell_shown(request, cell, problem)
    return done(request, cell, "Proposed. The decision’s editors are told.", "#proposals")


def _wanted(change: ScoreChange) -> Wanted:
    """What the form changes against what it showed."""
    if change.remove:
        raise Invalid(
            "Propose a value: a score is taken out by an editor.",
            errors=[("/value", "A proposal has a value.")],
        )
    seen = change.seen
    ends = (change.low, change.high)
    same_range = seen is not None and seen.range == ends
    return Wanted(
        value=None if seen is not None and seen.value == change.value else change.value,
        sets_range=change.clear_range and not same_range, low=change.low, high=change.high,
        confidence=None if seen is not None and seen.confidence == change.confidence else change.confidence,
        rule=None if seen is not None and seen.rule == change.rule else change.rule,
        cite=frozenset(change.cite), uncite=frozenset(change.uncite),
    )  # fmt: skip


@require_POST
@vary_on_headers("HX-Request")
def proposal_settle(
    request: HtmxRequest, slug: str, criterion: str, framework: str, proposal: int
) -> HttpResponse:
    """Accept a proposal, decline it with a reason, or withdraw one's own."""
    cell, by = Cell(slug, criterion, framework), actor_of(request)
    services.require_take_part(by, open_decision(slug, by=by))
    act, reason = request.POST.get("act", ""), typed_text(request.POST, "reason")
    try:
        if act in ("accept", "anyway"):
            services.accept_proposal(decision=slug, proposal=proposal, by=by, anyway=act == "anyway")
            said = "Accepted: the score is changed."
        elif act == "decline":
            services.decline_proposal(decision=slug, proposal=proposal, reason=reason, by=by)
            said = "Declined. Who proposed it is told why."
        elif act == "withdraw":
            services.withdraw_proposal(decision=slug, proposal=proposal, by=by)
            said = "Withdrawn."
        else:
            raise NotThere("Accept a proposal, decline it or withdraw it.")
    except Overwriting:
        return cell_shown(
            request, cell, refusal=Refusal(f"proposal-{proposal}", CHANGED, "anyway", is_late=True)
        )
    except (Invalid, Conflicting) as problem:
        late = isinstance(problem, Conflicting)
        refusal = Refusal(f"proposal-{proposal}", problem.detail, reason, is_late=late)
        return cell_shown(request, cell, refusal=refusal)
    return done(request, cell, said, "#proposals")


@require_safe
def proposal_marks(request: HtmxRequest, slug: str) -> HttpResponse:
    """How many proposals are open for each cell, by the ids that they have on the matrix's page."""
    by = actor_of(request)
    opened = open_decision(slug, by=by)
    require_read_talk(by, opened)
    marks = {
        f"cell-{criterion}-{framework}": count
        for (criterion, framework), count in open_proposals_by_cell(opened.id).items()
    }
    return JsonResponse(marks, headers={"Cache-Control": "private, no-cache"})
