"""GET …/robustness/, studies, and robustness of a table of one's own."""

from __future__ import annotations

from typing import Any
from zlib import decompress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decision.matrix.models import Decision, Score, Weight
from decision.matrix.selectors import matrix_of, open_decision
from decision.robustness import api, shapes
from decision.robustness.asking import Asked
from decision.robustness.models import Study
from decision.robustness.room import room_to_compute
from decision.robustness.selectors import robustness_of
from decision.robustness.turns import take_turn
from decision.teams.actors import visitor
from tests.api.asking import address, refused, send
from tests.builders import make_decision, make_wide_decision
from tests.cast import Cast, add_gate, add_scenario

ROBUSTNESS = address("public-choice", "robustness/")
STUDIES = address("public-choice", "studies/")
FEW = "?draws=2000"


def ask(cast: Cast, query: str = FEW, slug: str = "public-choice") -> dict[str, Any]:
    answer = cast.visitor.get(address(slug, f"robustness/{query}"))
    assert answer.status_code == 200, answer.content
    assert b"NaN" not in answer.content
    shapes.Robustness.model_validate_json(answer.content)
    found: dict[str, Any] = answer.json()
    return found


def by_framework(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["framework"]: row for row in answer["alternatives"]}


class TestAnswer:
    def test_has_the_promised_form(self, cast: Cast) -> None:
        answer = ask(cast)
        promised = {
            "revision", "draws", "seed", "dominance", "alternatives", "criteria", "score_flips", "methods",
        }  # fmt: skip
        assert promised <= set(answer)
        assert {
            "framework", "can_win", "proof", "winning_weights", "nearest_flip", "rank_acceptability", "standard_error",
            "central_weights", "confidence_factor",
        } <= set(answer["alternatives"][0])  # fmt: skip
        assert {"criterion", "share", "stable_from", "stable_to", "flips"} <= set(answer["criteria"][0])
        assert {"framework", "criterion", "from", "to", "winner"} <= set(answer["score_flips"][0])
        assert {"method", "winner", "ranks", "kendall_tau"} <= set(answer["methods"][0])

    def test_draws_a_hundred_thousand_times_where_nobody_says(self, cast: Cast) -> None:
        answer = ask(cast, "")
        assert (answer["draws"], answer["seed"], answer["revision"]) == (100_000, 0, 1)

    def test_says_what_would_unseat_the_winner(self, cast: Cast) -> None:
        answer = ask(cast)
        flips = {row["criterion"]: row["flips"] for row in answer["criteria"]}
        assert flips["auth-security"] == [{"at": 0.7213114754, "winner": "django-rest-framework"}]
        assert flips["performance"] == []
        rows = by_framework(answer)
        assert rows["fastapi"]["nearest_flip"] is None
        assert rows["django-rest-framework"]["nearest_flip"]["moved"] > 0
        assert rows["django-rest-framework"]["can_win"]

    def test_says_who_can_never_win_and_why(self, cast: Cast) -> None:
        answer = ask(cast)
        rows = by_framework(answer)
        for never in ("flask", "tornado"):
            assert not rows[never]["can_win"]
            assert rows[never]["proof"]
            assert rows[never]["rank_acceptability"][0] == 0
            assert rows[never]["nearest_flip"] is None
            assert rows[never]["winning_weights"] is None
        assert {"winner": "fastapi", "loser": "tornado", "strict": True} in answer["dominance"]

    def test_applying_the_nearest_flip_ties(self, cast: Cast) -> None:
        flip = by_framework(ask(cast))["django-rest-framework"]["nearest_flip"]
        ranking = send(
            cast.visitor, "POST", address("public-choice", "evaluate/"), {"weights": flip["points"]}
        ).json()
        assert {row["framework"] for row in ranking["ranking"] if row["rank"] == 1} >= {
            "django-rest-framework"
        }

    def test_shares_sum_to_one_over_ranks_and_over_alternatives(self, cast: Cast) -> None:
        rows = [row["rank_acceptability"] for row in ask(cast)["alternatives"]]
        for line in (*rows, *zip(*rows, strict=True)):
            assert sum(line) == pytest.approx(1)

    def test_is_the_engine_s_own(self, cast: Cast) -> None:
        loaded = matrix_of(open_decision("public-choice", by=visitor()))
        found = robustness_of(loaded, Asked(draws=2000))
        rows = by_framework(ask(cast))
        for place in found.sampled.places.places:
            assert rows[place.alternative]["rank_acceptability"] == list(place.shares)
        for proof in found.exact.proofs:
            assert rows[proof.alternative]["proof"] == proof.sentence

    def test_compares_the_methods(self, cast: Cast) -> None:
        answer = ask(cast)
        methods = {row["method"]: row for row in answer["methods"]}
        assert {"topsis", "vikor", "promethee_ii", "weighted_product", "copras", "moora"} <= set(methods)
        assert methods["topsis"]["winner"] == "fastapi"
        assert answer["agreement"]["summary"]

    def test_knows_uncertain_and_missing_scores(self, cast: Cast) -> None:
        scores = Score.objects.filter(alternative__decision=cast.public)
        scores.filter(alternative__framework__slug="flask").update(low=1, high=10)
        scores.filter(
            alternative__framework__slug="tornado", weight__criterion__slug="documentation"
        ).delete()
        answer = ask(cast, "?draws=2000&seed=3")
        flask = by_framework(answer)["flask"]["possible_ranks"]
        assert answer["measure_next"]["cells"]
        assert {cell["kind"] for cell in answer["open_cells"]} == {"missing", "uncertain"}
        assert flask["best"] < flask["worst"]
        assert by_framework(answer)["fastapi"]["confidence_factor"] is not None
        assert answer["causes"]


class TestOptions:
    def test_the_same_seed_gives_the_same_figures_and_another_others(self, cast: Cast) -> None:
        one, same, other = (ask(cast, f"?draws=2000&seed={seed}") for seed in (1, 1, 2))
        assert one == same
        assert one["alternatives"][1]["rank_acceptability"] != other["alternatives"][1]["rank_acceptability"]

    def test_a_scenario_s_weights_are_taken(self, cast: Cast) -> None:
        add_scenario(cast.public, "secure", auth_security=400)
        answer = ask(cast, "?draws=2000&scenario=secure")
        assert answer["recommendation"]["framework"] == "django-rest-framework"
        refused(cast.visitor.get(f"{ROBUSTNESS}?scenario=none"), 404)

    def test_weights_may_be_drawn_around_within_and_ordered(self, cast: Cast) -> None:
        around = ask(cast, "?draws=2000&weights=around&spread=0.2")
        assert (around["weights"], around["spread"]) == ("around", 0.2)
        order = "auth-security,community-support=performance,scalability,documentation,developer-experience"
        ordered = ask(cast, f"?draws=2000&weights=ordered&order={order},aws-lambda-support")
        assert ordered["order"][:2] == [["auth-security"], ["community-support", "performance"]]
        assert ask(cast, "?draws=2000&weights=within&spread=0.2")["weights"] == "within"

    def test_weights_may_be_drawn_within_stated_limits(self, cast: Cast) -> None:
        limits = "auth-security>%3D2*performance,auth-security<%3D0.5,scalability<%3Dperformance"
        answer = ask(cast, f"?draws=2000&weights=limited&limits={limits}")
        assert answer["weights"] == "limited"
        assert answer["limits"] == [
            {"criterion": "auth-security", "at_least": 2.0, "over": "performance"},
            {"criterion": "auth-security", "at_most": 0.5, "over": None},
            {"criterion": "scalability", "at_most": 1.0, "over": "performance"},
        ]
        assert 0.05 < answer["acceptance"] < 0.25
        central = next(row["central_weights"] for row in answer["alternatives"] if row["rank"] == 1)
        assert central["auth-security"] > 2 * central["performance"]
        assert answer == ask(cast, f"?draws=2000&weights=limited&limits={limits}")

    def test_limits_that_leave_no_room_are_named(self, cast: Cast) -> None:
        limits = "documentation<%3D0.9,performance>%3D0.6,scalability>%3D0.6"
        answer = cast.visitor.get(f"{ROBUSTNESS}?weights=limited&limits={limits}")
        refused(answer, 400, "/limits/1")
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/limits/1", "/limits/2"]

    def test_locked_criteria_keep_their_share(self, cast: Cast) -> None:
        free = by_framework(ask(cast))["django-rest-framework"]["smallest_move"]
        giver = min(free["changes"], key=lambda change: change["to"] - change["from"])["criterion"]
        locked = by_framework(ask(cast, f"{FEW}&locked={giver}"))["django-rest-framework"]["smallest_move"]
        assert giver not in {change["criterion"] for change in locked["changes"]}
        assert locked["moved"] >= free["moved"]

    def test_the_nearest_weights_by_distance_are_given_on_request(self, cast: Cast) -> None:
        assert by_framework(ask(cast))["django-rest-framework"]["nearest_by_distance"] is None
        assert by_framework(ask(cast, f"{FEW}&nearest=distance"))["django-rest-framework"][
            "nearest_by_distance"
        ]

    @pytest.mark.parametrize(
        ("query", "pointer"),
        [
            ("draws=0", "/draws"), ("draws=-1", "/draws"), ("draws=many", "/draws"), ("draws=1e5", "/draws"),
            ("draws=200001", "/draws"), ("draws=99999999999", "/draws"), ("draws=٣", "/draws"),
            ("seed=-1", "/seed"), ("seed=one", "/seed"), ("seed=9007199254740992", "/seed"), ("seed=1.5", "/seed"),
            ("weights=mine", "/weights"), ("spread=0.3", "/spread"), ("weights=around&spread=2", "/spread"),
            ("weights=around&spread=nan", "/spread"), ("weights=around&spread=x", "/spread"),
            ("weights=ordered", "/order"), ("weights=ordered&order=performance", "/order"),
            ("weights=ordered&order=nothing", "/order"), ("order=performance", "/order"),
            ("weights=limited", "/limits"), ("limits=performance>=0.2", "/limits"),
            ("weights=limited&limits=performance", "/limits/0"),
            ("weights=limited&limits=performance>=0.1,nothing>=0.2", "/limits/1"),
            ("weights=limited&limits=performance>=2", "/limits/0"),
            ("weights=limited&limits=performance>=2*performance", "/limits/0"),
            ("locked=nothing", "/locked"), ("nearest=far", "/nearest"), ("scores=wild", "/scores"),
            ("draw=5", "/draw"), ("method=topsis", "/method"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_by_name(self, cast: Cast, query: str, pointer: str) -> None:
        refused(cast.visitor.get(f"{ROBUSTNESS}?{query}"), 400, pointer)


class TestKeeping:
    def test_takes_one_query_once_it_is_known(self, cast: Cast) -> None:
        ask(cast)
        # Who may see it, and its revision
        with CaptureQueriesContext(connection) as queries:
            ask(cast)
        assert len(queries) == 1

    def test_is_computed_once_for_all_who_ask(self, cast: Cast) -> None:
        loaded = matrix_of(open_decision("public-choice", by=visitor()))
        first = robustness_of(loaded, Asked(draws=500))
        assert robustness_of(loaded, Asked(draws=500)).sampled is first.sampled
        assert robustness_of(loaded, Asked(draws=501)).exact is first.exact
        assert robustness_of(loaded, Asked(draws=501)).sampled is not first.sampled

    def test_answers_304_to_who_has_the_revision(self, cast: Cast) -> None:
        answer = cast.visitor.get(f"{ROBUSTNESS}{FEW}")
        assert answer["ETag"] == '"1"'
        known = cast.visitor.get(f"{ROBUSTNESS}{FEW}", headers={"If-None-Match": '"1"'})
        assert (known.status_code, known.content) == (304, b"")


class TestCorners:
    def small(self, slug: str, weights: Any, scores: Any, names: Any = ("a", "b")) -> None:
        make_decision(slug, frameworks=names, weights=weights, scores=scores)

    def test_one_alternative(self, cast: Cast) -> None:
        self.small("one", (("x", 1), ("y", 2)), ((3, 4),), ("a",))
        row = ask(cast, slug="one")["alternatives"][0]
        assert (row["can_win"], row["rank_acceptability"]) == (True, [1.0])

    def test_one_criterion(self, cast: Cast) -> None:
        self.small("narrow", (("x", 1),), ((3,), (4,)))
        answer = ask(cast, slug="narrow")
        assert answer["criteria"][0]["flips"] == []
        assert not by_framework(answer)["a"]["can_win"]

    def test_all_equal(self, cast: Cast) -> None:
        self.small("equal", (("x", 1), ("y", 2)), ((3, 4), (3, 4)))
        answer = ask(cast, slug="equal")
        assert answer["equals"] == [["a", "b"]]
        assert by_framework(answer)["a"]["rank_acceptability"] == [0.5, 0.5]

    def test_a_criterion_with_all_the_weight(self, cast: Cast) -> None:
        self.small("whole", (("x", 1), ("y", 0)), ((3, 4), (2, 5)))
        assert ask(cast, slug="whole")["criteria"][0]["stable_from"] == 1

    def test_missing_scores_everywhere(self, cast: Cast) -> None:
        self.small("empty", (("x", 1), ("y", 0)), ((None, None), (None, None)))
        assert ask(cast, slug="empty")["measure_next"]["cells"]

    def test_a_must_have_that_excludes_everybody(self, cast: Cast) -> None:
        self.small("out", (("x", 1), ("y", 2)), ((3, 4), (2, 5)))
        add_gate(Decision.objects.get(slug="out"), "x", 9)
        answer = ask(cast, slug="out")
        assert answer["recommendation"]["outcome"] == "undecidable"
        assert [row["rank_acceptability"] for row in answer["alternatives"]] == [[], []]
        assert not any(row["can_win"] for row in answer["alternatives"])

    def test_nothing_in_it(self, cast: Cast) -> None:
        self.small("nothing", (), (), ())
        assert ask(cast, slug="nothing")["alternatives"] == []

    def test_no_weight_at_all_is_a_conflict(self, cast: Cast) -> None:
        self.small("zero", (("x", 0), ("y", 0)), ((3, 4), (2, 5)))
        refused(cast.visitor.get(address("zero", "robustness/")), 409)

    def test_too_much_at_once_is_sent_to_a_study(self, cast: Cast) -> None:
        make_wide_decision(criteria=2, alternatives=120)
        problem = refused(cast.visitor.get(address("wide", "robustness/")), 400)
        assert "studies" in problem["detail"]


class TestStudies:
    def begin(self, cast: Cast, body: object, who: str = "edgar") -> Any:
        return send(cast.client(who), "POST", STUDIES, body)

    def test_is_begun_watched_and_read(self, cast: Cast) -> None:
        begun = self.begin(cast, {"draws": 20_000, "seed": 5})
        assert begun.status_code == 202
        shapes.Study.model_validate_json(begun.content)
        where = begun["Location"]
        assert begun.json()["status"] == "waiting"
        refused(cast.visitor.get(f"{where}result/"), 409)
        while take_turn(0.001):
            pass
        study = cast.visitor.get(where).json()
        assert (study["status"], study["draws_done"], study["progress"]) == ("done", 20_000, 1)
        assert study["first"][0]["framework"] == "fastapi"
        result = cast.visitor.get(study["result"])
        shapes.Robustness.model_validate_json(result.content)
        assert result.json() == ask(cast, "?draws=20000&seed=5")
        packed = cast.visitor.get(study["result"], headers={"Accept-Encoding": "gzip, deflate"})
        assert packed["Content-Encoding"] == "deflate"
        assert decompress(packed.content) == result.content

    def test_is_found_again_by_who_asks_the_same(self, cast: Cast) -> None:
        body = {"draws": 20_000, "points": {"performance": 30}}
        assert self.begin(cast, body)["Location"] == self.begin(cast, body, "visitor")["Location"]

    def test_lists_one_s_own(self, cast: Cast) -> None:
        study = self.begin(cast, {}).json()
        listed = {
            who: cast.client(who).get(STUDIES).json()["results"] for who in ("edgar", "olga", "visitor")
        }
        assert [row["id"] for row in listed["edgar"]] == [study["id"]]
        assert listed["olga"] == listed["visitor"] == []

    def test_is_called_off_by_who_began_it(self, cast: Cast) -> None:
        where = self.begin(cast, {}, "cora")["Location"]
        refused(send(cast.visitor, "DELETE", where, None), 401)
        refused(send(cast.client("victor"), "DELETE", where, None), 403)
        assert send(cast.client("cora"), "DELETE", where, None).status_code == 204
        assert cast.visitor.get(where).json()["status"] == "cancelled"

    def test_is_of_one_decision(self, cast: Cast) -> None:
        number = self.begin(cast, {}).json()["id"]
        refused(cast.client("edgar").get(address("shared-choice", f"studies/{number}/")), 404)

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"draws": 0}, "/draws"), ({"draws": 10_000_001}, "/draws"), ({"draws": 1.5}, "/draws"),
            ({"seed": -1}, "/seed"), ({"weights": "mine"}, "/weights"), ({"spread": 0.2}, "/spread"),
            ({"weights": "ordered", "order": ["performance"]}, "/order"), ({"locked": ["x"]}, "/locked"),
            ({"weights": "limited", "limits": [{"criterion": "performance"}]}, "/limits/0"),
            ({"weights": "limited", "limits": [{"criterion": "x", "at_least": 0.1}]}, "/limits/0"),
            ({"weights": "limited", "limits": [{"criterion": "performance", "at_least": "x"}]}, "/limits/0/at_least"),
            ({"limits": [{"criterion": "performance", "at_least": 0.1}]}, "/limits"),
            ({"points": {"performance": "much"}}, "/points/performance"), ({"draw": 5}, "/draw"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_by_name(self, cast: Cast, body: object, pointer: str) -> None:
        refused(self.begin(cast, body), 400, pointer)
        assert not Study.objects.exists()

    def test_points_that_weigh_nothing_are_refused_at_once(self, cast: Cast) -> None:
        nothing = dict.fromkeys(
            Weight.objects.filter(decision=cast.public).values_list("criterion__slug", flat=True), 0
        )
        refused(self.begin(cast, {"points": nothing}), 400, "/points")
        refused(self.begin(cast, {"points": {"nothing": 1}}), 400, "/points/nothing")
        refused(self.begin(cast, {"points": {"performance": -1}}), 400, "/points/performance")

    def test_stored_weights_that_allow_no_ranking_are_a_conflict(self, cast: Cast) -> None:
        Weight.objects.filter(decision=cast.public).update(points=0)
        refused(self.begin(cast, {"draws": 1_000}), 409)
        assert not Study.objects.exists()


TABLE = {
    "alternatives": ["a", "b"],
    "criteria": [{"key": "x", "weight": 3, "scale": [0, 10]}, {"key": "y", "weight": 2, "scale": [0, 10]}],
    "scores": [[8, 4], [5, 9]],
}


@pytest.mark.django_db
class TestTables:
    def evaluate(self, client: Any, **more: object) -> Any:
        return send(client, "POST", "/api/v1/evaluate/", {**TABLE, **more})

    def test_are_answered_in_the_same_form(self, client: Any) -> None:
        answer = self.evaluate(client, robustness={"draws": 2000, "seed": 1}).json()["robustness"]
        assert [row["alternative"] for row in answer["alternatives"]] == ["a", "b"]
        assert (answer["draws"], answer["seed"]) == (2000, 1)
        assert all(row["can_win"] for row in answer["alternatives"])
        assert answer["criteria"][0]["flips"][0]["winner"] in ("a", "b")
        assert "robustness" not in self.evaluate(client).json()

    @pytest.mark.parametrize("kind", ["none", "minmax", "max", "sum", "vector"])
    def test_of_every_normalization(self, client: Any, kind: str) -> None:
        answer = self.evaluate(client, normalization=kind, robustness={"draws": 500}).json()
        totals = {row["alternative"]: row["total"] for row in answer["ranking"]}
        for row in answer["robustness"]["alternatives"]:
            assert row["total"] == pytest.approx(totals[row["alternative"]], abs=1e-9)

    @pytest.mark.parametrize("kind", ["none", "minmax", "max", "sum", "vector"])
    def test_of_numbers_as_far_apart_as_can_be_written(self, client: Any, kind: str) -> None:
        criteria = [{"key": "x", "weight": 1e300}, {"key": "y", "weight": 1e-300}]
        found = self.evaluate(
            client, criteria=criteria, scores=[[1e300, 1e-300], [3, 1e-12]], normalization=kind,
            robustness={"draws": 100},
        )  # fmt: skip
        assert found.status_code == 200
        assert b"NaN" not in found.content
        assert b"Infinity" not in found.content

    def test_take_missing_scores_and_costs(self, client: Any) -> None:
        answer = self.evaluate(
            client,
            criteria=[{"key": "x", "weight": 3, "scale": [0, 10], "direction": "cost"}, TABLE["criteria"][1]],  # type: ignore[index]
            scores=[[8, None], [5, 9]],
            robustness={"draws": 500},
        ).json()["robustness"]
        assert answer["open_cells"][0]["kind"] == "missing"

    @pytest.mark.parametrize(
        ("wanted", "pointer"),
        [
            ({"draws": 0}, "/robustness/draws"), ({"draws": 200_001}, "/robustness/draws"),
            ({"seed": "x"}, "/robustness/seed"),
            ([], "/robustness"), (3, "/robustness"), ({"scenario": "x"}, "/robustness/scenario"),
            ({"weights": "around", "spread": 5}, "/robustness/spread"), ({"locked": ["z"]}, "/robustness/locked"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_by_name(self, client: Any, wanted: object, pointer: str) -> None:
        refused(self.evaluate(client, robustness=wanted), 400, pointer)

    def test_of_another_method_are_refused(self, client: Any) -> None:
        problem = refused(self.evaluate(client, method="topsis", robustness={}), 400, "/robustness")
        assert "weighted_sum" in problem["detail"]


def test_leaves_threads_to_other_requests(cast: Cast) -> None:
    kept = cast.visitor.get(f"{ROBUSTNESS}?draws=300")
    with room_to_compute(), room_to_compute():
        busy = cast.visitor.get(f"{ROBUSTNESS}?draws=301")
        refused(busy, 503)
        assert busy["Retry-After"] == "1"
        assert cast.visitor.get(f"{ROBUSTNESS}?draws=300").content == kept.content
        refused(send(cast.visitor, "POST", "/api/v1/evaluate/", {**TABLE, "robustness": {"draws": 100}}), 503)
    assert cast.visitor.get(f"{ROBUSTNESS}?draws=301").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_new_revision_is_computed_anew(cast: Cast) -> None:
    ask(cast)
    Weight.objects.filter(decision=cast.public, criterion__slug="auth-security").update(points=500)
    answer = ask(cast)
    assert answer["revision"] == 2
    assert answer["recommendation"]["framework"] == "django-rest-framework"


def test_keeps_bytes_within_their_bound() -> None:
    assert api.answers._most == 64 * 1024 * 1024
