"""Reading decisions: who sees which, in how many queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decision.matrix.loading import load_matrix
from decision.matrix.models import Decision
from decision.matrix.selectors import decisions_matching, matrix_of, open_decision, scores_of
from decision.problems import NotThere
from decision.teams.actors import Actor, command, visitor
from tests.builders import make_wide_decision
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def may_open(cast: Cast, name: str, decision: Decision) -> bool:
    try:
        open_decision(decision.slug, by=cast.actor(name))
    except NotThere:
        return False
    return True


class TestOpenDecision:
    @pytest.mark.parametrize(
        ("name", "opened"),
        [("otto", "public"), ("victor", "public shared"), ("cora", "public shared"), ("edgar", "public shared private"),
         ("olga", "public shared private"), ("stella", "public shared private")],
    )  # fmt: skip
    def test_opens_what_the_actor_may_see(self, cast: Cast, name: str, opened: str) -> None:
        decisions = {"public": cast.public, "shared": cast.shared, "private": cast.private}
        assert (
            " ".join(each for each, decision in decisions.items() if may_open(cast, name, decision)) == opened
        )

    def test_opens_by_link_for_whoever_has_it(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.private.pk).update(visibility="link")
        assert open_decision("private-choice", by=visitor()).visibility == "link"

    def test_tells_the_role_and_takes_one_query(self, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as queries:
            assert open_decision("shared-choice", by=cast.actor("cora")).role == "contributor"
        assert len(queries) == 1
        assert open_decision("shared-choice", by=command()).role is None

    @pytest.mark.parametrize("slug", ["no-choice", "", "x' OR 1=1 --", "é"])
    def test_finds_nothing_under_another_name(self, cast: Cast, slug: str) -> None:
        with pytest.raises(NotThere):
            open_decision(slug, by=command())

    def test_knows_no_member_without_a_team(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.private.pk).update(team=None)
        with pytest.raises(NotThere):
            open_decision("private-choice", by=cast.actor("olga"))


class TestMatrixOf:
    @pytest.mark.parametrize("size", [(7, 4), (60, 20)])
    def test_takes_one_query_whatever_the_size_and_then_none(self, cast: Cast, size: tuple[int, int]) -> None:
        make_wide_decision(*size)
        opened = open_decision("wide", by=command())
        for expected in (1, 0):
            with CaptureQueriesContext(connection) as queries:
                matrix_of(opened)
            assert len(queries) == expected


class TestScoresOf:
    def test_gives_every_score_in_order_in_one_query(self, cast: Cast) -> None:
        opened = open_decision("public-choice", by=visitor())
        with CaptureQueriesContext(connection) as queries:
            scores = scores_of(opened)
        assert len(queries) == 1
        assert [row.framework for row in scores[::7]] == [
            "fastapi",
            "django-rest-framework",
            "flask",
            "tornado",
        ]
        assert [int(row.value) for row in scores[:7]] == [10, 10, 10, 9, 9, 10, 8]


class TestDecisionsMatching:
    def test_hides_what_is_not_the_actor_s(self, cast: Cast) -> None:
        assert [row.slug for row in decisions_matching(by=visitor())] == ["public-choice"]
        assert decisions_matching(by=cast.actor("victor")).count() == 2
        assert decisions_matching(by=Actor(is_staff=True)).count() == 3

    def test_finds_by_words_team_status_and_framework(self, cast: Cast) -> None:
        by = command()
        assert decisions_matching(by=by, search="shared choice").count() == 1
        assert decisions_matching(by=by, team="platform", status="draft", framework="flask").count() == 3
        assert not decisions_matching(by=by, framework="rails").exists()


class TestLoadMatrix:
    @pytest.mark.django_db(transaction=True)
    def test_lets_the_database_plan_its_query_a_few_times_and_no_more(self, cast: Cast) -> None:
        plans = "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%row_to_json(found)%'"
        load_matrix(cast.public.pk)
        with connection.cursor() as cursor:
            cursor.execute(plans)
            kept = cursor.fetchone()
            for _ in range(8):
                load_matrix(cast.public.pk)
            cursor.execute(plans)
            assert cursor.fetchone() > kept

    def test_says_the_same_within_a_transaction(self, cast: Cast) -> None:
        within = load_matrix(cast.public.pk)
        assert within.close_call_margin == cast.public.close_call_margin
        assert within.revision == cast.public.revision
