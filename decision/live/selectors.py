"""Who is on a decision right now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone

from decision.matrix.selectors import OpenDecision, matrix_of
from decision.record.selectors import Change
from decision.teams.models import Membership
from decision.teams.people import initials, name_of, shown_name

from .models import DEAD_AFTER, Presence

MOST_SHOWN = 5
PLACES = {
    "matrix": "viewing the matrix",
    "team": "on the team page",
    "talk": "in the discussion",
    "history": "looking at the history",
    "decision": "here",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A member who has the decision open, and what they are at."""

    name: str
    initials: str
    doing: str


@dataclass(frozen=True, slots=True)
class People:
    """Those who are here beside the reader: the first few, and the names of the rest."""

    shown: tuple[Person, ...]
    more: int
    rest: str


def people_on(decision: OpenDecision, *, besides: int | None) -> People:
    """The members of the decision's team who have it open, by name, in one query.

    Processes that died without a word count until they are missed. `besides` leaves out one person: the reader.
    """
    member = Membership.objects.filter(team=OuterRef("decision__team"), user=OuterRef("user"))
    rows = (
        Presence.objects.filter(
            Exists(member), decision=decision.id, process__seen_at__gt=timezone.now() - DEAD_AFTER
        )
        .exclude(user=besides)
        .order_by("user__first_name", "user__last_name", "user__username", "-doing", "view")
        .values_list("user", "user__first_name", "user__last_name", "user__username", "view", "doing")
    )
    found: dict[int, Person] = {}
    for user, first, last, username, view, doing in rows:
        if user not in found:
            name = name_of(first, last, username)
            found[user] = Person(name, initials(name), _doing(decision, view, doing))
    people = tuple(found.values())
    rest = people[MOST_SHOWN:]
    return People(people[:MOST_SHOWN], len(rest), ", ".join(person.name for person in rest))


def _doing(decision: OpenDecision, view: str, criterion: str) -> str:
    label = matrix_of(decision).labels.get(criterion) if criterion else None
    return f"editing {label}" if label else PLACES.get(view, PLACES["decision"])


def names_in(changes: Collection[Change]) -> dict[str, str]:
    """The shown names of those who made changes, by user name; one query where there are any."""
    who = {change.who for change in changes}
    rows = get_user_model().objects.filter(username__in=who) if who else ()
    return {user.username: shown_name(user) for user in rows}
