"""A small fixed cast: everybody whom a permission can tell apart, and the decisions they meet.

What a test costs, cheapest first:

* no database: engine, wording, parsing: 0.1 ms;
* `make_cast()`, and with it the fixture `cast`: 4 ms, and nothing after a test that began with it too and took back
  what it wrote. The rows were written once when the run began (tests/kept.py), so that a change to the cast costs
  nothing a test; they are stored as of a second ago, so that what a test writes is revision 2. What it adds before
  them collides: make the cast first;
* the fixture `seeded` (tests/seeds.py): likewise, 40 ms at first. Beside it the cast is written anew;
* `signed_in(user)` and `cast.client(name)`: 1 ms (`force_login`: 5); a bearer: 2 ms;
* `make_decision()` of tests/builders.py: 8 ms; `make_wide_decision()`: 300 ms at its full size, so ask for a small
  one: `make_wide_decision(20, 10)` shows as well that queries do not grow;
* `@pytest.mark.django_db(transaction=True)` adds 2 ms to empty the tables, and 4 to put the cast back: only where a
  revision must rise more than once or a commit is what the test is about;
* a server of its own: 1 s, five with two processes; a new data directory: 17 s, made anew only when a migration, a
  model, a fixture or what starts the server changes. Ask `live_url`, which serves a whole run, wherever it will do.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.utils.crypto import get_random_string
from psycopg.errors import LockNotAvailable, UniqueViolation

from decision.matrix.models import Alternative, Decision, Gate, Scenario, ScenarioWeight
from decision.teams.actors import Actor, command
from decision.teams.models import Membership, Role, Team
from decision.teams.services import create_token
from tests.builders import make_decision
from tests.kept import Kept, keep

FRAMEWORKS = ("fastapi", "django-rest-framework", "flask", "tornado")
WEIGHTS = (
    ("performance", 25), ("scalability", 20), ("documentation", 15), ("auth-security", 15),
    ("developer-experience", 10), ("aws-lambda-support", 10), ("community-support", 5),
)  # fmt: skip
SCORES = ((10, 10, 10, 9, 9, 10, 8), (6, 7, 8, 10, 8, 7, 10), (7, 6, 6, 7, 7, 8, 9), (9, 9, 3, 5, 6, 3, 6))
PUBLISHED = ("9.5", "7.8", "7.0", "6.9")
ROLES = {
    "olga": Role.OWNER,  # owns
    "edgar": Role.EDITOR,
    "cora": Role.CONTRIBUTOR,
    "victor": Role.VIEWER,
}


def make_framework_decision(slug: str, **more: Any) -> Decision:
    """The weighted matrix of the 2025 comparison: totals 9.65, 7.60, 6.85, 6.45."""
    decision = make_decision(slug, frameworks=FRAMEWORKS, weights=WEIGHTS, scores=SCORES, **more)
    options = list(decision.alternatives.order_by("position"))
    for option, printed in zip(options, PUBLISHED, strict=True):
        option.published_total = Decimal(printed)
    Alternative.objects.bulk_update(options, ["published_total"])
    return decision


def add_scenario(decision: Decision, slug: str, kind: str = Scenario.Kind.CUSTOM, **points: int) -> Scenario:
    """A named set of weights; underscores in names stand for dashes."""
    scenario = Scenario.objects.create(decision=decision, slug=slug, name=slug.title(), kind=kind)
    for key, value in points.items():
        weight = decision.weights.get(criterion__slug=key.replace("_", "-"))
        ScenarioWeight.objects.create(scenario=scenario, weight=weight, points=value)
    return scenario


def add_gate(decision: Decision, criterion: str, threshold: int, name: str = "A must", **more: Any) -> Gate:
    """A must-have on a criterion's score."""
    weight = decision.weights.get(criterion__slug=criterion)
    return Gate.objects.create(decision=decision, criterion=weight, threshold=threshold, name=name, **more)


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in, by one row: `force_login` would take ten queries, 5 ms."""
    memory = SessionStore()
    stored = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    row = Session(
        session_key=get_random_string(32),
        session_data=memory.encode(stored),
        expire_date=memory.get_expiry_date(),
    )
    Session.objects.bulk_create([row])
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    return client


@dataclass
class Cast:
    """Olga owns, Edgar edits, Cora contributes, Victor views; Otto is outside, Stella is staff."""

    team: Team
    public: Decision
    shared: Decision
    private: Decision
    users: dict[str, User] = field(default_factory=dict)

    @cached_property
    def visitor(self) -> Client:
        return Client()

    def client(self, name: str) -> Client:
        """A browser in which `name` is signed in ("visitor": nobody)."""
        return Client() if name == "visitor" else signed_in(self.users[name])

    def actor(self, name: str) -> Actor:
        """`name` as services know them."""
        user = self.users[name]
        return Actor(user_id=user.pk, name=user.username, is_staff=user.is_staff, can_write=True, door="api")

    def bearer(self, name: str, scope: str = "write") -> dict[str, str]:
        """Headers with a new token of `name`."""
        made = create_token(username=name, name=f"{scope} for a test", scope=scope, by=command())
        return {"Authorization": f"Bearer {made.text}"}


_kept: list[tuple[Kept, Cast]] = []


def make_cast() -> Cast:
    """The cast, in rows. One transaction, so that every decision stands at revision 1."""
    if _kept:
        kept, cast = _kept[0]
        with suppress(LockNotAvailable, UniqueViolation):
            return _again(cast, kept, kept.put_back())
    return _write_cast()


def keep_cast() -> None:
    """Write the cast once and keep it, for every `make_cast` to come; in an empty database."""
    if found := keep("cast", _write_cast):
        _kept[:] = [found]


def _again(cast: Cast, kept: Kept, shift: int) -> Cast:
    team = kept.moved(cast.team, shift)
    decisions = [kept.moved(decision, shift) for decision in (cast.public, cast.shared, cast.private)]
    for decision in decisions:
        decision.team = team
    users = {name: kept.moved(user, shift) for name, user in cast.users.items()}
    return Cast(team, *decisions, users=users)


@transaction.atomic
def _write_cast() -> Cast:
    team = Team.objects.create(slug="platform", name="Platform")
    cast = Cast(
        team=team,
        public=make_framework_decision("public-choice", team=team),
        shared=make_framework_decision("shared-choice", team=team, visibility=Decision.Visibility.TEAM),
        private=make_framework_decision("private-choice", team=team, visibility=Decision.Visibility.PRIVATE),
    )
    users = [User(username=name, is_staff=name == "stella") for name in (*ROLES, "otto", "stella")]
    cast.users = {user.username: user for user in User.objects.bulk_create(users)}
    Membership.objects.bulk_create(
        Membership(team=team, user=cast.users[name], role=role) for name, role in ROLES.items()
    )
    return cast
