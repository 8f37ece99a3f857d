"""Teams, their members, and each person's own API tokens."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from decision.teams.actors import command
from decision.teams.models import ApiToken, Membership, Team
from decision.teams.services import create_token

from .pages import change_url, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    team = Team.objects.create(slug="blue", name="Blue")
    owner = get_user_model().objects.create_user("alice")
    Membership.objects.create(team=team, user=owner, role="owner")
    return team


class TestMembers:
    def test_join_with_a_role(self, client: Client, team: Team) -> None:
        bob = get_user_model().objects.create_user("bob")
        form = form_of(client, change_url(team))
        joined = {
            "memberships-TOTAL_FORMS": "2",
            "memberships-1-user": bob.pk,
            "memberships-1-role": "editor",
        }
        assert client.post(change_url(team), {**form, **joined}).status_code == 302
        assert team.memberships.get(user=bob).role == "editor"

    def test_do_not_leave_a_team_without_an_owner(self, client: Client, team: Team) -> None:
        form = form_of(client, change_url(team))
        for change in ({"memberships-0-DELETE": "on"}, {"memberships-0-role": "viewer"}):
            page = client.post(change_url(team), {**form, **change}).content.decode()
            assert "would have no owner left" in page
        assert team.memberships.get().role == "owner"


class TestTokens:
    def test_are_shown_once_and_kept_as_a_fingerprint_only(self, client: Client) -> None:
        answer = client.post("/admin/teams/apitoken/add/", {"name": "nightly", "scope": "read", "days": "30"})
        token = ApiToken.objects.get(name="nightly")
        assert answer.status_code == 200
        assert "steelyard_" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert (token.user.username, token.scope, token.expires_at is not None) == ("carol", "read", True)
        for url in ("/admin/teams/apitoken/", change_url(token)):
            page = client.get(url).content.decode()
            assert "steelyard_" not in page
            assert token.digest not in page

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": " "}, "required"),
            ({"days": "0"}, "greater than or equal to 1"),
            ({"days": "99999"}, "lasts from 1"),
        ],
    )
    def test_say_what_is_wrong(self, client: Client, typed: dict[str, str], said: str) -> None:
        form = {"name": "nightly", "scope": "read", "days": "", **typed}
        assert said in client.post("/admin/teams/apitoken/add/", form).content.decode()
        assert not ApiToken.objects.exists()

    def test_are_revoked_at_once(self, client: Client) -> None:
        token = create_token(username="carol", name="old", scope="write", by=command()).row
        client.post("/admin/teams/apitoken/", {"action": "revoke", "_selected_action": [token.pk]})
        token.refresh_from_db()
        assert token.revoked_at is not None
        assert "revoked" in client.get("/admin/teams/apitoken/").content.decode()

    def test_of_others_are_neither_shown_nor_revoked(self, client: Client, team: Team) -> None:
        token = create_token(username="alice", name="hers", scope="write", by=command()).row
        assert "hers" not in client.get("/admin/teams/apitoken/").content.decode()
        client.post("/admin/teams/apitoken/", {"action": "revoke", "_selected_action": [token.pk]})
        token.refresh_from_db()
        assert token.revoked_at is None
