"""Who decides, over the API: for those who decide too."""

from __future__ import annotations

from django.test import Client

from decision.teams.services import set_name
from tests.builders import make_decision
from tests.cast import Cast

from .asking import address, refused


class TestMembers:
    def test_are_told_to_members_and_staff_by_the_names_they_show(self, cast: Cast) -> None:
        set_name(name="Cora Lind", by=cast.actor("cora"))
        for name in ("victor", "stella"):
            answer = cast.client(name).get(address("public-choice", "members/"))
            assert [tuple(member.values()) for member in answer.json()["members"]] == [
                ("olga", "olga", "owner"),
                ("edgar", "edgar", "editor"),
                ("cora", "Cora Lind", "contributor"),
                ("victor", "victor", "viewer"),
            ]

    def test_are_not_told_to_readers_who_are_not_members(self, cast: Cast) -> None:
        for client, status in ((Client(), 401), (cast.client("otto"), 403)):
            refused(client.get(address("public-choice", "members/")), status)
            refused(client.get(address("shared-choice", "members/")), 404)
            refused(client.get(address("private-choice", "members/")), 404)

    def test_are_none_where_a_decision_has_no_team(self, cast: Cast) -> None:
        make_decision("teamless")
        assert cast.client("stella").get(address("teamless", "members/")).json()["members"] == []
