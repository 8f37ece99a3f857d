"""The home page: what leads, by how much, and how easily it could change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import QueryDict
from django.urls import reverse

from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.permissions import visible_to
from frameworks.paging import Pages, pages_of

from ..loading import LoadedMatrix
from ..models import Alternative, Decision, Weight
from ..selectors import OpenDecision, matrices_of
from .bars import Bar, BarMaker, Ticks, ticks
from .context import STATUSES, Status, ago
from .known import known_of
from .numbers import listed, place, plural, signed, two_decimals
from .scene import SHAPES

MOST_URGENT_FIRST = (
    Decision.Status.IN_REVIEW, Decision.Status.DRAFT, Decision.Status.DECIDED, Decision.Status.SUPERSEDED,
)  # fmt: skip

LONGEST_FILTER = 100
PER_PAGE = 50
SMALL_TICKS = 25


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a decision, and how safely."""

    name: str
    shape: int
    total: str
    margin: str
    so_far: str
    bar: Bar
    robust: str
    ticks: Ticks | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in the list; `words` stand in place of a leader where there is none."""

    title: str
    href: str
    counts: str
    status: Status
    edited: str
    leader: Leader | None
    words: str
    given: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A status to filter by, with how many have it."""

    name: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class DecisionListPage:
    """The home page."""

    lines: tuple[DecisionLine, ...]
    choices: tuple[Choice, ...]
    text: str
    status: str
    hidden: int
    is_first_run: bool
    pages: Pages


def decision_list_page(actor: Actor, query: QueryDict) -> DecisionListPage:
    """A page of the decisions visible to `actor`, filtered by `q` and `status`; three queries at most.

    `q` looks at titles, alternatives and criteria. What leads is worked out for the decisions of the page alone.
    """
    text = " ".join(query.get("q", "")[:LONGEST_FILTER].replace("\x00", "").split())
    status = query.get("status", "")
    status = status if status in Decision.Status.values else ""
    rows = visible_decisions(actor)
    named = set(_named(text).values_list("pk", flat=True)) if text else None
    matching = [(one, edited) for one, edited in rows if named is None or one.id in named]
    shown = [(one, edited) for one, edited in matching if not status or one.status == status]
    pages = pages_of(query, len(shown), PER_PAGE)
    on_page = shown[pages.first : pages.first + PER_PAGE]
    loaded = matrices_of([one for one, _ in on_page])
    return DecisionListPage(
        lines=tuple(_line(one, loaded[one.slug], edited) for one, edited in on_page if one.slug in loaded),
        choices=_choices([one for one, _ in matching], status, text), text=text, status=status,
        hidden=len(rows) - len(shown), is_first_run=not rows, pages=pages,
    )  # fmt: skip


def _named(text: str) -> QuerySet[Decision]:
    """Decisions that have the text in their title, or in the name of an alternative or a criterion."""
    alternatives = Alternative.objects.filter(decision=OuterRef("pk")).filter(
        Q(label__icontains=text)
        | Q(framework__name__icontains=text)
        | Q(framework__short_name__icontains=text)
    )
    criteria = Weight.objects.filter(decision=OuterRef("pk"), criterion__name__icontains=text)
    return Decision.objects.filter(Q(title__icontains=text) | Exists(alternatives) | Exists(criteria))


_URGENCY = Case(
    *(When(status=status, then=Value(place)) for place, status in enumerate(MOST_URGENT_FIRST)),
    output_field=IntegerField(),
)


def visible_decisions(actor: Actor) -> list[tuple[OpenDecision, datetime]]:
    """The decisions that `actor` may find, each with when it was last edited; one query.

    What is up for a decision comes first, then drafts, then what is settled; the last edited leads within each.
    """
    role = Membership.objects.filter(team=OuterRef("team"), user_id=actor.user_id or 0).values("role")[:1]
    rows = (
        Decision.objects.filter(visible_to(actor))
        .order_by(_URGENCY, "-updated_at", "title")
        .values_list("id", "slug", "title", "revision", "status", "visibility", Subquery(role), "updated_at")
    )
    return [(OpenDecision(*row[:7]), row[7]) for row in rows]


def _choices(matching: list[OpenDecision], status: str, text: str) -> tuple[Choice, ...]:
    home = reverse("decision-list")

    def href(value: str) -> str:
        query = QueryDict(mutable=True)
        query.update({key: given for key, given in (("q", text), ("status", value)) if given})
        return f"{home}?{query.urlencode()}" if query else home

    found = [Choice("All", href(""), len(matching), not status)]
    for value, name in Decision.Status.choices:
        count = sum(one.status == value for one in matching)
        if count or value == status:
            found.append(Choice(name, href(value), count, value == status))
    return tuple(found)


def _line(one: OpenDecision, loaded: LoadedMatrix, edited: datetime) -> DecisionLine:
    sources = {source for cell in loaded.cells.values() for source in cell.sources}
    counts = [
        plural(len(loaded.leaves), "criterion", "criteria"), plural(len(loaded.alternatives), "alternative"),
        plural(len(sources), "document"),
    ]  # fmt: skip
    leader = _leader(loaded)
    cells = len(loaded.leaves) * len(loaded.alternatives)
    return DecisionLine(
        title=one.title, href=reverse("decision-detail", args=[one.slug]), counts=", ".join(counts),
        status=STATUSES[Decision.Status(one.status)], edited=ago(edited), leader=leader,
        words="" if leader else _words(loaded, cells),
        given=place(len(loaded.values) / cells * 100) if cells and len(loaded.values) < cells else "",
    )  # fmt: skip


def _words(loaded: LoadedMatrix, cells: int) -> str:
    if not loaded.leaves:
        return "No criteria yet"
    if not loaded.alternatives:
        return "No alternatives yet"
    ranking = known_of(loaded).own
    if ranking is None:
        return "No ranking at these weights"
    if ranking.recommendation.outcome == "tie":
        first = [loaded.labels[s.alternative] for s in ranking.standings if s.rank == 1]
        so_far = ranking.recommendation.so_far
        return f"{listed(first)} tie at {two_decimals(ranking.standings[0].total)}{so_far}"
    if not ranking.standings:
        return "No alternative meets every must-have"
    return f"{len(loaded.values)} of {cells} scores given, no ranking yet"


def _leader(loaded: LoadedMatrix) -> Leader | None:
    known = known_of(loaded)
    if known.own is None or (key := known.own.recommendation.alternative) is None:
        return None
    standing = known.own.standings[0]
    name = loaded.labels[key]
    found = known.own.recommendation
    margin, often = found.margin, found.robustness
    percent = often.percent if often else None
    return Leader(
        name=name, shape=[row.key for row in loaded.alternatives].index(key) % SHAPES + 1,
        total=two_decimals(standing.total), margin=signed(margin) if margin is not None else "",
        so_far=found.so_far.strip(),
        bar=BarMaker(loaded, known.own.shares).bar(standing, name),
        robust=f"{percent}\u00a0%" if percent is not None else "",
        ticks=ticks(percent, SMALL_TICKS) if percent is not None else None,
    )  # fmt: skip
