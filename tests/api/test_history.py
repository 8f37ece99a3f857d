"""GET …/history/ and …/audit/"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from criteria.models import Criterion, Scale
from decision.matrix.models import Weight
from decision.matrix.services import (
    ScoreChange,
    add_alternative,
    add_criterion,
    change_criterion,
    save_scenario,
    set_scores,
    set_weights,
)
from decision.matrix.shapes import History
from frameworks.models import Claim, Framework, Source
from tests.api.asking import address, refused, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "history/")


def latest(cast: Cast) -> dict[str, object]:
    answer = cast.client("victor").get(PATH)
    History.model_validate_json(answer.content)
    found: dict[str, object] = answer.json()["results"][0]
    return found


class TestHistory:
    def test_tells_who_changed_what_from_what_to_what(self, cast: Cast) -> None:
        send(
            cast.visitor,
            "PATCH",
            address("public-choice", "weights/"),
            {"performance": 30},
            **cast.bearer("edgar"),
        )
        change = latest(cast)
        del change["id"], change["when"]
        assert change == {
            "who": "edgar", "door": "api", "revision": 2, "action": "changed", "what": "weight", "framework": None,
            "criterion": "performance", "name": None, "field": "points", "from": 25, "to": 30, "note": "",
        }  # fmt: skip

    def test_names_nobody_to_who_may_not_know_the_team(self, cast: Cast) -> None:
        set_weights(decision="public-choice", points={"performance": Decimal(30)}, by=cast.actor("edgar"))
        Weight.objects.filter(decision=cast.public, criterion__slug="performance").update(points=31)
        for client, status in ((cast.visitor, 401), (cast.client("otto"), 403)):
            told = client.get(PATH).json()["results"][:2]
            assert [(one["who"], one["door"]) for one in told] == [("somebody", "sql"), ("a member", "api")]
            problem = refused(client.get(f"{PATH}?who=edgar"), status)
            assert "told to the members" in problem["detail"]

    def test_tells_of_scores_added_and_removed(self, cast: Cast) -> None:
        gone = ScoreChange(framework="flask", criterion="performance", remove=True)
        set_scores(decision="public-choice", changes=[gone], by=cast.actor("olga"))
        change = latest(cast)
        assert (change["action"], change["framework"], change["from"], change["to"]) == (
            "removed",
            "flask",
            7,
            None,
        )
        back = ScoreChange(framework="flask", criterion="performance", value=Decimal("7.25"))
        set_scores(decision="public-choice", changes=[back], by=cast.actor("olga"))
        change = latest(cast)
        assert (change["action"], change["from"], change["to"], change["revision"]) == (
            "added",
            None,
            7.25,
            3,
        )

    def test_tells_of_citations_and_scenarios(self, cast: Cast) -> None:
        claim = Claim.objects.create(
            source=Source.objects.create(slug="s", title="S"), kind="score", text="so"
        )
        change = ScoreChange(framework="flask", criterion="performance", claims=[claim.pk])
        set_scores(decision="public-choice", changes=[change], by=cast.actor("olga"))
        told = latest(cast)
        assert (told["what"], told["framework"], told["criterion"], told["to"]) == (
            "citation", "flask", "performance", claim.pk,
        )  # fmt: skip
        save_scenario(
            decision="public-choice",
            slug="fast",
            name="Fast",
            points={"performance": Decimal(9)},
            by=cast.actor("olga"),
        )
        told = {row["what"]: row for row in cast.visitor.get(PATH).json()["results"][:2]}
        assert told["scenario"]["to"] == "Fast"
        assert (told["scenario_weight"]["name"], told["scenario_weight"]["to"]) == ("Fast", 9)

    def test_tells_of_what_was_done_past_the_product(self, cast: Cast) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE matrix_decision SET title = 'Renamed' WHERE slug = 'public-choice'")
            cursor.execute("SELECT session_user")
            [login] = cursor.fetchone()
        change = latest(cast)
        assert (change["who"], change["door"], change["field"], change["to"]) == (
            login,
            "sql",
            "title",
            "Renamed",
        )

    def test_tells_what_became_of_borrowed_rows(self, cast: Cast) -> None:
        Scale.objects.update(high=20)
        change = latest(cast)
        assert (change["revision"], change["what"], change["name"], change["field"]) == (
            2,
            "scale",
            "zero-to-ten",
            "high",
        )
        assert (change["from"], change["to"]) == (10, 20)

    def test_tells_of_one_revision_one_person_and_one_kind(self, cast: Cast) -> None:
        for name, points in (("olga", 1), ("edgar", 2), ("olga", 3)):
            set_weights(
                decision="public-choice", points={"performance": Decimal(points)}, by=cast.actor(name)
            )
        Framework.objects.create(slug="django", name="Django")
        add_alternative(decision="public-choice", framework="django", fields={}, by=cast.actor("olga"))

        member = cast.client("victor")

        def revisions(query: str) -> list[int]:
            return [row["revision"] for row in member.get(f"{PATH}?{query}").json()["results"]]

        assert revisions("revision=3") == [3]
        assert revisions("since=3") == [5, 4]
        assert revisions("who=olga&since=1") == [5, 4, 2]
        assert revisions("what=alternative&since=1") == [5]
        page = member.get(f"{PATH}?who=olga&page_size=1").json()
        assert [row["revision"] for row in member.get(page["next"]).json()["results"]] == [4]
        refused(cast.visitor.get(f"{PATH}?revision=9"), 404)
        refused(cast.visitor.get(f"{PATH}?what=ballot"), 400)

    def test_tells_links_by_the_names_of_what_they_point_to(self, cast: Cast) -> None:
        Criterion.objects.create(slug="group", name="Group", scale=Scale.objects.get())
        add_criterion(decision="public-choice", criterion="group", fields={}, by=cast.actor("olga"))
        parent = Weight.objects.get(decision=cast.public, criterion__slug="group")
        fields = {"parent": parent}
        change_criterion(
            decision="public-choice", criterion="performance", fields=fields, by=cast.actor("olga")
        )
        change = latest(cast)
        assert (change["criterion"], change["field"], change["from"], change["to"]) == (
            "performance",
            "parent",
            None,
            "group",
        )

    def test_pages_to_the_beginning_and_back(self, cast: Cast) -> None:
        for points in range(3):
            set_weights(
                decision="public-choice", points={"performance": Decimal(points)}, by=cast.actor("olga")
            )
        seen, address_of_next = [], f"{PATH}?page_size=20"
        while address_of_next:
            page = cast.visitor.get(address_of_next).json()
            seen += [row["id"] for row in page["results"]]
            before, address_of_next = address_of_next, page["next"]
        assert len(seen) == len(set(seen))
        # The decision, 4 alternatives and their printed totals, 7 weights, 28 scores, 3 changes.
        assert len(seen) == 1 + 4 + 4 + 7 + 28 + 3
        back = cast.visitor.get(page["previous"]).json()
        assert back["next"] == before or back["next"].endswith(before.rpartition("?")[2])

    @pytest.mark.parametrize("cursor", ["x", "-1", "1.5"])
    def test_refuses_a_cursor_that_is_not_its_own(self, cast: Cast, cursor: str) -> None:
        refused(cast.visitor.get(f"{PATH}?cursor={cursor}"), 400)

    def test_ends_where_nothing_is_left(self, cast: Cast) -> None:
        assert cast.visitor.get(PATH + "?cursor=0").json() == {"next": None, "previous": None, "results": []}
