"""Studies: they take turns, are put down and taken up, called off and found again, and always find the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4
from zlib import decompress

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from decision.api.encoding import encode
from decision.matrix.models import Decision
from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.robustness import services, turns
from decision.robustness.asking import Asked
from decision.robustness.models import Study
from decision.robustness.selectors import robustness_of
from decision.robustness.serializers import robustness_answer
from decision.robustness.services import begin_study, cancel_study, forget_old_studies
from decision.robustness.studying import Work
from decision.robustness.turns import take_turn
from decision.teams.actors import visitor
from tests.cast import Cast

ASKED = Asked(draws=30_000, seed=7)
Status = Study.Status


def begun(cast: Cast, asked: Asked = ASKED, who: str = "edgar", slug: str = "public-choice") -> Study:
    by = visitor("api") if who == "visitor" else cast.actor(who)
    return begin_study(decision=slug, asked=asked, by=by).study


def finished(study: Study, seconds: float = 5.0, *, is_read_anew: bool = False) -> dict[str, object]:
    """The study's answer, after as many turns as it takes; `is_read_anew`: as if each were another process's."""
    for _ in range(1000):
        if is_read_anew:
            Study.objects.filter(pk=study.pk).update(turn_at=timezone.now())
        study.refresh_from_db()
        if study.status not in Study.UNFINISHED:
            break
        assert take_turn(seconds)
    assert study.status == Status.DONE, study.error
    found: dict[str, object] = orjson.loads(decompress(bytes(study.result or b"")))
    return found


class TestAnswers:
    def test_finds_what_one_request_finds(self, cast: Cast) -> None:
        loaded = matrix_of(open_decision("public-choice", by=cast.actor("edgar")))
        at_once = orjson.loads(encode(robustness_answer(loaded, robustness_of(loaded, ASKED))))
        assert finished(begun(cast)) == at_once

    def test_finds_the_same_however_often_it_is_put_down(self, cast: Cast) -> None:
        in_one_go = finished(begun(cast))
        for is_read_anew in (False, True):
            Study.objects.all().delete()
            assert finished(begun(cast), seconds=0.0001, is_read_anew=is_read_anew) == in_one_go

    def test_is_not_read_again_by_the_process_that_worked_on_it_last(self, cast: Cast) -> None:
        begun(cast)
        with CaptureQueriesContext(connection) as first:
            take_turn(0.0001)
        with CaptureQueriesContext(connection) as second:
            take_turn(0.0001)
        # What is due, a lock, the study, its beginning, what was counted, the telling, the lock
        assert len(second) < len(first)
        assert not any(
            '"state"' in query["sql"].partition("FROM")[0] for query in second if "SELECT" in query["sql"]
        )

    def test_goes_on_where_a_process_was_killed(self, cast: Cast) -> None:
        study = begun(cast)
        take_turn(0.0001)
        study.refresh_from_db()
        kept, done = study.state, study.draws_done
        assert 0 < done < 30_000
        Study.objects.filter(pk=study.pk).update(
            status=Status.RUNNING, begun_turns=1
        )  # began a turn, and was gone
        work = Work.of(Study.objects.get(pk=study.pk))
        assert work.draws_done == done
        assert finished(study)["seed"] == 7
        assert kept

    def test_counts_anew_what_another_version_counted(self, cast: Cast) -> None:
        study = begun(cast)
        take_turn(0.0001)
        study.refresh_from_db()
        state = orjson.loads(bytes(study.state or b""))
        state["draws"] = {**state["draws"], "fingerprint": "of another engine", "version": "0"}
        Study.objects.filter(pk=study.pk).update(state=orjson.dumps(state))
        assert Work.of(Study.objects.get(pk=study.pk)).draws_done == 0
        assert finished(study)["seed"] == 7

    def test_studies_the_revision_that_it_was_begun_at(self, cast: Cast) -> None:
        study = begun(cast)
        Decision.objects.filter(slug="public-choice").update(revision=study.revision + 1)
        assert finished(study)["revision"] == study.revision

    def test_takes_a_what_if_and_a_scenario_as_asked(self, cast: Cast) -> None:
        study = begun(cast, replace(ASKED, weights="around", spread=0.3))
        found = finished(study)
        assert (found["weights"], found["spread"]) == ("around", 0.3)


class TestTurns:
    def test_says_how_far_it_is(self, cast: Cast) -> None:
        study = begun(cast)
        take_turn(0.0001)
        study.refresh_from_db()
        assert study.status == Status.RUNNING
        assert study.step == "Drawing weights and scores"
        assert study.first[0]["framework"] == "fastapi"
        assert study.started_at

    def test_takes_them_in_turn(self, cast: Cast) -> None:
        one, other = begun(cast), begun(cast, replace(ASKED, seed=8))
        for _ in range(2):
            take_turn(0.0001)
        for study in (one, other):
            study.refresh_from_db()
            assert study.draws_done > 0

    def test_does_nothing_where_none_is_due(self, cast: Cast) -> None:
        assert not take_turn()

    def test_gives_up_on_what_ends_its_process_again_and_again(self, cast: Cast) -> None:
        study = begun(cast)
        Study.objects.filter(pk=study.pk).update(begun_turns=turns.MOST_TURNS_LOST)
        assert take_turn()
        study.refresh_from_db()
        assert study.status == Status.FAILED
        assert "3 times" in study.error

    def test_says_why_a_revision_cannot_be_studied_any_more(self, cast: Cast) -> None:
        study = begun(cast)
        Study.objects.filter(pk=study.pk).update(revision=study.revision + 40)
        take_turn()
        study.refresh_from_db()
        assert study.status == Status.FAILED
        assert study.error

    def test_stops_at_the_end_of_a_step_when_told(self, cast: Cast) -> None:
        study = begun(cast)
        take_turn(60, stopped=lambda: True)
        study.refresh_from_db()
        assert (study.status, study.draws_done) == (Status.RUNNING, 0)


class TestBeginning:
    def test_finds_the_same_study_for_the_same_question(self, cast: Cast) -> None:
        first = begin_study(decision="public-choice", asked=ASKED, by=cast.actor("edgar"))
        second = begin_study(decision="public-choice", asked=ASKED, by=visitor("api"))
        assert first.is_new
        assert not second.is_new
        assert first.study.pk == second.study.pk

    def test_begins_another_for_another_question_or_revision(self, cast: Cast) -> None:
        study = begun(cast)
        assert begun(cast, replace(ASKED, seed=8)).pk != study.pk
        Study.objects.filter(pk=study.pk).update(revision=0)
        assert begun(cast).pk != study.pk

    def test_goes_on_with_one_that_was_called_off(self, cast: Cast) -> None:
        study = begun(cast)
        take_turn(0.0001)
        cancel_study(decision="public-choice", study=study.pk, by=cast.actor("edgar"))
        again = begun(cast, who="cora")
        assert (again.pk, again.status, again.owner_id) == (study.pk, Status.WAITING, cast.users["cora"].pk)
        assert again.draws_done > 0

    def test_refuses_what_cannot_be_computed_before_it_begins(self, cast: Cast) -> None:
        for wrong, pointer in (
            (replace(ASKED, draws=0), "/draws"),
            (replace(ASKED, draws=10_000_001), "/draws"),
            (replace(ASKED, seed=-1), "/seed"),
            (replace(ASKED, weights="around", spread=0.0), "/spread"),
            (replace(ASKED, weights="ordered"), "/order"),
            (replace(ASKED, locked=("nothing",)), "/locked"),
        ):
            with pytest.raises(Invalid) as refused:
                begun(cast, wrong)
            assert refused.value.errors[0][0] == pointer
        with pytest.raises(NotThere):
            begun(cast, replace(ASKED, scenario="none"))
        assert not Study.objects.exists()

    def test_lets_nobody_have_too_many_at_once(self, cast: Cast) -> None:
        for seed in range(services.MOST_OF_ONE):
            begun(cast, replace(ASKED, seed=seed))
        with pytest.raises(Conflicting, match="wait for one, or cancel one"):
            begun(cast, replace(ASKED, seed=99))
        assert begun(cast, replace(ASKED, seed=99), who="olga")


class TestCancelling:
    def test_is_for_who_began_it_and_for_editors(self, cast: Cast) -> None:
        study = begun(cast, who="cora")
        for who in ("victor", "otto"):
            with pytest.raises(Forbidden):
                cancel_study(decision="public-choice", study=study.pk, by=cast.actor(who))
        assert (
            cancel_study(decision="public-choice", study=study.pk, by=cast.actor("olga")).status
            == Status.CANCELLED
        )

    def test_of_a_visitors_is_for_who_knows_it(self, cast: Cast) -> None:
        study = begun(cast, who="visitor")
        assert (
            cancel_study(decision="public-choice", study=study.pk, by=visitor("api")).status
            == Status.CANCELLED
        )

    def test_leaves_a_finished_one_as_it_is(self, cast: Cast) -> None:
        study = begun(cast)
        finished(study)
        assert (
            cancel_study(decision="public-choice", study=study.pk, by=cast.actor("edgar")).status
            == Status.DONE
        )

    def test_ends_what_is_being_computed(self, cast: Cast) -> None:
        study = begun(cast)

        def cancelled() -> bool:
            Study.objects.filter(pk=study.pk).update(status=Status.CANCELLED)
            return True

        take_turn(60, stopped=cancelled)
        study.refresh_from_db()
        assert (study.status, study.state) == (Status.CANCELLED, None)

    def test_finds_nothing_of_other_decisions(self, cast: Cast) -> None:
        study = begun(cast)
        with pytest.raises(NotThere):
            cancel_study(decision="shared-choice", study=study.pk, by=cast.actor("edgar"))
        with pytest.raises(NotThere):
            cancel_study(decision="public-choice", study=uuid4(), by=cast.actor("edgar"))


class TestForgetting:
    def test_forgets_visitors_after_a_week_and_others_after_a_month(self, cast: Cast) -> None:
        begun(cast, who="visitor")
        begun(cast, replace(ASKED, seed=1))
        Study.objects.update(turn_at=timezone.now() - timedelta(days=8))
        assert forget_old_studies() == 1
        Study.objects.update(turn_at=timezone.now() - timedelta(days=31))
        assert forget_old_studies() == 1
