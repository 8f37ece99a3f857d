"""Making somebody else's comparison one's own."""

from __future__ import annotations

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
        assert (copy.slug, copy.status, copy.visibility, copy.team) == ("our-choice", "draft", "team", mine)
        was, now = load_matrix(cast.public.pk), load_matrix(copy.pk)
        totals = [[line.total for line in engine.rank(each.matrix).standings] for each in (was, now)]
        assert totals[0] == totals[1]
        assert [gate.name for gate in now.gates] == ["A must"]
        assert now.scenario("docs-first").points == was.scenario("docs-first").points

    def test_finds_a_free_address(self, cast: Cast) -> None:
        by = cast.actor("edgar")
        made = [
            services.copy_decision(decision="public-choice", title="Again!", team=cast.team.pk, by=by).slug
            for _ in range(3)
        ]
        assert made == ["again", "again-2", "again-3"]

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
