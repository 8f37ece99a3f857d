"""The catalogue as a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse

from criteria.words import read_words
from decision.problems import Invalid

from .claims import figure_text
from .models import Claim, Framework
from .paging import Pages, pages_of
from .selectors import (
    frameworks_by_claims,
    frameworks_with_claims,
    page_figures_in_list,
    subjects_of_claims,
)

PER_PAGE = 100
STARS, GET, CONNECTIONS = "github-stars", "get-requests-per-second", "websocket-connections"
FIGURES = (STARS, GET, CONNECTIONS)
SORTS = {
    "": "Claims", "name": "Name", STARS: "GitHub stars", GET: "Simple GET, requests/s",
    CONNECTIONS: "Concurrent connections",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """One framework in the catalogue; figures as printed, or a dash."""

    slug: str
    name: str
    href: str
    since: str
    summary: str
    category: str
    licence: str
    stars: str
    stars_note: str
    get: str
    connections: str
    claims: int
    documents: int


@dataclass(frozen=True, slots=True)
class Sort:
    """A way to order the catalogue."""

    value: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FrameworkListPage:
    """The catalogue."""

    lines: tuple[FrameworkLine, ...]
    text: str
    category: str
    categories: tuple[str, ...]
    abouts: tuple[Sort, ...]
    is_compared: bool
    sorts: tuple[Sort, ...]
    pages: Pages
    hidden: int
    note: str
    problem: str


Figures = Mapping[tuple[int, str], Claim]


def framework_list_page(query: QueryDict) -> FrameworkListPage:
    """Frameworks filtered by `q`, `category`, `about` (a metric or criterion, by slug) and `compared`, ordered by
    `sort`, a page of them; four queries."""
    problem = ""
    try:
        text = read_words(query.get("q", "")).text
    except Invalid as invalid:
        text, problem = "", invalid.detail
    sort = query.get("sort", "") if query.get("sort", "") in SORTS else ""
    abouts = subjects_of_claims()
    about = query.get("about", "") if query.get("about", "") in abouts else ""
    is_compared = query.get("compared", "") == "1"
    found = list(frameworks_by_claims(text))
    with_claims = (
        frameworks_with_claims(about=about, is_compared=is_compared) if about or is_compared else None
    )
    categories = tuple(sorted({framework.category for framework in found if framework.category}))
    category = query.get("category", "") if query.get("category", "") in categories else ""
    shown = [
        framework
        for framework in found
        if (not category or framework.category == category)
        and (with_claims is None or framework.pk in with_claims)
    ]
    figures = _figures(shown) if sort in FIGURES else {}
    shown.sort(key=lambda framework: _order(framework, sort, figures))
    pages = pages_of(query, len(shown), PER_PAGE)
    on_page = shown[pages.first : pages.first + PER_PAGE]
    figures = figures or _figures(on_page)
    lines = tuple(_line(framework, figures) for framework in on_page)
    notes = sorted({f"{line.name} are those of {line.stars_note}" for line in lines if line.stars_note})
    return FrameworkListPage(
        lines=lines, text=text, category=category, categories=categories,
        sorts=tuple(Sort(value, name, value == sort) for value, name in SORTS.items()), pages=pages,
        abouts=tuple(Sort(slug, name, slug == about) for slug, name in abouts.items()), is_compared=is_compared,
        hidden=len(found) - len(shown),
        note=f"Stars of {' and '.join(notes)}, as the document gives them." if notes else "",
        problem=problem,
    )  # fmt: skip


def _figures(frameworks: Collection[Framework]) -> Figures:
    """By framework and metric (or kind), one claim: its own before a relative's, exact before rough."""
    found: dict[tuple[int, str], Claim] = {}
    for claim in page_figures_in_list(FIGURES, frameworks):
        key = (claim.framework_id or 0, claim.metric.slug if claim.metric else claim.kind)
        if key not in found or _trust(claim) > _trust(found[key]):
            found[key] = claim
    return found


def _trust(claim: Claim) -> tuple[bool, bool]:
    return claim.measured_on_id is None, claim.qualifier == Claim.Qualifier.EXACT


def _order(framework: Framework, sort: str, figures: Figures) -> tuple[Decimal, str]:
    name = framework.label.casefold()
    if sort == "name":
        return Decimal(0), name
    if not sort:
        return Decimal(-framework.claim_count), name  # type: ignore[attr-defined]
    claim = figures.get((framework.pk, sort))
    return -(claim.number or Decimal(0)) if claim else Decimal(1), name


def _line(framework: Framework, figures: Figures) -> FrameworkLine:
    def text(what: str) -> str:
        claim = figures.get((framework.pk, what))
        return (claim.text or figure_text(claim)) if claim else "–"

    released, stars = figures.get((framework.pk, Claim.Kind.RELEASE)), figures.get((framework.pk, STARS))
    return FrameworkLine(
        slug=framework.slug, name=framework.label, href=reverse("framework-detail", args=[framework.slug]),
        since=f"since {released.number:.0f}" if released and released.number else framework.category,
        summary=framework.summary, category=framework.category, licence=text(Claim.Kind.LICENSE),
        stars=text(STARS), stars_note=stars.measured_on.label if stars and stars.measured_on else "",
        get=text(GET).removesuffix(" RPS"), connections=text(CONNECTIONS),
        claims=framework.claim_count, documents=framework.source_count,  # type: ignore[attr-defined]
    )  # fmt: skip
