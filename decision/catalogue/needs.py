"""The page “What do you need?”: needs to tick, who meets them, and the decision to start from."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from decision.problems import Invalid
from frameworks.models import Need
from frameworks.needs.finding import Chosen, Match, find_matches

STARTED_WITH = 6
TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A need to tick."""

    slug: str
    label: str
    question: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """Everything on the page; `problem` says what could not be looked for."""

    boxes: tuple[Box, ...]
    ticked: tuple[Need, ...]
    matches: tuple[Match, ...]
    problem: str = ""
    start: str = ""
    compare: str = ""


def needs_page(query: QueryDict) -> NeedsPage:
    """The page for the needs in the address (`need`, repeated); two queries at most."""
    problem = ""
    slugs = query.getlist("need")
    try:
        chosen = find_matches(slugs)
    except Invalid as invalid:
        chosen, problem = find_matches([]), invalid.detail
    return NeedsPage(
        boxes=tuple(Box(one.slug, one.label, one.question, one in chosen.ticked) for one in chosen.needs),
        ticked=chosen.ticked,
        matches=chosen.matches,
        problem=problem,
        start=_start(chosen),
        compare=_compare(chosen),
    )


def _start(chosen: Chosen) -> str:
    if not chosen.matches:
        return ""
    query = QueryDict(mutable=True)
    query.setlist("with", [match.framework.slug for match in chosen.matches[:STARTED_WITH]])
    query.setlist("need", [need.slug for need in chosen.ticked])
    return f"{reverse('decision-start')}?{query.urlencode()}"


def _compare(chosen: Chosen) -> str:
    if len(chosen.matches) < 2:
        return ""
    query = QueryDict(mutable=True)
    query.setlist("with", [match.framework.slug for match in chosen.matches[:TOGETHER]])
    return f"{reverse('framework-compare')}?{query.urlencode()}"
