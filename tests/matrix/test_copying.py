"""Making somebody else's comparison one's own."""

from __future__ import annotations

import re

import pytest

from decision import engine
from decision.matrix import services
from decision.matrix.loading import load_matrix
from decision.matrix.models import Decision
from decision.problems import Forbidden, Invalid, NotThere
from decision.teams.models import Membership, Role, Team
from tests.cast import Cast, add_gate, add_scenario, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    add_gate(cast.public, "documentation", 5)
    add_scenario(cast.public, "docs-first", documentation=90)
    return cast


class TestACopy:
    def test_is_a_draft_of_ones_own_team_with_the_same_matrix(self, cast: Cast) -> None:
        mine = Team.objects.create(slug="mine", name="Mine")
        Membership.objects.create(team=mine, user=cast.users["otto"], role=Role.EDITOR)
        copy = services.copy_decision(
            decision="public-choice", title="Our choice", team=mine.pk, by=cast.actor("otto")
        )
        assert (copy.title, copy.status, copy.visibility, copy.team) == ("Our choice", "draft", "team", mine)
        was, now = load_matrix(cast.public.pk), load_matrix(copy.pk)
        totals = [[line.total for line in engine.rank(each.matrix).standings] for each in (was, now)]
        assert totals[0] == totals[1]
        assert [gate.name for gate in now.gates] == ["A must"]
        assert now.scenario("docs-first").points == was.scenario("docs-first").points

    def test_has_an_address_that_nobody_can_guess_and_that_tells_nothing_of_others(self, cast: Cast) -> None:
        by = cast.actor("edgar")
        made = [
            services.copy_decision(decision="public-choice", title=title, team=cast.team.pk, by=by).slug
            for title in ("Again!", "Again!", "😀", "W" * 160)
        ]
        assert len(set(made)) == 4
        assert all(re.fullmatch(r"(again|decision|w{73})-[a-z0-9]{6}", slug) for slug in made)

    @pytest.mark.parametrize("title", ["\u200b", "a\u202eb", "x" * 161, "a\x00b"])
    def test_refuses_a_title_that_cannot_be_shown(self, cast: Cast, title: str) -> None:
        by = cast.actor("edgar")
        with pytest.raises(Invalid) as refused:
            services.copy_decision(decision="public-choice", title=title, team=cast.team.pk, by=by)
        assert [place for place, _ in refused.value.errors] == ["/title"]
        with pytest.raises(Invalid):
            services.describe_decision(decision="public-choice", fields={"title": title}, by=by)

    def test_takes_a_title_a_team_and_the_right_to_read(self, cast: Cast) -> None:
        with pytest.raises(Invalid):
            services.copy_decision(
                decision="public-choice", title=" ", team=cast.team.pk, by=cast.actor("edgar")
            )
        with pytest.raises(Forbidden):
            services.copy_decision(
                decision="public-choice", title="Mine", team=cast.team.pk, by=cast.actor("otto")
            )
        with pytest.raises(NotThere):
            services.copy_decision(decision="private-choice", title="Mine", team=None, by=cast.actor("otto"))
        assert Decision.objects.count() == 3
