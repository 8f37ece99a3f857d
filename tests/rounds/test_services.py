"""Opening, answering, revealing and applying rounds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from criteria.models import Criterion
from decision.matrix import services as matrix
from decision.matrix.models import Decision
from decision.problems import Conflicting, Forbidden, Invalid, NotThere, Stale
from decision.rounds import services
from decision.rounds.models import Ballot, BallotWeight, Round
from decision.rounds.services import NewRound, ScoreVote
from decision.talk import jobs
from decision.talk.models import Notification
from decision.teams.actors import command, visitor
from decision.teams.models import Membership, Role
from decision.weighing import targets
from tests.builders import make_scale
from tests.cast import Cast

from .voting import CRITERIA, EVEN, SECURE, WRITTEN, opened, vote

pytestmark = pytest.mark.django_db
SLUG = "shared-choice"


def pointers(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [place for place, _ in refusal.value.errors]


class TestOpening:
    def test_gives_a_ballot_to_everybody_who_may_vote_and_tells_them(self, cast: Cast) -> None:
        row = opened(cast)
        assert {ballot.name for ballot in row.ballots.all()} == {"olga", "edgar", "cora"}
        told = Notification.objects.filter(kind="round_opened").values_list("user__username", flat=True)
        assert set(told) == {"olga", "cora"}

    def test_of_a_private_decision_asks_only_those_who_may_see_it(self, cast: Cast) -> None:
        row = opened(cast, "private-choice")
        assert {ballot.name for ballot in row.ballots.all()} == {"olga", "edgar"}

    def test_is_the_owners_and_editors_of_the_team_alone(self, cast: Cast) -> None:
        for by in (cast.actor("cora"), cast.actor("victor"), cast.actor("stella"), command()):
            with pytest.raises(Forbidden):
                services.open_round(decision=SLUG, wanted=NewRound(), by=by)
        for by in (cast.actor("otto"), visitor()):
            with pytest.raises(NotThere):
                services.open_round(decision=SLUG, wanted=NewRound(), by=by)

    def test_waits_for_the_round_before_to_end(self, cast: Cast) -> None:
        opened(cast)
        with pytest.raises(Conflicting, match="Round 1 is still open"):
            opened(cast)
        services.cancel_round(decision=SLUG, number=1, by=cast.actor("olga"))
        assert opened(cast).number == 2

    def test_names_everything_that_is_wrong(self, cast: Cast) -> None:
        past = timezone.now() - timedelta(minutes=1)
        with pytest.raises(Invalid) as refusal:
            opened(cast, asks="all", reveal="at_time", closes_at=past, aggregate="mode", note="x" * 301,
                   counts={"otto": Decimal(1), "cora": Decimal(0)})  # fmt: skip
        assert set(pointers(refusal)) == {
            "/asks", "/aggregate", "/note", "/closes_at", "/member_weights/otto", "/member_weights/cora",
        }  # fmt: skip
        assert not Round.objects.exists()

    def test_is_refused_on_a_decided_decision(self, cast: Cast) -> None:
        Decision.objects.filter(slug=SLUG).update(status=Decision.Status.DECIDED)
        with pytest.raises(Forbidden):
            opened(cast)

    def test_twice_at_once_is_refused_by_the_database(self, cast: Cast) -> None:
        row = opened(cast)
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.create(decision=row.decision, number=2, asked={})


class TestSaving:
    def test_keeps_what_is_given_and_says_what_is_missing(self, cast: Cast) -> None:
        opened(cast)
        state = vote(cast, "cora", {"performance": Decimal("2.5")}, finish=False)
        assert state.progress.answered == 1
        assert state.progress.missing_weights == CRITERIA[1:]
        state = services.save_ballot(decision=SLUG, points={"performance": None}, by=cast.actor("cora"))
        assert state.progress.answered == 0

    def test_refuses_all_of_it_naming_each_place(self, cast: Cast) -> None:
        opened(cast, asks="both")
        with pytest.raises(Invalid) as refusal:
            services.save_ballot(
                decision=SLUG, by=cast.actor("cora"),
                points={
                    "performance": Decimal(-1), "beauty": Decimal(1), "scalability": Decimal("NaN"),
                    "documentation": Decimal(1),
                },
                scores=[
                    ScoreVote("flask", "performance", Decimal(11)), ScoreVote("rails", "performance"),
                    ScoreVote("flask", "beauty"), ScoreVote("flask", "performance"),
                ],
            )  # fmt: skip
        assert pointers(refusal) == [
            "/weights/performance", "/weights/beauty", "/weights/scalability", "/scores/0/value",
            "/scores/1/framework", "/scores/2/criterion", "/scores/3",
        ]  # fmt: skip
        assert not BallotWeight.objects.exists()

    def test_leniently_keeps_the_rest(self, cast: Cast) -> None:
        opened(cast, asks="both")
        state = services.save_ballot(
            decision=SLUG, by=cast.actor("cora"), lenient=True,
            points={"performance": Decimal(-1), "documentation": Decimal(1)},
            scores=[ScoreVote("flask", "performance", Decimal(11)), ScoreVote("flask", "documentation", Decimal(3))],
        )  # fmt: skip
        assert [place for place, _ in state.errors] == ["/weights/performance", "/scores/0/value"]
        assert state.progress.answered == 2

    def test_replacing_forgets_the_rest(self, cast: Cast) -> None:
        opened(cast, asks="both")
        vote(cast, "cora", EVEN, scores=WRITTEN, finish=False)
        state = services.save_ballot(
            decision=SLUG, points={"performance": Decimal(1)}, by=cast.actor("cora"), replace=True
        )
        assert state.progress.answered == 1

    def test_is_for_members_who_may_vote(self, cast: Cast) -> None:
        opened(cast)
        for who in ("victor", "stella"):
            with pytest.raises(Forbidden):
                vote(cast, who, EVEN)
        with pytest.raises(NotThere):
            vote(cast, "otto", EVEN)

    def test_lets_somebody_join_who_came_after_the_opening(self, cast: Cast) -> None:
        row = opened(cast)
        Membership.objects.create(team=cast.team, user=cast.users["otto"], role=Role.CONTRIBUTOR)
        vote(cast, "otto", EVEN)
        assert row.ballots.count() == 4

    def test_after_a_decision_is_made_is_refused(self, cast: Cast) -> None:
        opened(cast)
        Decision.objects.filter(slug=SLUG).update(status=Decision.Status.DECIDED)
        with pytest.raises(Conflicting, match="decided meanwhile"):
            vote(cast, "cora", EVEN)

    def test_without_a_round_says_so(self, cast: Cast) -> None:
        with pytest.raises(Conflicting, match="No round is open"):
            vote(cast, "cora", EVEN)


class TestFinishing:
    def test_names_what_is_missing(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", {"performance": Decimal(1)}, finish=False)
        with pytest.raises(Invalid) as refusal:
            services.finish_ballot(decision=SLUG, by=cast.actor("cora"))
        assert pointers(refusal) == [f"/weights/{key}" for key in CRITERIA[1:]]

    def test_counts_the_rest_as_nothing_where_asked_to(self, cast: Cast) -> None:
        opened(cast, asks="both")
        vote(cast, "cora", {"performance": Decimal(1)}, finish=False)
        assert services.finish_ballot(decision=SLUG, by=cast.actor("cora"), rest_empty=True).finished_at
        ballot = Ballot.objects.get(name="cora")
        assert ballot.scores.filter(value=None).count() == 28
        assert ballot.weights.filter(points=0).count() == 6

    def test_refuses_a_ballot_of_nothing_but_zeros(self, cast: Cast) -> None:
        opened(cast)
        with pytest.raises(Invalid, match="All weights are 0"):
            vote(cast, "cora", dict.fromkeys(CRITERIA, Decimal(0)))

    def test_can_be_taken_back_until_the_reveal(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        with pytest.raises(Conflicting, match="reopen"):
            vote(cast, "cora", SECURE)
        services.reopen_ballot(decision=SLUG, by=cast.actor("cora"))
        assert vote(cast, "cora", SECURE).finished_at

    def test_tells_the_last_one_who_is_missing(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        vote(cast, "edgar", EVEN)
        last = Notification.objects.filter(text__contains="waits for your ballot only")
        assert [row.user.username for row in last] == ["olga"]

    def test_by_everybody_reveals_the_round(self, cast: Cast) -> None:
        row = opened(cast)
        for who in ("cora", "edgar", "olga"):
            vote(cast, who, EVEN)
        row.refresh_from_db()
        assert row.status == "revealed"
        assert Notification.objects.filter(kind="round_revealed").count() == 2


class TestRevealing:
    def test_happens_when_the_last_missing_member_leaves_the_team(self, cast: Cast) -> None:
        row = opened(cast)
        vote(cast, "cora", EVEN)
        vote(cast, "edgar", EVEN)
        Membership.objects.filter(user=cast.users["olga"]).delete()
        assert services.reveal_due(decision=SLUG) == 1
        row.refresh_from_db()
        assert (row.status, row.revealed_by) == ("revealed", None)

    def test_happens_at_its_time_by_the_clock_of_the_database(self, cast: Cast) -> None:
        row = opened(cast, reveal="at_time", closes_at=timezone.now() + timedelta(days=1))
        vote(cast, "cora", EVEN)
        assert services.reveal_due() == 0
        Round.objects.filter(pk=row.pk).update(
            opened_at=timezone.now() - timedelta(days=2), closes_at=timezone.now() - timedelta(seconds=1)
        )
        with pytest.raises(Conflicting, match="is revealed: its ballots are closed"):
            vote(cast, "olga", EVEN)
        row.refresh_from_db()
        assert row.status == "revealed"
        assert services.reveal_due() == 0

    def test_waits_for_a_ballot(self, cast: Cast) -> None:
        opened(cast)
        with pytest.raises(Conflicting, match="Nobody has finished"):
            services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))

    def test_twice_says_so(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        for end in (services.reveal_round, services.cancel_round):
            with pytest.raises(Conflicting, match="is revealed already"):
                end(decision=SLUG, number=1, by=cast.actor("edgar"))

    def test_closes_all_ballots(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        for change in (
            lambda: vote(cast, "edgar", EVEN),
            lambda: services.reopen_ballot(decision=SLUG, by=cast.actor("cora")),
        ):
            with pytest.raises(Conflicting, match="Round 1 is revealed: its ballots are closed"):
                change()

    def test_closes_the_votes_to_hand_written_sql_too(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        for statement in (
            "UPDATE rounds_ballotweight SET points = 1",
            "UPDATE rounds_ballotweight SET points = points",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def revealed(cast: Cast, slug: str = SLUG, **wanted: object) -> Round:
    """A revealed round: Cora even, Edgar all for security."""
    row = opened(cast, slug, **wanted)
    vote(cast, "cora", EVEN, slug=slug)
    vote(cast, "edgar", SECURE, slug=slug)
    return services.reveal_round(decision=slug, number=row.number, by=cast.actor("olga"))


class TestApplying:
    def test_gives_the_decision_the_mean_shares_in_one_recorded_act(self, cast: Cast) -> None:
        row = revealed(cast)
        before = Decision.objects.get(slug=SLUG).revision
        services.apply_outcome(decision=SLUG, number=1, by=cast.actor("edgar"), if_revision=before)
        points = dict(cast.shared.weights.values_list("criterion__slug", "points"))
        assert sum(points.values()) == pytest.approx(100, abs=Decimal("0.001"))
        assert float(points["auth-security"]) == pytest.approx(100 * (1 / 7 + 300 / 360) / 2, abs=1e-3)
        row.refresh_from_db()
        assert row.applied_by == cast.users["edgar"]
        assert row.applied_revision == Decision.objects.get(slug=SLUG).revision

    def test_is_refused_when_stale_frozen_hidden_or_by_a_contributor(self, cast: Cast) -> None:
        opened(cast)
        edgar = cast.actor("edgar")
        with pytest.raises(Conflicting, match="not revealed"):
            services.apply_outcome(decision=SLUG, number=1, by=edgar)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=edgar)
        with pytest.raises(Stale):
            services.apply_outcome(decision=SLUG, number=1, by=edgar, if_revision=99)
        with pytest.raises(Forbidden):
            services.apply_outcome(decision=SLUG, number=1, by=cast.actor("cora"))
        with pytest.raises(Invalid, match="no aggregate"):
            services.apply_outcome(decision=SLUG, number=1, by=edgar, aggregate="mode")
        with pytest.raises(NotThere):
            services.apply_outcome(decision=SLUG, number=2, by=edgar)
        Decision.objects.filter(slug=SLUG).update(status=Decision.Status.DECIDED)
        with pytest.raises(Forbidden, match="reopen"):
            services.apply_outcome(decision=SLUG, number=1, by=edgar)

    def test_takes_scores_where_somebody_has_an_opinion(self, cast: Cast) -> None:
        opened(cast, asks="scores")
        vote(cast, "cora", scores=[ScoreVote("tornado", "performance", Decimal(4))], finish=False)
        vote(cast, "olga", scores=[ScoreVote("tornado", "performance", Decimal(7))], finish=False)
        for who in ("cora", "olga"):
            services.finish_ballot(decision=SLUG, by=cast.actor(who), rest_empty=True)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        services.apply_outcome(decision=SLUG, number=1, by=cast.actor("olga"))
        values = dict(
            cast.shared.scores.filter(alternative__framework__slug="tornado").values_list(
                "weight__criterion__slug", "value"
            )
        )
        assert values["performance"] == Decimal("5.5")
        assert values["scalability"] == 9

    @pytest.mark.django_db(transaction=True)  # the revision rises once a transaction
    def test_keeps_the_share_of_a_criterion_that_joined_meanwhile(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        Criterion.objects.create(slug="price", name="Price", scale=make_scale())
        matrix.add_criterion(
            decision=SLUG, criterion="price", fields={"points": Decimal(100)}, by=cast.actor("olga")
        )
        with pytest.raises(Invalid, match="joined the decision after"):
            services.save_ballot(decision=SLUG, points={"price": Decimal(1)}, by=cast.actor("edgar"))
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        services.apply_outcome(decision=SLUG, number=1, by=cast.actor("olga"))
        points = dict(cast.shared.weights.values_list("criterion__slug", "points"))
        assert points["price"] == 50
        assert float(points["performance"]) == pytest.approx(50 / 7, abs=1e-3)

    @pytest.mark.django_db(transaction=True)  # the revision rises once a transaction
    def test_leaves_out_a_criterion_that_is_gone_and_keeps_its_votes(self, cast: Cast) -> None:
        row = opened(cast)
        vote(cast, "cora", EVEN)
        matrix.remove_criterion(decision=SLUG, criterion="performance", by=cast.actor("olga"))
        with pytest.raises(Invalid, match="no longer part of the decision"):
            services.save_ballot(decision=SLUG, points={"performance": Decimal(1)}, by=cast.actor("edgar"))
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        services.apply_outcome(decision=SLUG, number=1, by=cast.actor("olga"))
        assert float(cast.shared.weights.get(criterion__slug="scalability").points) == pytest.approx(
            100 / 6, abs=1e-3
        )
        assert BallotWeight.objects.filter(ballot__round=row, criterion__slug="performance").exists()

    @pytest.mark.django_db(transaction=True)  # the revision rises once a transaction
    def test_has_nothing_to_take_where_all_points_went_to_what_is_gone(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", dict.fromkeys(CRITERIA, Decimal(0)) | {"performance": Decimal(5)})
        matrix.remove_criterion(decision=SLUG, criterion="performance", by=cast.actor("olga"))
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        with pytest.raises(Conflicting, match="No ballot counts"):
            services.apply_outcome(decision=SLUG, number=1, by=cast.actor("olga"))

    def test_can_keep_the_weights_as_a_scenario_instead(self, cast: Cast) -> None:
        revealed(cast)
        slug = services.save_outcome(decision=SLUG, number=1, aggregate="median", by=cast.actor("edgar"))
        assert cast.shared.scenarios.get(slug=slug).name == "Round 1, median"

    def test_by_a_geometric_mean_that_leaves_nothing_is_refused_in_words(self, cast: Cast) -> None:
        opened(cast)
        zeros = dict.fromkeys(CRITERIA, Decimal(0))
        vote(cast, "cora", zeros | {"performance": Decimal(1)})
        vote(cast, "edgar", zeros | {"scalability": Decimal(1)})
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("olga"))
        with pytest.raises(Conflicting, match="arithmetic mean"):
            services.apply_outcome(decision=SLUG, number=1, aggregate="geometric", by=cast.actor("edgar"))


class TestTheClock:
    def test_reveals_by_the_operators_command(self, cast: Cast, capsys: Any) -> None:
        row = opened(cast, reveal="at_time", closes_at=timezone.now() + timedelta(days=1))
        Round.objects.filter(pk=row.pk).update(
            opened_at=timezone.now() - timedelta(days=2), closes_at=timezone.now() - timedelta(days=1)
        )
        call_command("reveal_due_rounds")
        assert "1 round revealed." in capsys.readouterr().out
        row.refresh_from_db()
        assert row.status == "revealed"

    def test_is_asked_about_once_a_minute_beside_whatever_serves(self, cast: Cast) -> None:
        row = opened(cast)
        vote(cast, "cora", EVEN)
        Membership.objects.filter(user__username__in=["olga", "edgar"]).delete()
        assert "reveal due rounds" in jobs.run_due_jobs()
        row.refresh_from_db()
        assert row.status == "revealed"


class TestGuidedWeights:
    def test_go_into_the_ballot_with_how_they_came_about(self, cast: Cast) -> None:
        opened(cast)
        keep = targets.target("ballot").save
        record = {"method": "swing", "group": "", "judgements": {"performance": 100}}
        path = keep(decision=SLUG, points=EVEN, record=record, by=cast.actor("cora"))
        assert path == f"/decisions/{SLUG}/team/ballot/"
        ballot = Ballot.objects.get(name="cora")
        assert (ballot.weights.count(), ballot.weighing) == (7, {"": record})
        services.save_ballot(decision=SLUG, points=EVEN, by=cast.actor("cora"))
        ballot.refresh_from_db()
        assert ballot.weighing
        services.save_ballot(decision=SLUG, points=SECURE, by=cast.actor("cora"))
        ballot.refresh_from_db()
        assert ballot.weighing is None

    def test_are_for_those_who_may_vote(self, cast: Cast) -> None:
        opened(cast)
        with pytest.raises(Forbidden):
            targets.target("ballot").save(decision=SLUG, points=EVEN, record={}, by=cast.actor("victor"))
