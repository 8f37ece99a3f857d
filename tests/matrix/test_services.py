"""Writing decisions: permission, all or nothing, one revision, on record."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pghistory.models
import pytest

from decision.matrix import services
from decision.matrix.models import Decision, Scenario, Score, Weight
from decision.matrix.services import ScoreChange
from decision.problems import Forbidden, Invalid, NotThere, Stale
from decision.teams.actors import Actor, command, visitor
from decision.teams.models import Membership, Role, Team
from tests.builders import make_decision
from tests.cast import Cast, add_gate, add_scenario, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

WRITES: list[Callable[..., Any]] = [
    lambda **who: services.set_weights(points={"performance": Decimal(1)}, **who),
    lambda **who: services.set_scores(
        changes=[ScoreChange(framework="flask", criterion="performance", value=Decimal(1))], **who
    ),
    lambda **who: services.save_scenario(slug="s", name="S", points={"performance": Decimal(1)}, **who),
    lambda **who: services.describe_decision(fields={"title": "Other"}, **who),
]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def revision(slug: str = "public-choice") -> int:
    return Decision.objects.get(slug=slug).revision


@pytest.mark.parametrize("write", WRITES)
class TestEveryWrite:
    def test_raises_the_revision_once_and_returns_it(self, cast: Cast, write: Callable[..., int]) -> None:
        assert write(decision="public-choice", by=cast.actor("edgar"), if_revision=1) == 2 == revision()

    def test_is_put_on_record_with_who_and_which_door(self, cast: Cast, write: Callable[..., int]) -> None:
        write(decision="public-choice", by=cast.actor("edgar"))
        latest = pghistory.models.Context.objects.order_by("created_at").last()
        assert latest is not None
        assert latest.metadata == {"actor": "edgar", "user": cast.users["edgar"].pk, "door": "api"}

    def test_is_refused_to_readers_and_unseen_by_outsiders(
        self, cast: Cast, write: Callable[..., int]
    ) -> None:
        for by in (visitor(), cast.actor("otto"), cast.actor("victor"), cast.actor("cora")):
            with pytest.raises(Forbidden):
                write(decision="public-choice", by=by)
        for by in (visitor(), cast.actor("otto")):
            with pytest.raises(NotThere):
                write(decision="shared-choice", by=by)
        owner = cast.users["olga"]
        with pytest.raises(Forbidden):
            write(decision="public-choice", by=Actor(user_id=owner.pk, name="olga", can_write=False))
        assert revision() == revision("shared-choice") == 1

    def test_is_open_to_staff_and_commands(self, cast: Cast, write: Callable[..., int]) -> None:
        assert write(decision="private-choice", by=cast.actor("stella")) == 2
        assert write(decision="shared-choice", by=command()) == 2

    def test_is_refused_when_stale(self, cast: Cast, write: Callable[..., int]) -> None:
        with pytest.raises(Stale) as refusal:
            write(decision="public-choice", by=cast.actor("edgar"), if_revision=0)
        assert refusal.value.revision == 1 == revision()


class TestSetWeights:
    def test_in_a_group_reaches_the_group(self, cast: Cast) -> None:
        decision = make_decision("tree", weights=(("group", 1), ("speed", 3)), scores=((None, 5), (None, 6)))
        group = decision.weights.get(criterion__slug="group")
        decision.weights.filter(criterion__slug="speed").update(parent=group)
        services.set_weights(decision="tree", points={"group": Decimal(9)}, by=command())
        assert decision.weights.get(criterion__slug="group").points == 9
        for points in ({"group": Decimal(0)}, {"speed": Decimal(0)}):
            with pytest.raises(Invalid):
                services.set_weights(decision="tree", points=points, by=command())

    @pytest.mark.parametrize(
        "value", ["NaN", "Infinity", "-Infinity", "-1", "0.00001", "1E+30", "1E+9999999"]
    )
    def test_refuses_what_cannot_be_kept(self, cast: Cast, value: str) -> None:
        with pytest.raises(Invalid) as refusal:
            services.set_weights(
                decision="public-choice", points={"performance": Decimal(value)}, by=command()
            )
        assert [place for place, _ in refusal.value.errors] == ["/performance"]
        assert len(refusal.value.detail) < 200


class TestSetScores:
    def test_refuses_a_rationale_that_nobody_would_read(self, cast: Cast) -> None:
        cell = ScoreChange(
            framework="flask", criterion="performance", value=Decimal(5), rationale="x" * 10_001
        )
        with pytest.raises(Invalid) as refused:
            services.set_scores(decision="public-choice", changes=[cell], by=command())
        assert refused.value.errors == (("/0/rationale", "A rationale has at most 10,000 characters."),)

    def test_drops_an_end_of_the_range_that_the_value_has_passed(self, cast: Cast) -> None:
        def change(**fields: Any) -> Score:
            cell = ScoreChange(framework="flask", criterion="performance", **fields)
            services.set_scores(decision="public-choice", changes=[cell], by=command())
            return Score.objects.get(
                decision=cast.public,
                alternative__framework__slug="flask",
                weight__criterion__slug="performance",
            )

        change(value=Decimal(5), low=Decimal(4), high=Decimal(6))
        row = change(value=Decimal(7))
        assert (row.low, row.high) == (4, None)

    def test_of_nothing_changes_nothing(self, cast: Cast) -> None:
        assert services.set_scores(decision="public-choice", changes=[], by=command()) == 1


class TestScenarios:
    def test_written_over_keep_their_place(self, cast: Cast) -> None:
        for points in (1, 2):
            services.save_scenario(
                decision="public-choice",
                slug="s",
                name="S",
                points={"performance": Decimal(points)},
                by=command(),
            )
        assert Scenario.objects.get().weights.get().points == 2

    def test_are_not_without_end_for_every_page_ranks_by_each(self, cast: Cast) -> None:
        Scenario.objects.bulk_create(
            Scenario(decision=cast.public, slug=f"s{number}", name="S", position=number)
            for number in range(100)
        )
        one = {
            "decision": "public-choice",
            "name": "S",
            "points": {"performance": Decimal(9)},
            "by": command(),
        }
        services.save_scenario(slug="s3", **one)  # type: ignore[arg-type]
        with pytest.raises(Invalid, match="at most 100 scenarios"):
            services.save_scenario(slug="more", **one)  # type: ignore[arg-type]

    def test_published_ones_are_kept(self, cast: Cast) -> None:
        add_scenario(cast.public, "document", kind=Scenario.Kind.PUBLISHED, performance=25)
        with pytest.raises(Invalid):
            services.remove_scenario(decision="public-choice", slug="document", by=command())


class TestGates:
    def test_warn_or_exclude_and_nothing_else(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "performance", 8)
        services.set_gate_mode(decision="public-choice", gate=gate.pk, mode="warns", by=command())
        gate.refresh_from_db()
        assert gate.mode == "warns"
        with pytest.raises(Invalid):
            services.set_gate_mode(decision="public-choice", gate=gate.pk, mode="maybe", by=command())
        with pytest.raises(NotThere):
            services.set_gate_mode(decision="shared-choice", gate=gate.pk, mode="warns", by=command())


class TestDecided:
    def test_decisions_change_no_more_until_reopened(self, cast: Cast) -> None:
        Decision.objects.filter(slug="public-choice").update(status="decided")
        with pytest.raises(Forbidden):
            services.set_weights(decision="public-choice", points={"performance": Decimal(1)}, by=command())
        assert Weight.objects.get(decision=cast.public, criterion__slug="performance").points == 25

    def test_is_no_field_to_change_in_passing(self, cast: Cast) -> None:
        with pytest.raises(Invalid, match="sign-off page"):
            services.describe_decision(decision="public-choice", fields={"status": "decided"}, by=command())


def test_a_description_ends_somewhere(cast: Cast) -> None:
    with pytest.raises(Invalid, match="at most 10,000 characters") as refusal:
        services.describe_decision(
            decision="public-choice", fields={"description": "x" * 10_001}, by=command()
        )
    assert [place for place, _ in refusal.value.errors] == ["/description"]


class TestMovingADecisionToAnotherTeam:
    def test_takes_a_role_in_both(self, cast: Cast) -> None:
        other = Team.objects.create(slug="other", name="Other")
        with pytest.raises(Forbidden, match="own or edit"):
            services.describe_decision(
                decision="public-choice", fields={"team": other}, by=cast.actor("edgar")
            )
        Membership.objects.create(team=other, user=cast.users["edgar"], role=Role.EDITOR)
        services.describe_decision(decision="public-choice", fields={"team": other}, by=cast.actor("edgar"))
        assert Decision.objects.get(slug="public-choice").team == other
