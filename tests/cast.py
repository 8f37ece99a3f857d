"""A small fixed cast: everybody whom a permission can tell apart, and the decisions they meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from decision.matrix.models import Alternative, Decision, Gate, Scenario, ScenarioWeight
from decision.teams.actors import Actor, command
from decision.teams.models import Membership, Role, Team
from decision.teams.services import create_token
from tests.builders import make_decision

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
        client = Client()
        if name != "visitor":
            client.force_login(self.users[name])
        return client

    def actor(self, name: str) -> Actor:
        """`name` as services know them."""
        user = self.users[name]
        return Actor(user_id=user.pk, name=user.username, is_staff=user.is_staff, can_write=True, door="api")

    def bearer(self, name: str, scope: str = "write") -> dict[str, str]:
        """Headers with a new token of `name`."""
        made = create_token(username=name, name=f"{scope} for a test", scope=scope, by=command())
        return {"Authorization": f"Bearer {made.text}"}


@transaction.atomic
def make_cast() -> Cast:
    """The cast, in rows. One transaction, so that every decision stands at revision 1."""
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
