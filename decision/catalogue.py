"""Pages that span parts: a framework with the decisions it takes part in, a criterion with its claims."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from criteria.models import Criterion
from decision.matrix.page.known import known_of
from decision.matrix.page.listing import visible_decisions
from decision.matrix.page.numbers import ordinal, two_decimals
from decision.matrix.selectors import matrices_of
from decision.teams.actors import Actor
from decision.teams.sign_in import actor_of
from frameworks.claims import claim_view
from frameworks.models import Framework
from frameworks.moved import page_moved
from frameworks.page import framework_page
from frameworks.selectors import page_claims_on_criterion


@dataclass(frozen=True, slots=True)
class TakesPart:
    """How a framework stands in one decision."""

    title: str
    href: str
    place: str
    total: str


@require_safe
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one framework, and where it takes part."""
    framework = Framework.objects.filter(slug=slug).first()
    if framework is None:
        return page_moved("framework", slug)
    context = {
        "page": framework_page(framework),
        "decisions": takes_part(slug, actor_of(request)),
        "section": "catalog",
    }
    return render(request, "frameworks/framework_detail.html", context)


@require_safe
def criterion_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A criterion: its scale, its levels, and every claim on it."""
    criterion = get_object_or_404(Criterion.objects.select_related("scale", "parent", "metric"), slug=slug)
    context = {
        "criterion": criterion,
        "levels": list(criterion.scale.levels.order_by("-value", "word")),
        "children": list(criterion.children.order_by("name")),
        "claims": [claim_view(claim) for claim in page_claims_on_criterion(criterion.pk)],
        "section": "catalog",
    }
    return render(request, "criteria/criterion_detail.html", context)


def takes_part(slug: str, actor: Actor) -> list[TakesPart]:
    """The decisions visible to `actor` that weigh the framework, with its rank and total there; two queries."""
    opened = [one for one, _ in visible_decisions(actor)]
    found = []
    for loaded in matrices_of(opened).values():
        ranking = known_of(loaded).own
        if slug not in {row.key for row in loaded.alternatives} or ranking is None:
            continue
        standing = next(one for one in (*ranking.standings, *ranking.excluded) if one.alternative == slug)
        count = len(loaded.alternatives)
        place = f"{standing.rank}{ordinal(standing.rank)} of {count}" if standing.rank else f"out, of {count}"
        if standing.missing:
            place += f", {len(standing.missing)} of {len(loaded.leaves)} scores missing"
        href = reverse("decision-detail", args=[loaded.slug])
        found.append(TakesPart(loaded.title, href, place, two_decimals(standing.total)))
    return found
