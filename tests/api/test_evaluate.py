"""POST …/evaluate/: what-if, nothing stored."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decision import engine
from decision.engine.methods import METHODS
from decision.matrix.models import Decision, Score, Weight
from decision.matrix.selectors import matrix_of, open_decision
from decision.matrix.shapes import MethodRanking, Ranking, SetRankings
from decision.teams.actors import visitor
from frameworks.models import Claim, Source
from tests.api.asking import address, refused, send
from tests.cast import WEIGHTS, Cast, add_gate, add_scenario

WRITTEN_DOWN = Path(__file__).parent / "what_ifs.json"
EVALUATE = address("public-choice", "evaluate/")
EVERYTHING = {key for key, _ in WEIGHTS}


def ask(cast: Cast, body: object, status: int = 200) -> dict[str, object]:
    answer = send(cast.visitor, "POST", EVALUATE, body)
    assert answer.status_code == status, answer.content
    found: dict[str, object] = answer.json()
    return found


class TestWeights:
    def test_are_taken_in_place_of_the_decision_s(self, cast: Cast) -> None:
        answer = ask(cast, {"weights": {"performance": 125}})
        Ranking.model_validate(answer)
        assert answer["weights"]["performance"] == 0.625  # type: ignore[index]

    def test_left_out_altogether_answer_the_stored_ranking(self, cast: Cast) -> None:
        assert ask(cast, {}) == cast.visitor.get(address("public-choice", "ranking/")).json()

    def test_store_nothing(self, cast: Cast) -> None:
        ask(cast, {"weights": {"performance": 99}, "scores": {"flask": {"performance": 1}}})
        assert Decision.objects.get(pk=cast.public.pk).revision == 1
        assert Weight.objects.get(decision=cast.public, criterion__slug="performance").points == 25

    def test_may_have_any_number_of_decimals(self, cast: Cast) -> None:
        zero = dict.fromkeys(EVERYTHING - {"auth-security"}, 0)
        nothing = "".join(f',"{key}":0' for key in EVERYTHING - {"performance", "auth-security"})
        exact = f'"performance":0.1234567890123456789,"auth-security":0.1234567890123456788{nothing}'
        answer = send(cast.visitor, "POST", EVALUATE, f'{{"weights":{{{exact}}}}}'.encode()).json()
        assert answer["weights"]["performance"] == 0.5
        assert ask(cast, {"weights": {**zero, "auth-security": 1e-12}})["recommendation"]["framework"] == (  # type: ignore[index]
            "django-rest-framework"
        )

    @pytest.mark.parametrize(
        ("value", "place"),
        [(-3, "/weights/performance"), ("30", "/weights/performance"), (True, "/weights/performance"),
         (None, "/weights/performance"), ([], "/weights/performance"), ({}, "/weights/performance")],
    )  # fmt: skip
    def test_that_are_no_points_are_refused_by_name(self, cast: Cast, value: object, place: str) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, {"weights": {"performance": value}}), 400, place)

    def test_of_unknown_criteria_are_refused_by_name(self, cast: Cast) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, {"weights": {"a/b~": 3}}), 400, "/weights/a~1b~0")

    def test_all_zero_are_refused(self, cast: Cast) -> None:
        keys = Weight.objects.filter(decision=cast.public).values_list("criterion__slug", flat=True)
        problem = refused(send(cast.visitor, "POST", EVALUATE, {"weights": dict.fromkeys(keys, 0)}), 400)
        assert problem["title"] == "Invalid weights"


class TestTheAnswer:
    def test_is_to_the_byte_what_is_written_down(self, cast: Cast) -> None:
        add_gate(cast.public, "aws-lambda-support", 5)
        for written in orjson.loads(WRITTEN_DOWN.read_bytes()):
            answer = send(cast.visitor, "POST", EVALUATE, written["asked"])
            assert answer.content == orjson.dumps(written["answered"])


class TestWeightSets:
    def test_answer_totals_ranks_and_winners_in_order(self, cast: Cast) -> None:
        others = dict.fromkeys(EVERYTHING, 0)
        sets = [
            {},
            {**others, "performance": 0, "auth-security": 5},
            {**others, "performance": 1, "auth-security": 0},
        ]
        answer = ask(cast, {"weight_sets": sets})
        SetRankings.model_validate(answer)
        rankings = answer["rankings"]
        assert [row["winner"] for row in rankings] == [["fastapi"], ["django-rest-framework"], ["fastapi"]]  # type: ignore[attr-defined]
        assert rankings[0]["totals"]["fastapi"] == 9.65  # type: ignore[index]
        assert rankings[1]["ranks"] == {"fastapi": 2, "django-rest-framework": 1, "flask": 3, "tornado": 4}  # type: ignore[index]

    def test_take_ten_thousand_and_refuse_more(self, cast: Cast) -> None:
        many = [{"performance": number % 90} for number in range(10_000)]
        assert len(ask(cast, {"weight_sets": many})["rankings"]) == 10_000  # type: ignore[arg-type]
        refused(send(cast.visitor, "POST", EVALUATE, {"weight_sets": [*many, {}]}), 400, "/weight_sets")
        refusal = ask(cast, {"weight_sets": [*many, {}]}, 400)
        assert refusal["detail"] == "/weight_sets: There may be at most 10000 here (got 10001)."

    def test_agree_with_single_what_ifs(self, cast: Cast) -> None:
        weights = {"performance": 3, "auth-security": 41.5}
        alone = ask(cast, {"weights": weights})
        (among,) = ask(cast, {"weight_sets": [weights]})["rankings"]  # type: ignore[misc]
        assert among["totals"] == pytest.approx({row["framework"]: row["total"] for row in alone["ranking"]})  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("bad", "place"),
        [({"performance": -1}, "/weight_sets/1/performance"), ({"performance": "1"}, "/weight_sets/1/performance"),
         ({"performance": True}, "/weight_sets/1/performance"), ({"nope": 1}, "/weight_sets/1/nope"),
         ([1], "/weight_sets/1"), (7, "/weight_sets/1")],
    )  # fmt: skip
    def test_name_the_set_that_is_wrong(self, cast: Cast, bad: object, place: str) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, {"weight_sets": [{}, bad]}), 400, place)

    def test_give_no_rank_to_what_a_must_have_excludes(self, cast: Cast) -> None:
        add_gate(cast.public, "auth-security", 6)
        (row,) = ask(cast, {"weight_sets": [{}]})["rankings"]  # type: ignore[misc]
        assert row["ranks"]["tornado"] is None

    def test_stand_on_the_scenario(self, cast: Cast) -> None:
        add_scenario(cast.public, "fast", performance=125)
        alone = ask(cast, {"scenario": "fast"})
        (among,) = ask(cast, {"scenario": "fast", "weight_sets": [{}]})["rankings"]  # type: ignore[misc]
        assert among["totals"] == pytest.approx({row["framework"]: row["total"] for row in alone["ranking"]})  # type: ignore[attr-defined]

    def test_do_not_go_with_weights(self, cast: Cast) -> None:
        refused(
            send(cast.visitor, "POST", EVALUATE, {"weights": {}, "weight_sets": [{}]}), 400, "/weight_sets"
        )


class TestScores:
    def test_are_taken_in_place_of_stored_ones(self, cast: Cast) -> None:
        rows = ask(cast, {"scores": {"tornado": {"documentation": 6}}})["ranking"]
        assert next(row["total"] for row in rows if row["framework"] == "tornado") == 6.9  # type: ignore[attr-defined]

    def test_null_makes_one_missing(self, cast: Cast) -> None:
        rows = ask(cast, {"scores": {"tornado": {"documentation": None}}})["ranking"]
        row = next(row for row in rows if row["framework"] == "tornado")  # type: ignore[attr-defined]
        assert (row["low"], row["high"], row["missing"]) == (6.0, 7.5, ["documentation"])

    @pytest.mark.parametrize(
        ("scores", "place"),
        [({"tornado": {"documentation": 11}}, "/scores/tornado/documentation"),
         ({"tornado": {"nope": 1}}, "/scores/tornado/nope"), ({"nope": {"documentation": 1}}, "/scores/nope"),
         ({"tornado": {"documentation": "6"}}, "/scores/tornado/documentation"), ({"tornado": 3}, "/scores/tornado")],
    )  # fmt: skip
    def test_that_cannot_be_are_refused_by_place(self, cast: Cast, scores: object, place: str) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, {"scores": scores}), 400, place)


class TestExcludedSources:
    def test_take_away_the_scores_that_rest_only_on_them(self, cast: Cast) -> None:
        one, other = (Source.objects.create(slug=slug, title=slug) for slug in ("one", "other"))
        claims = [Claim.objects.create(source=source, kind="score", text="so") for source in (one, other)]
        cell = Score.objects.get(decision=cast.public, alternative__framework__slug="flask", value=9)
        cell.claims.set(claims[:1])
        both = Score.objects.get(decision=cast.public, alternative__framework__slug="flask", value=8)
        both.claims.set(claims)
        rows = ask(cast, {"exclude_sources": ["one"]})["ranking"]
        missing = {row["framework"]: row["missing"] for row in rows}  # type: ignore[attr-defined]
        assert missing == {
            "fastapi": [], "django-rest-framework": [], "flask": ["community-support"], "tornado": [],
        }  # fmt: skip

    def test_must_exist(self, cast: Cast) -> None:
        refused(
            send(cast.visitor, "POST", EVALUATE, {"exclude_sources": ["nope"]}), 400, "/exclude_sources/0"
        )


class TestRequest:
    @pytest.mark.parametrize("body", [[], 7, "text", {"weights": 3}, {"unknown": 1}, {"method": "electre"},
                                      {"weights": None, "scores": None}, {"exclude_sources": "one"}])  # fmt: skip
    def test_of_another_form_is_refused(self, cast: Cast, body: object) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, body), 400)

    def test_unknown_scenario_is_not_found(self, cast: Cast) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, {"scenario": "nope"}), 404)

    def test_asks_for_an_expected_revision(self, cast: Cast) -> None:
        assert send(cast.visitor, "POST", EVALUATE, {}, **{"If-Match": '"1"'}).status_code == 200
        assert refused(send(cast.visitor, "POST", EVALUATE, {}, **{"If-Match": '"9"'}), 412)["revision"] == 1

    def test_costs_one_query_once_the_matrix_is_known(self, cast: Cast) -> None:
        ask(cast, {})
        with CaptureQueriesContext(connection) as queries:
            ask(cast, {"weights": {"performance": 1}})
        assert len(queries) == 1

    def test_states_the_engine_s_numbers(self, cast: Cast) -> None:
        points = {"performance": Decimal("31.7"), "documentation": Decimal(0)}
        loaded = matrix_of(open_decision("public-choice", by=visitor("api")))
        ranking = engine.rank(loaded.matrix, points, loaded.labels)
        answer = ask(cast, {"weights": {"performance": 31.7, "documentation": 0}})
        assert [(row["framework"], row["total"]) for row in answer["ranking"]] == [  # type: ignore[attr-defined]
            (standing.alternative, float(standing.total)) for standing in ranking.standings
        ]


class TestHowOften:
    def test_does_not_depend_on_weights_and_is_not_drawn_for_passing_scores(self, cast: Cast) -> None:
        stored = cast.visitor.get(address("public-choice", "ranking/")).json()["recommendation"]["robustness"]
        asked = [{"weights": {"performance": 60}}, {"scores": {"flask": {"performance": 6}}}]
        moved, rescored = (ask(cast, body)["recommendation"]["robustness"] for body in asked)  # type: ignore[index]
        assert (moved, rescored) == (stored, None)


class TestMethods:
    @pytest.mark.parametrize("method", METHODS[1:])
    def test_run_once_and_for_many_sets_alike(self, cast: Cast, method: str) -> None:
        once = ask(cast, {"method": method, "weights": {"performance": 60}})
        MethodRanking.model_validate(once)
        sets = ask(cast, {"method": method, "weight_sets": [{"performance": 60}, {}]})
        SetRankings.model_validate(sets)
        totals = {row["framework"]: row["total"] for row in once["ranking"]}  # type: ignore[attr-defined, index]
        assert sets["rankings"][0]["totals"] == pytest.approx(totals)  # type: ignore[index]
        assert sets["method"] == method

    def test_take_their_options(self, cast: Cast) -> None:
        one, other = (ask(cast, {"method": "vikor", "options": {"v": v}})["ranking"] for v in (0, 1))
        assert one != other
        level = {"preference": {"type": "level", "q": 1, "p": 3}}
        assert ask(cast, {"method": "promethee_ii", "options": level})["normalization"] == "none"

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({"method": "electre"}, "/method"),
            ({"method": "vikor", "options": {"v": 2}}, "/options/v"),
            ({"method": "topsis", "options": {"v": 0.5}}, "/options/v"),
            ({"options": {"v": 0.5}}, "/options/v"),
            ({"weight_sets": [{}], "options": {"v": 0.5}}, "/options/v"),
            ({"method": "topsis", "scores": {"flask": {"performance": None}}}, "/scores/flask/performance"),
            (
                {"method": "weighted_product", "scores": {"flask": {"performance": 0}}},
                "/scores/flask/performance",
            ),
        ],
    )
    def test_say_what_they_cannot_take(self, cast: Cast, body: dict[str, object], place: str) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, body), 400, place)

    def test_leave_out_what_a_gate_excludes(self, cast: Cast) -> None:
        add_gate(cast.public, "performance", 8)
        answer = ask(cast, {"method": "topsis"})
        excluded = answer["excluded"]
        assert excluded
        assert all(row["rank"] is None and row["total"] is None for row in excluded)  # type: ignore[index, attr-defined]
        sets = ask(cast, {"method": "topsis", "weight_sets": [{}]})["rankings"][0]  # type: ignore[index]
        assert sets["totals"][excluded[0]["framework"]] is None  # type: ignore[index]


class TestTables:
    def test_a_table_by_another_method_has_its_own_figures_only(self, cast: Cast) -> None:
        body = {
            "alternatives": ["a", "b"],
            "criteria": [{"key": "price", "weight": 3, "direction": "cost"}, {"key": "speed", "weight": 7}],
            "scores": [[200, 10], [250, 16]],
            "method": "topsis",
        }
        answer = send(cast.visitor, "POST", "/api/v1/evaluate/", body)
        assert answer.status_code == 200, answer.content
        row = answer.json()["ranking"][0]
        assert set(row) == {
            "alternative", "rank", "tied", "total", "missing", "distance_to_ideal", "distance_to_anti_ideal",
        }  # fmt: skip
        refused(
            send(cast.visitor, "POST", "/api/v1/evaluate/", {**body, "options": {"v": 1}}), 400, "/options/v"
        )
