"""Rounds and ballots over the API."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client

from decision.matrix import services as matrix
from decision.rounds import services
from decision.rounds.models import Round
from tests.api.asking import address, refused, send
from tests.cast import Cast

from .voting import CRITERIA, EVEN, SECURE, opened, vote

pytestmark = pytest.mark.django_db
SLUG = "shared-choice"
ROUNDS, BALLOTS = address(SLUG, "rounds/"), address(SLUG, "ballots/")
POINTS = dict.fromkeys(CRITERIA, 10)


def got(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"] == "private, no-store"
    return orjson.loads(answer.content)


class TestRounds:
    def test_are_opened_listed_revealed(self, cast: Cast) -> None:
        edgar = cast.client("edgar")
        answer = send(edgar, "POST", ROUNDS, {"asks": "both", "member_weights": {"cora": 2}})
        assert answer.status_code == 201, answer.content
        assert answer["Location"] == f"{ROUNDS}1/"
        made = orjson.loads(answer.content)
        assert [row["criterion"] for row in made["criteria"]] == list(CRITERIA)
        assert {row["member"]: row["weight"] for row in made["members"]} == {"olga": 1, "edgar": 1, "cora": 2}
        refused(send(edgar, "POST", ROUNDS, {}), 409)
        refused(send(edgar, "PATCH", f"{ROUNDS}1/", {"status": "revealed"}), 409)
        assert send(edgar, "PATCH", f"{ROUNDS}1/", {"status": "cancelled"}).status_code == 200
        assert [row["status"] for row in got(cast.client("victor"), ROUNDS)["results"]] == ["cancelled"]
        refused(edgar.get(f"{ROUNDS}2/"), 404)

    def test_name_what_is_wrong(self, cast: Cast) -> None:
        edgar = cast.client("edgar")
        refused(send(edgar, "POST", ROUNDS, {"asks": "all"}), 400, "/asks")
        refused(send(edgar, "POST", ROUNDS, {"reveal": "at_time"}), 400, "/closes_at")
        refused(
            send(edgar, "POST", ROUNDS, {"reveal": "at_time", "closes_at": "2020-01-01T00:00:00Z"}),
            400,
            "/closes_at",
        )
        refused(send(edgar, "POST", ROUNDS, {"member_weights": {"otto": 2}}), 400, "/member_weights/otto")

    @pytest.mark.parametrize(("who", "status"), [("visitor", 401), ("otto", 403), ("stella", 403)])
    def test_of_a_public_decision_are_its_teams_alone(self, cast: Cast, who: str, status: int) -> None:
        opened(cast, "public-choice")
        for part in ("rounds/", "rounds/1/", "rounds/1/comparison/", "ballots/"):
            refused(cast.client(who).get(address("public-choice", part)), status)
        refused(send(cast.client(who), "POST", address("public-choice", "rounds/"), {}), status)
        refused(
            send(cast.client(who), "PUT", address("public-choice", "ballots/"), {"weights": POINTS}), status
        )

    def test_do_not_exist_for_outsiders(self, cast: Cast) -> None:
        opened(cast)
        for part in ("rounds/", "rounds/1/", "rounds/1/comparison/", "ballots/"):
            refused(cast.client("otto").get(address(SLUG, part)), 404)


class TestBallots:
    def test_grow_and_are_finished(self, cast: Cast) -> None:
        opened(cast)
        cora = cast.client("cora")
        answer = orjson.loads(send(cora, "PATCH", BALLOTS, {"weights": {"performance": 2.5}}).content)
        assert answer["weights"] == {"performance": 2.5}
        assert answer["missing"]["weights"] == list(CRITERIA[1:])
        refused(send(cora, "PATCH", BALLOTS, {"finished": True}), 400, "/weights/scalability")
        answer = orjson.loads(send(cora, "PUT", BALLOTS, {"weights": POINTS, "finished": True}).content)
        assert (answer["finished"], answer["missing"]) == (True, {"weights": [], "scores": []})
        refused(send(cora, "PATCH", BALLOTS, {"weights": {"performance": 1}}), 409)
        answer = orjson.loads(
            send(cora, "PATCH", BALLOTS, {"finished": False, "weights": {"performance": 1}}).content
        )
        assert (answer["finished"], answer["weights"]["performance"]) == (False, 1)

    def test_hold_scores_and_no_opinions(self, cast: Cast) -> None:
        opened(cast, asks="scores")
        cell = {"framework": "flask", "criterion": "performance"}
        answer = orjson.loads(
            send(cast.client("cora"), "PATCH", BALLOTS, {"scores": [cell | {"value": None}]}).content
        )
        assert answer["scores"] == [cell | {"value": None}]
        refused(
            send(cast.client("cora"), "PATCH", BALLOTS, {"scores": [cell | {"value": 11}]}),
            400,
            "/scores/0/value",
        )
        refused(
            send(cast.client("cora"), "PATCH", BALLOTS, {"weights": {"performance": 1}}),
            400,
            "/weights/performance",
        )

    @pytest.mark.django_db(transaction=True)
    def test_on_a_criterion_deleted_meanwhile_are_refused_by_name(self, cast: Cast) -> None:
        opened(cast)
        matrix.remove_criterion(decision=SLUG, criterion="scalability", by=cast.actor("olga"))
        problem = refused(
            send(cast.client("cora"), "PUT", BALLOTS, {"weights": POINTS}), 400, "/weights/scalability"
        )
        assert problem["detail"] == "“Scalability” is no longer part of the decision."

    def test_after_the_reveal_are_refused_in_words(self, cast: Cast) -> None:
        opened(cast)
        refused(cast.client("cora").get(f"{ROUNDS}1/comparison/"), 409)
        vote(cast, "edgar", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        problem = refused(send(cast.client("cora"), "PUT", BALLOTS, {"weights": POINTS}), 409)
        assert problem["detail"] == "Round 1 is revealed: its ballots are closed. Wait for the next round."

    def test_are_changed_as_one_or_not_at_all(self, cast: Cast) -> None:
        opened(cast)
        client = cast.client("cora")
        refused(send(client, "PUT", BALLOTS, {"weights": {"performance": 77}, "finished": True}), 400)
        assert got(client, BALLOTS)["results"][0]["weights"] == {}
        vote(cast, "cora", EVEN)
        body = {"weights": {"performance": -1}, "finished": False}
        refused(send(client, "PATCH", BALLOTS, body), 400, "/weights/performance")
        assert got(client, BALLOTS)["results"][0]["finished"]

    def test_need_a_write_scope(self, cast: Cast) -> None:
        opened(cast)
        refused(send(Client(), "PUT", BALLOTS, {"weights": POINTS}, **cast.bearer("cora", "read")), 403)
        assert send(Client(), "PUT", BALLOTS, {"weights": POINTS}, **cast.bearer("cora")).status_code == 200

    def test_of_all_are_shown_to_all_members_after_the_reveal(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        vote(cast, "edgar", SECURE)
        vote(cast, "olga", {"performance": EVEN["performance"]}, finish=False)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        found = got(cast.client("victor"), BALLOTS)["results"]
        assert {row["name"]: row["weights"]["auth-security"] for row in found} == {"cora": 10, "edgar": 300}


class TestComparing:
    def test_answers_everything_that_the_page_shows(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        vote(cast, "edgar", SECURE)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        found = got(cast.client("cora"), f"{ROUNDS}1/comparison/?aggregate=median")
        assert found["aggregate"] == "median"
        assert sum(found["group"]["weights"].values()) == pytest.approx(1)
        assert [row["member"] for row in found["members"]] == ["edgar", "cora"]
        security = next(row for row in found["criteria"] if row["criterion"] == "auth-security")
        assert (security["lowest"], security["highest"]) == ("cora", "edgar")
        assert found["split"] == {"weights": 1, "scores": 0}
        assert set(found["pair"]["members"]) == {"cora", "edgar"}
        assert found["left_out"] == ["olga"]
        refused(cast.client("cora").get(f"{ROUNDS}1/comparison/?aggregate=mode"), 400, "/aggregate")

    @pytest.mark.django_db(transaction=True)
    def test_is_applied_under_a_condition(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        edgar, path = cast.client("edgar"), f"{ROUNDS}1/apply/"
        refused(send(cast.client("cora"), "POST", path, {}), 403)
        refused(send(edgar, "POST", path, {}, **{"If-Match": '"99"'}), 412)
        refused(send(edgar, "POST", path, {"aggregate": "mode"}), 400, "/aggregate")
        answer = send(edgar, "POST", path, {}, **{"If-Match": '"1"'})
        assert orjson.loads(answer.content) == {
            "decision": SLUG,
            "revision": 2,
            "round": 1,
            "aggregate": "arithmetic",
        }
        assert Round.objects.get().applied_revision == 2
