"""The revision is raised by the database itself, once per transaction, through any door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from criteria.models import Criterion, Metric, Scale
from decision.matrix.models import Decision, Gate, Scenario, ScenarioWeight, Score, Weight
from frameworks.models import Claim, Framework, Source
from tests.builders import make_decision

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def decision() -> Decision:
    with transaction.atomic():
        return make_decision()


def revision(decision: Decision) -> int:
    return Decision.objects.values_list("revision", flat=True).get(pk=decision.pk)


@contextmanager
def raising_by(steps: int, decision: Decision) -> Iterator[None]:
    before = revision(decision)
    yield
    assert revision(decision) == before + steps


def a_claim() -> Claim:
    source = Source.objects.create(slug="paper", title="Paper")
    return Claim.objects.create(source=source, kind="strength", text="quick")


class TestRevision:
    def test_starts_at_one_with_everything_that_came_with_the_decision(self, decision: Decision) -> None:
        assert revision(decision) == 1

    def test_rises_once_for_many_rows_in_one_transaction(self, decision: Decision) -> None:
        with raising_by(1, decision), transaction.atomic():
            decision.weights.update(points=3)
            Score.objects.filter(decision=decision).update(value=4)
            decision.title = "Another"
            decision.save()

    def test_rises_for_raw_sql(self, decision: Decision) -> None:
        with raising_by(1, decision), connection.cursor() as cursor:
            cursor.execute("UPDATE matrix_score SET value = 1 WHERE decision_id = %s", [decision.pk])

    def test_stays_when_nothing_really_changes(self, decision: Decision) -> None:
        with raising_by(0, decision):
            for weight in decision.weights.all():
                weight.save()
            decision.refresh_from_db()
            decision.save()

    def test_cannot_be_set_back_by_hand(self, decision: Decision) -> None:
        with raising_by(0, decision):
            Decision.objects.filter(pk=decision.pk).update(revision=77)

    def test_is_not_turned_back_by_saving_an_old_instance(self, decision: Decision) -> None:
        decision.weights.update(points=2)
        with raising_by(1, decision):
            decision.title = "Another"
            decision.save()

    @pytest.mark.parametrize(
        "change",
        [
            lambda decision: decision.scores.first().delete(),
            lambda decision: decision.alternatives.first().delete(),
            lambda decision: decision.weights.first().delete(),
            lambda decision: decision.alternatives.update(label="Short"),
            lambda decision: Scenario.objects.create(decision=decision, slug="other", name="Other"),
            lambda decision: Gate.objects.create(
                decision=decision, name="Must", criterion=decision.weights.first(), threshold=5
            ),
            lambda decision: decision.scores.first().claims.add(a_claim()),
            lambda decision: Framework.objects.filter(slug="left").update(name="Lefter"),
            lambda decision: Scale.objects.update(high=12),
        ],
        ids=["score", "alternative", "weight", "label", "scenario", "gate", "citation", "name", "scale"],
    )
    def test_rises_for_every_kind_of_row(
        self, decision: Decision, change: Callable[[Decision], object]
    ) -> None:
        before = revision(decision)
        with transaction.atomic():
            change(decision)
        assert revision(decision) == before + 1

    def test_rises_for_the_weights_of_a_scenario(self, decision: Decision) -> None:
        scenario = Scenario.objects.create(decision=decision, slug="other", name="Other")
        with raising_by(1, decision):
            ScenarioWeight.objects.create(scenario=scenario, weight=decision.weights.first(), points=2)

    def test_rises_when_a_cited_claim_is_corrected(self, decision: Decision) -> None:
        claim = a_claim()
        decision.scores.first().claims.add(claim)
        with raising_by(1, decision):
            Claim.objects.filter(pk=claim.pk).update(text="slow")

    def test_rises_for_the_claims_of_one_statement_that_count_and_really_change(
        self, decision: Decision
    ) -> None:
        cited = a_claim()
        decision.scores.first().claims.add(cited)
        others = [Claim.objects.create(source=cited.source, kind="strength", text=f"{n}") for n in range(3)]
        with raising_by(0, decision):
            Claim.objects.filter(pk__in=[one.pk for one in others]).update(text="slow")
            Claim.objects.update(text=F("text"))
        with raising_by(1, decision):
            Claim.objects.update(version="2")
        with raising_by(1, decision):
            Claim.objects.update(status="rejected")
        with raising_by(0, decision):
            Claim.objects.update(version="3")

    def test_rises_when_a_citation_moves_to_another_claim(self, decision: Decision) -> None:
        claim = a_claim()
        decision.scores.first().claims.add(claim)
        other = Claim.objects.create(source=claim.source, kind="strength", text="small")
        with raising_by(1, decision):
            Score.claims.through.objects.filter(claim=claim).update(claim=other)

    def test_rises_when_the_source_of_a_cited_claim_or_of_a_scenario_is_corrected(
        self, decision: Decision
    ) -> None:
        claim = a_claim()
        decision.scores.first().claims.add(claim)
        with raising_by(1, decision):
            Source.objects.filter(pk=claim.source_id).update(slug="article")
        printed = Source.objects.create(slug="book", title="Book")
        Scenario.objects.create(decision=decision, slug="other", name="Other", source=printed)
        with raising_by(1, decision):
            Source.objects.filter(pk=printed.pk).update(slug="reprint")

    def test_rises_when_the_metric_of_a_criterion_or_of_a_must_have_is_corrected(
        self, decision: Decision
    ) -> None:
        latency = Metric.objects.create(slug="latency", name="Latency", unit="s", direction="cost")
        Criterion.objects.filter(slug="speed").update(metric=latency)
        with raising_by(1, decision):
            Metric.objects.filter(pk=latency.pk).update(unit="ms")
        stars = Metric.objects.create(slug="stars", name="Stars", direction="benefit")
        Gate.objects.create(decision=decision, name="Known", metric=stars, threshold=5)
        with raising_by(1, decision):
            Metric.objects.filter(pk=stars.pk).update(unit="stars")

    @pytest.mark.parametrize("moved", ["metric", "framework"])
    def test_rises_when_the_figure_of_a_must_have_turns_out_to_be_about_something_else(
        self, decision: Decision, moved: str
    ) -> None:
        stars = Metric.objects.create(slug="stars", name="Stars", direction="benefit")
        Gate.objects.create(decision=decision, name="Known", metric=stars, threshold=5)
        figure = a_claim()
        left = Framework.objects.get(slug="left")
        Claim.objects.filter(pk=figure.pk).update(metric=stars, framework=left, number=7)
        with raising_by(1, decision):
            Claim.objects.filter(pk=figure.pk).update(**{moved: None})

    def test_leaves_other_decisions_alone(self, decision: Decision) -> None:
        other = make_decision(
            "another", frameworks=("up", "down"), weights=(("size", 1),), scores=((1,), (2,))
        )
        with raising_by(0, other):
            decision.weights.update(points=9)


class TestOneDecision:
    def test_never_mixes_its_rows_with_those_of_another(self, decision: Decision) -> None:
        other = make_decision("another", frameworks=("up",), weights=(("size", 1),), scores=((1,),))
        stray = Score(
            decision=decision,
            alternative=decision.alternatives.first(),
            weight=other.weights.first(),
            value=1,
        )
        with pytest.raises(IntegrityError, match="matrix_score_weight_of_decision"):
            Score.objects.bulk_create([stray])

    def test_keeps_weights_from_being_negative(self, decision: Decision) -> None:
        with pytest.raises(IntegrityError, match="matrix_weight_not_negative"):
            Weight.objects.filter(decision=decision).update(points=-1)
