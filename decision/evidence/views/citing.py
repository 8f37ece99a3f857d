"""Finding a claim for a score to cite, and adding one to the catalogue."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from decision.matrix.forms import read_ticked
from decision.matrix.page.reading import cell_behind
from decision.matrix.selectors import matrix_of, open_decision
from decision.matrix.services import ScoreChange, set_scores
from decision.matrix.views import HtmxRequest
from decision.problems import Conflicting, Invalid, Refused
from decision.teams.permissions import may_contribute, may_edit
from decision.teams.sign_in import actor_of
from decision.typed import typed_text
from frameworks.claims import claim_view
from frameworks.models import Claim
from frameworks.services import add_claim

from .. import services
from ..forms import CLAIM_FIELDS, read_claim
from ..proposed import Wanted
from ..selectors.citable import LONGEST_SEARCH, citable_claims
from ..selectors.picking import SEARCH, picks_for_claims
from .cell import Cell, done

KINDS = ("measurement", "statistic", "rating", "feature", "strength", "weakness", "use_case", "verdict")


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def cell_claims(request: HtmxRequest, slug: str, criterion: str, framework: str) -> HttpResponse:
    """The claims about an alternative that its score does not cite; those who edit cite them, others of the team
    propose to."""
    cell, by = Cell(slug, criterion, framework), actor_of(request)
    if request.method != "POST":
        return _shown(request, cell)
    opened = open_decision(slug, by=by)
    services.require_take_part(by, opened)
    reason = typed_text(request.POST, "reason")
    try:
        cite, _ = read_ticked(request.POST)
        if not cite:
            raise Invalid(
                "Tick the claims that the score is to rest on.", errors=[("/claims", "Nothing is ticked.")]
            )
        if may_edit(by, opened):
            change = ScoreChange(framework, criterion, cite=sorted(cite))
            set_scores(decision=slug, changes=[change], by=by, reason=reason)
            return done(request, cell, "Cited.")
        services.propose_change(
            decision=slug, framework=framework, criterion=criterion, wanted=Wanted(cite=frozenset(cite)),
            reason=reason, by=by,
        )  # fmt: skip
    except (Invalid, Conflicting) as problem:
        return _shown(request, cell, citing=problem)
    return done(request, cell, "Proposed. The decision’s editors are told.", "#proposals")


@require_POST
@vary_on_headers("HX-Request")
def claim_add(request: HtmxRequest, slug: str, criterion: str, framework: str) -> HttpResponse:
    """Add a claim about the alternative: a curator's counts at once, others' once a curator accepts it. `find` only
    looks for what the claim can name."""
    cell, by = Cell(slug, criterion, framework), actor_of(request)
    services.require_take_part(by, open_decision(slug, by=by))
    if "find" in request.POST:
        return _shown(request, cell, is_finding=True)
    try:
        add_claim(fields=read_claim(request.POST.dict(), framework=framework), by=by)
    except Invalid as problem:
        return _shown(request, cell, adding=problem)
    said = (
        "Added: tick it to cite it."
        if by.is_staff
        else "Proposed to the curators. It can be cited once one accepts it."
    )
    if request.htmx:
        return _shown(request, cell, said=said)
    messages.success(request, said)
    query = request.META.get("QUERY_STRING", "")
    return redirect(
        f"{reverse('cell-claims', args=[slug, criterion, framework])}{f'?{query}' if query else ''}"
    )


def _shown(
    request: HtmxRequest,
    cell: Cell,
    *,
    citing: Refused | None = None,
    adding: Refused | None = None,
    said: str = "",
    is_finding: bool = False,
) -> HttpResponse:
    by = actor_of(request)
    opened = open_decision(cell.slug, by=by)
    loaded = matrix_of(opened)
    has_score = cell_behind(loaded, cell.criterion, cell.framework) is not None
    search = typed_text(request.GET, "q")[:LONGEST_SEARCH].strip()
    found = citable_claims(loaded, cell.criterion, cell.framework, search=search, by=by)
    takes_part = (may_edit(by, opened) or may_contribute(by, opened)) and not opened.is_frozen
    ticked = {name.removeprefix("cite.") for name in request.POST if name.startswith("cite.")}
    typed = _typed(request, cell, was_sent=adding is not None or is_finding)
    pairs = [(key, value) for key, values in request.GET.lists() if key != "q" for value in values]
    context = {
        "pairs": pairs, "query": urlencode(pairs),
        "opened": opened, "section": "decisions", "slug": cell.slug, "criterion": cell.criterion,
        "framework": cell.framework, "criterion_name": loaded.labels[cell.criterion],
        "name": loaded.labels[cell.framework], "search": search, "has_more": found.has_more,
        "claims": [
            (claim_view(claim), claim.is_evidence, str(claim.pk) in ticked) for claim in found.claims
        ],
        "can_tick": takes_part and has_score, "can_add": takes_part, "is_missing": not has_score,
        "is_editor": may_edit(by, opened), "is_curator": by.is_staff, "citing": citing, "adding": adding, "said": said,
        "catalogue": picks_for_claims(typed) if takes_part else None, "qualifiers": Claim.Qualifier.choices,
        "kinds": [(kind, Claim.Kind(kind).label) for kind in KINDS],
        "typed": typed, "is_finding": is_finding,
        "reason": request.POST.get("reason", "") if citing else "",
        "wrong": {place.strip("/"): text for place, text in adding.errors} if adding else {},
    }  # fmt: skip
    template = "evidence/_claims.html" if request.htmx else "evidence/claims.html"
    return render(request, template, context, status=_status(citing or adding))


def _typed(request: HtmxRequest, cell: Cell, *, was_sent: bool) -> dict[str, str]:
    """What the form of a new claim holds: the fields as they were sent, at first the criterion alone."""
    if not was_sent:
        return {"criterion": cell.criterion}
    given = request.POST.dict().items()
    return {name: value for name, value in given if name.removeprefix(SEARCH) in CLAIM_FIELDS}


def _status(refused: Refused | None) -> int:
    if refused is None:
        return 200
    return 409 if isinstance(refused, Conflicting) else 400
