"""Teams: who may do what to them, and that somebody always owns them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from decision.matrix.models import Decision
from decision.problems import Forbidden, Invalid, NotThere
from decision.teams import services
from decision.teams.actors import Actor, visitor
from decision.teams.models import Membership, Team
from decision.teams.selectors import members_of, open_team, teams_of
from tests.cast import ROLES, Cast, make_cast

pytestmark = pytest.mark.django_db

WITH_EFFECT: dict[str, Callable[[Cast, Actor], object]] = {
    "rename": lambda cast, by: services.rename_team(team=cast.team.pk, name="Other", by=by),
    "invite": lambda cast, by: services.invite(team=cast.team.pk, role="viewer", days=1, by=by),
    "role": lambda cast, by: services.set_role(
        team=cast.team.pk, user=cast.users["cora"].pk, role="viewer", by=by
    ),
    "remove": lambda cast, by: services.remove_member(team=cast.team.pk, user=cast.users["victor"].pk, by=by),
    "hand over": lambda cast, by: services.transfer_team(
        team=cast.team.pk, to=cast.users["victor"].pk, by=by
    ),
}


def roles(cast: Cast) -> dict[str, str]:
    return {member.username: member.role for member in members_of(cast.team.pk)}


class TestRoles:
    @pytest.mark.parametrize("what", WITH_EFFECT)
    def test_only_owners_manage(self, cast: Cast, what: str) -> None:
        act = WITH_EFFECT[what]
        for name, refusal in (("edgar", Forbidden), ("cora", Forbidden), ("victor", Forbidden),
                              ("stella", Forbidden), ("otto", NotThere)):  # fmt: skip
            with pytest.raises(refusal):
                act(cast, cast.actor(name))
        with pytest.raises((NotThere, Forbidden)):
            act(cast, visitor())
        reading = Actor(user_id=cast.users["olga"].pk, name="olga", can_write=False, door="api")
        with pytest.raises(Forbidden):
            act(cast, reading)
        assert roles(cast) == {name: role.value for name, role in ROLES.items()}
        act(cast, cast.actor("olga"))

    def test_staff_manage_as_operators_in_the_admin_only(self, cast: Cast) -> None:
        stella = cast.actor("stella")
        operator = Actor(user_id=stella.user_id, name="stella", is_staff=True, can_write=True, door="admin")
        assert services.rename_team(team=cast.team.pk, name="Other", by=operator).name == "Other"


class TestLastOwner:
    def test_cannot_leave_step_down_or_be_the_only_one_whose_account_works(self, cast: Cast) -> None:
        olga, team = cast.actor("olga"), cast.team.pk
        with pytest.raises(Invalid, match="last owner"):
            services.leave_team(team=team, by=olga)
        with pytest.raises(Invalid, match="no owner left"):
            services.set_role(team=team, user=olga.user_id or 0, role="editor", by=olga)
        services.set_role(team=team, user=cast.users["edgar"].pk, role="owner", by=olga)
        cast.users["edgar"].is_active = False
        cast.users["edgar"].save()
        with pytest.raises(Invalid, match="last owner"):
            services.leave_team(team=team, by=olga)
        assert roles(cast)["olga"] == "owner"

    def test_leaves_after_handing_over(self, cast: Cast) -> None:
        olga, team = cast.actor("olga"), cast.team.pk
        services.transfer_team(team=team, to=cast.users["cora"].pk, by=olga)
        assert (roles(cast)["cora"], roles(cast)["olga"]) == ("owner", "editor")
        services.leave_team(team=team, by=olga)
        assert "olga" not in roles(cast)

    def test_hands_over_to_members_whose_account_works_only(self, cast: Cast) -> None:
        olga, team = cast.actor("olga"), cast.team.pk
        cast.users["victor"].is_active = False
        cast.users["victor"].save()
        for name, refusal in (("olga", Invalid), ("victor", Invalid), ("otto", NotThere)):
            with pytest.raises(refusal):
                services.transfer_team(team=team, to=cast.users[name].pk, by=olga)
        assert roles(cast)["olga"] == "owner"


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    cast = make_cast()
    cast.team.memberships.filter(user=cast.users["edgar"]).update(role="owner")
    start, answers = threading.Barrier(2), []

    def leave(name: str) -> None:
        start.wait(30)
        try:
            services.leave_team(team=cast.team.pk, by=cast.actor(name))
            answers.append("left")
        except Invalid:
            answers.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[name]) for name in ("olga", "edgar")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == ["left", "stays"]
    assert cast.team.memberships.filter(role="owner").count() == 1


class TestTeams:
    def test_are_made_with_an_address_of_their_own_whatever_they_are_called(self, cast: Cast) -> None:
        made = [services.create_team(name=name, by=cast.actor("otto")) for name in ("Platform", "🦄", "فريق")]
        assert len({team.slug for team in made}) == 3
        assert made[0].slug.startswith("platform-")
        assert [line.role for line in teams_of(cast.actor("otto"))] == ["owner"] * 3

    @pytest.mark.parametrize("name", ["", "  \u200d ", "x" * 121, "a\u202eb", "a\x00b", "a\x1bb"])
    def test_are_not_called_what_cannot_be_shown(self, cast: Cast, name: str) -> None:
        with pytest.raises(Invalid):
            services.create_team(name=name, by=cast.actor("otto"))
        with pytest.raises(Invalid):
            services.rename_team(team=cast.team.pk, name=name, by=cast.actor("olga"))

    def test_are_deleted_only_without_decisions(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="cannot be deleted"):
            services.delete_team(team=cast.team.pk, by=cast.actor("olga"))
        Decision.objects.all().delete()
        services.delete_team(team=cast.team.pk, by=cast.actor("olga"))
        assert not Membership.objects.filter(team=cast.team.pk).exists()

    def test_do_not_exist_for_outsiders(self, cast: Cast) -> None:
        for by in (cast.actor("otto"), visitor()):
            with pytest.raises(NotThere):
                open_team("platform", by=by)
        assert open_team("platform", by=cast.actor("stella")).role is None


class TestThePages:
    def test_tell_members_who_decides_what(self, cast: Cast) -> None:
        page = cast.client("edgar").get("/teams/platform/").content.decode()
        assert all(name in page for name in ROLES)
        assert "Private-Choice" in page
        assert "Private-Choice" not in cast.client("victor").get("/teams/platform/").content.decode()

    def test_send_visitors_to_the_sign_in_and_outsiders_nowhere(self, cast: Cast) -> None:
        assert Client().get("/teams/platform/").headers["Location"].startswith("/sign-in/")
        assert cast.client("otto").get("/teams/platform/").status_code == 404
        assert cast.client("otto").get("/teams/no-such-team/").status_code == 404

    @pytest.mark.parametrize("action", ["rename", "delete", "leave", "hand-over", "invitations"])
    def test_refuse_who_is_not_an_owner(self, cast: Cast, action: str) -> None:
        address, sent = (
            f"/teams/platform/{action}/",
            {"name": "Mine", "role": "viewer", "days": "1", "most_uses": "1"},
        )
        assert cast.client("otto").post(address, sent).status_code == 404
        expected = 403 if action != "leave" else 302
        if action == "hand-over":
            sent["to"] = str(cast.users["cora"].pk)
        assert cast.client("victor").post(address, sent).status_code == expected
        assert Client().post(address, sent).headers["Location"].startswith("/sign-in/")

    def test_say_why_the_last_owner_stays_and_keep_everything(self, cast: Cast) -> None:
        answer = cast.client("olga").post("/teams/platform/leave/")
        assert answer.status_code == 400
        assert "You are the last owner of “Platform”" in answer.content.decode()
        assert roles(cast)["olga"] == "owner"

    def test_change_roles_and_remove(self, cast: Cast) -> None:
        olga, cora = cast.client("olga"), cast.users["cora"].pk
        assert olga.post(f"/teams/platform/members/{cora}/role/", {"role": "editor"}).status_code == 302
        assert roles(cast)["cora"] == "editor"
        assert olga.post(f"/teams/platform/members/{cora}/role/", {"role": "king"}).status_code == 400
        assert olga.post(f"/teams/platform/members/{cora}/remove/").status_code == 302
        assert "cora" not in roles(cast)
        assert olga.post(f"/teams/platform/members/{cora}/remove/").status_code == 404
        assert olga.post("/teams/platform/hand-over/", {"to": "9" * 30}).status_code == 400

    def test_hold_with_hostile_names(self, cast: Cast) -> None:
        hostile = "<script>alert(1)</script>"
        services.set_name(name=hostile, by=cast.actor("cora"))
        services.rename_team(team=cast.team.pk, name=hostile, by=cast.actor("olga"))
        for name in ("olga", "victor"):
            page = cast.client(name).get("/teams/platform/").content.decode()
            assert hostile not in page
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_take_the_same_few_queries_however_many_are_on_the_team(
        self, cast: Cast, django_assert_num_queries: Callable[..., object]
    ) -> None:
        olga = cast.client("olga")
        # session, user, team with role, members, count of decisions, open invitations, decisions
        with django_assert_num_queries(7):
            olga.get("/teams/platform/")

    def test_are_listed_with_their_sizes(self, cast: Cast) -> None:
        page = cast.client("cora").get("/teams/").content.decode()
        assert "4 members · 2 decisions" in page  # the private one is its editors' only
        assert "You are on no team yet" in cast.client("otto").get("/teams/").content.decode()

    def test_make_a_team(self, cast: Cast) -> None:
        answer = cast.client("otto").post("/teams/", {"name": "New people"})
        assert answer.headers["Location"] == "/teams/new-people/"
        assert Team.objects.get(slug="new-people").memberships.get().role == "owner"
        assert cast.client("otto").post("/teams/", {"name": "\u202e"}).status_code == 400
