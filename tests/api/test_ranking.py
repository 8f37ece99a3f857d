"""GET …/ranking/"""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from decision.engine.methods import METHODS
from decision.matrix import selectors
from decision.matrix.api import ranking
from decision.matrix.api.kept import kept_bytes
from decision.matrix.models import Alternative, Decision, Scenario, Score, Weight
from decision.matrix.shapes import MethodRanking, Ranking
from decision.recent import Recent
from frameworks.models import Claim, Framework, Source
from tests.api.asking import address, refused, send
from tests.builders import make_decision, make_wide_decision
from tests.cast import Cast, add_gate, add_scenario

RANKING = address("public-choice", "ranking/")


class TestRanking:
    def test_recomputes_the_totals_of_the_comparison(self, cast: Cast) -> None:
        answer = cast.visitor.get(RANKING).json()
        assert {row["framework"]: row["total"] for row in answer["ranking"]} == {
            "fastapi": 9.65, "django-rest-framework": 7.6, "flask": 6.85, "tornado": 6.45,
        }  # fmt: skip
        assert [row["rank"] for row in answer["ranking"]] == [1, 2, 3, 4]
        assert answer["ranking"][0]["discrepancy"] == 0.15
        assert answer["weights"]["performance"] == 0.25

    def test_has_the_promised_form(self, cast: Cast) -> None:
        answer = cast.visitor.get(RANKING)
        Ranking.model_validate_json(answer.content)
        body = answer.json()
        assert list(body) == [
            "decision", "revision", "method", "scenario", "weights", "ranking", "excluded", "recommendation",
        ]  # fmt: skip
        assert list(body["ranking"][0]) == [
            "framework", "rank", "tied", "total", "low", "high", "contributions", "missing", "failed_gates",
            "published_total", "discrepancy",
        ]  # fmt: skip
        assert list(body["recommendation"]) == [
            "outcome", "framework", "runner_up", "margin", "headline", "summary", "because", "reasons", "against",
            "conditions", "caveats", "argument", "robustness",
        ]  # fmt: skip

    def test_names_the_winner_and_its_margin(self, cast: Cast) -> None:
        recommendation = cast.visitor.get(RANKING).json()["recommendation"]
        assert recommendation["outcome"] == "winner"
        assert recommendation["framework"] == "fastapi"
        assert recommendation["runner_up"] == "django-rest-framework"
        assert recommendation["margin"] == 2.05
        assert {"criterion": "auth-security", "advantage": -0.15} in recommendation["against"]

    def test_says_how_often_the_winner_holds_and_what_speaks_against_it(self, cast: Cast) -> None:
        recommendation = cast.visitor.get(RANKING).json()["recommendation"]
        often = recommendation["robustness"]
        assert (often["draws"], often["seed"], often["word"]) == (10_000, 0, "robust")
        assert often["share"] == pytest.approx(0.967, abs=3 * often["standard_error"])
        assert often["figure"] == "first in 97 of 100 possible weightings"
        assert recommendation["argument"].startswith("The strongest argument against")

    def test_contributions_sum_to_the_total(self, cast: Cast) -> None:
        for row in cast.visitor.get(RANKING).json()["ranking"]:
            assert sum(row["contributions"].values()) == pytest.approx(row["total"], abs=1e-9)

    def test_says_its_revision_and_answers_304_to_who_has_it(self, cast: Cast) -> None:
        answer = cast.visitor.get(RANKING)
        assert answer["ETag"] == '"1"'
        for tag in ('"1"', 'W/"1"', '"0", "1"', "*"):
            again = cast.visitor.get(RANKING, headers={"If-None-Match": tag})
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", '"1"'), tag
        assert cast.visitor.get(RANKING, headers={"If-None-Match": '"2"'}).status_code == 200

    def test_of_claims_that_age_says_its_day_too(self, cast: Cast) -> None:
        source = Source.objects.create(slug="paper", title="Paper")
        claim = Claim.objects.create(source=source, kind="strength", text="Quick")
        cast.public.scores.all()[0].claims.add(claim)
        today = f'"2-{timezone.localdate():%Y-%m-%d}"'
        for tag, status in (('"2"', 200), ('"2-2020-01-31"', 200), (today, 304), ("*", 304)):
            answer = cast.visitor.get(RANKING, headers={"If-None-Match": tag})
            assert (answer.status_code, answer["ETag"]) == (status, today), tag
        other = cast.visitor.get(RANKING + "?method=topsis", headers={"If-None-Match": '"2"'})
        assert (other.status_code, other["ETag"]) == (304, '"2"')
        path, body = address("public-choice", "weights/"), {"performance": 30}
        old, new = '"1-2026-11-30"', '"2-2020-01-31"'
        assert send(cast.client("edgar"), "PATCH", path, body, **{"If-Match": old}).status_code == 412
        assert send(cast.client("edgar"), "PATCH", path, body, **{"If-Match": new}).status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_follows_a_change_at_once(self, cast: Cast) -> None:
        cast.visitor.get(RANKING)
        Weight.objects.filter(decision=cast.public, criterion__slug="performance").update(points=0)
        answer = cast.visitor.get(RANKING, headers={"If-None-Match": '"1"'})
        assert answer.status_code == 200
        assert answer["ETag"] == '"2"'
        assert answer.json()["revision"] == 2
        assert answer.json()["weights"]["performance"] == 0

    def test_ties_share_a_rank(self, cast: Cast) -> None:
        make_decision("even", scores=((5, 5), (5, 5)))
        answer = Client().get(address("even", "ranking/")).json()
        assert [(row["rank"], row["tied"]) for row in answer["ranking"]] == [(1, True), (1, True)]
        assert answer["recommendation"]["outcome"] == "tie"
        assert answer["recommendation"]["framework"] is None

    def test_a_missing_score_is_an_interval(self, cast: Cast) -> None:
        make_decision("gap", scores=((8, None), (6, 9)))
        first = next(
            row
            for row in Client().get(address("gap", "ranking/")).json()["ranking"]
            if row["framework"] == "left"
        )
        assert (first["total"], first["low"], first["high"]) == (4.8, 4.8, 8.8)
        assert first["missing"] == ["price"]
        assert first["contributions"]["price"] is None

    def test_what_fails_a_must_have_is_shown_apart_without_a_rank(self, cast: Cast) -> None:
        add_gate(cast.public, "auth-security", 6, name="Secure enough")
        answer = cast.visitor.get(RANKING).json()
        assert [row["framework"] for row in answer["excluded"]] == ["tornado"]
        assert answer["excluded"][0]["rank"] is None
        assert answer["excluded"][0]["failed_gates"] == ["Secure enough"]

    def test_numbers_are_exact_to_ten_decimals(self, cast: Cast) -> None:
        make_decision("thirds", weights=(("speed", 1), ("price", 2)), scores=((1, 0), (0, 1)))
        body = Client().get(address("thirds", "ranking/")).content
        assert b'"speed":0.3333333333' in body
        assert b'"total":0.6666666667' in body

    def test_nothing_to_rank_is_undecidable_not_an_error(self, cast: Cast) -> None:
        with transaction.atomic():
            Decision.objects.create(slug="empty", title="Empty", visibility="public")
        answer = Client().get(address("empty", "ranking/"))
        assert answer.status_code == 200, answer.content
        assert answer.json()["recommendation"]["outcome"] == "undecidable"

    @pytest.mark.django_db(transaction=True)
    def test_stored_weights_that_weigh_nothing_are_a_conflict(self, cast: Cast) -> None:
        Weight.objects.filter(decision=cast.public).update(points=0)
        refused(cast.visitor.get(RANKING), 409)


class TestScenario:
    def test_uses_the_scenario_s_weights(self, cast: Cast) -> None:
        add_scenario(cast.public, "only-auth", performance=0, scalability=0, documentation=0, auth_security=1,
                     developer_experience=0, aws_lambda_support=0, community_support=0)  # fmt: skip
        answer = cast.visitor.get(RANKING + "?scenario=only-auth").json()
        assert answer["scenario"] == "only-auth"
        assert answer["ranking"][0]["framework"] == "django-rest-framework"
        assert cast.visitor.get(RANKING).json()["ranking"][0]["framework"] == "fastapi"

    def test_criteria_that_it_leaves_out_keep_the_decision_s_points(self, cast: Cast) -> None:
        add_scenario(cast.public, "fast", kind=Scenario.Kind.PUBLISHED, performance=125)
        weights = cast.visitor.get(RANKING + "?scenario=fast").json()["weights"]
        assert weights["performance"] == 0.625
        assert weights["scalability"] == 0.1

    def test_an_unknown_one_is_not_found(self, cast: Cast) -> None:
        assert "nope" in refused(cast.visitor.get(RANKING + "?scenario=nope"), 404)["detail"]


class TestMethodAndRevision:
    def test_answers_the_method_it_knows(self, cast: Cast) -> None:
        assert cast.visitor.get(RANKING + "?method=weighted_sum").json()["method"] == "weighted_sum"

    def test_names_what_it_knows_when_asked_for_another(self, cast: Cast) -> None:
        assert "topsis" in refused(cast.visitor.get(RANKING + "?method=electre"), 400, "/method")["detail"]

    @pytest.mark.parametrize("method", METHODS[1:])
    def test_answers_every_method_in_the_same_form_with_its_own_figures(
        self, cast: Cast, method: str
    ) -> None:
        answer = cast.visitor.get(RANKING + f"?method={method}")
        assert answer.status_code == 200, answer.content
        found = MethodRanking.model_validate(answer.json())
        assert (found.method, found.ranking[0].rank) == (method, 1)
        assert found.recommendation.summary.endswith("The weighted sum says the same.")
        assert cast.visitor.get(RANKING).json()["method"] == "weighted_sum"

    def test_a_method_gives_the_figures_that_are_its_own(self, cast: Cast) -> None:
        vikor = cast.visitor.get(RANKING + "?method=vikor").json()
        assert {"s", "r", "total"} <= set(vikor["ranking"][0])
        assert set(vikor["conditions"]) == {"acceptable_advantage", "acceptable_stability"}
        assert vikor["compromise"][0] == vikor["ranking"][0]["framework"]
        assert "positive_flow" in cast.visitor.get(RANKING + "?method=promethee_ii").json()["ranking"][0]
        assert "compromise" not in cast.visitor.get(RANKING + "?method=topsis").json()

    def test_a_method_that_the_stored_scores_do_not_allow_says_so(self, cast: Cast) -> None:
        Score.objects.filter(decision=cast.public, alternative__framework__slug="flask").first().delete()  # type: ignore[union-attr]
        problem = refused(cast.visitor.get(RANKING + "?method=topsis"), 409)
        assert "topsis needs every score" in problem["detail"]
        assert problem["errors"][0]["pointer"].startswith("/scores/flask/")

    def test_answers_for_the_current_revision(self, cast: Cast) -> None:
        assert cast.visitor.get(RANKING + "?revision=1").status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_a_past_revision_is_answered_as_it_was(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        before = cast.visitor.get(RANKING)
        Score.objects.filter(decision=cast.public, value=3).update(value=4)
        Framework.objects.filter(slug="flask").update(short_name="Flasque")
        assert cast.visitor.get(RANKING).json() != before.json()
        monkeypatch.setattr(selectors, "_loaded", Recent(8))
        monkeypatch.setattr(ranking, "rankings", kept_bytes())
        with CaptureQueriesContext(connection) as asked:
            then = cast.visitor.get(RANKING + "?revision=1")
        assert len(asked) == 2  # The decision, its rows as of the revision.
        assert (then.content, then["ETag"]) == (before.content, '"1"')
        with CaptureQueriesContext(connection) as asked:
            assert cast.visitor.get(RANKING + "?revision=1").content == before.content
        assert len(asked) == 1
        same = cast.visitor.get(RANKING + "?revision=1", headers={"If-None-Match": '"1"'})
        assert same.status_code == 304
        assert cast.visitor.get(RANKING + "?revision=3").json() == cast.visitor.get(RANKING).json()

    @pytest.mark.parametrize(
        ("revision", "status"), [("7", 404), ("0", 404), ("-1", 400), ("x", 400), ("1.5", 400)]
    )
    def test_a_revision_that_never_was_is_refused(self, cast: Cast, revision: str, status: int) -> None:
        refused(cast.visitor.get(f"{RANKING}?revision={revision}"), status)


class TestQueries:
    @pytest.mark.parametrize("slug", ["public-choice", "wide"])
    def test_are_few_whatever_the_size(self, cast: Cast, slug: str) -> None:
        with transaction.atomic():
            make_wide_decision(criteria=60, alternatives=20)
        path, bearer = address(slug, "ranking/"), cast.bearer("victor", "read")
        # Cold, with a token that was never used: the token, the decision, its matrix.
        with CaptureQueriesContext(connection) as cold:
            assert Client().get(path, headers=bearer).status_code == 200
        assert len(cold) == 3, cold.captured_queries
        # Warm: the token and the decision, then bytes from memory.
        with CaptureQueriesContext(connection) as warm:
            Client().get(path, headers=bearer)
        assert len(warm) == 2
        # A visitor: the decision.
        with CaptureQueriesContext(connection) as visitor:
            Client().get(path)
        assert len(visitor) == 1

    def test_do_not_grow_for_who_has_the_revision(self, cast: Cast) -> None:
        for queries in (2, 1):  # whether the answer depends on the day is read once, with the matrix
            with CaptureQueriesContext(connection) as known:
                answer = cast.visitor.get(RANKING, headers={"If-None-Match": '"1"'})
            assert (answer.status_code, len(known)) == (304, queries)


@pytest.mark.django_db(transaction=True)
def test_a_framework_renamed_in_the_catalogue_is_a_new_revision(cast: Cast) -> None:
    option = Alternative.objects.filter(decision=cast.public).select_related("framework")[0]
    option.framework.name = "Fastest API"
    option.framework.save()
    assert "Fastest API" in cast.visitor.get(RANKING).json()["recommendation"]["summary"]
