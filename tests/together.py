"""A team on the running product: people with sessions, and one decision that only they see."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.running import serving

SLUG = "together"
MAKE = """
import json
from django.contrib.auth.models import User
from django.test import Client
from decision.matrix.models import Decision
from decision.teams.models import Membership, Team
from tests.cast import make_framework_decision
team = Team.objects.create(slug='together', name='Together')
decision = make_framework_decision('together', team=team, visibility=Decision.Visibility.TEAM)
people = {}
for name, role in (('ann', 'owner'), ('ben', 'editor'), ('vic', 'viewer'), ('out', None)):
    user = User.objects.create(username=name, first_name=name.title())
    if role:
        Membership.objects.create(team=team, user=user, role=role)
    client = Client()
    client.force_login(user)
    people[name] = (user.pk, client.cookies['sessionid'].value)
print(json.dumps({'decision': decision.pk, 'people': people}))
"""


@dataclass(frozen=True)
class Together:
    """Ann owns, Ben edits, Vic views, Out is outside; `sessions` are their cookies."""

    decision: int
    ids: dict[str, int]
    sessions: dict[str, str]

    def cookie(self, name: str) -> str:
        """The header by which `name` is signed in."""
        return f"sessionid={self.sessions[name]}"


@pytest.fixture(scope="session")
def together(live_url: str, manage: Callable[..., str]) -> Together:
    """The team, made once on the running product."""
    made = json.loads(manage("shell", "-v", "0", "-c", MAKE).strip().splitlines()[-1])
    people = made["people"]
    return Together(
        made["decision"],
        {name: pk for name, (pk, _) in people.items()},
        {name: session for name, (_, session) in people.items()},
    )


@pytest.fixture(scope="session")
def other_url(together: Together, live_database: str) -> Iterator[str]:
    """Another server on the same database."""
    with serving(DATABASE_URL=live_database) as server:
        yield server.url
