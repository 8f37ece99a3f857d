"""Undo brings back what a change replaced, as a new change; what stands in the way is said and shown."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from django.db import connection

from criteria.models import Criterion, Scale
from decision.history.services import ChangedSince, undo_change, undo_revision
from decision.matrix.loading import LoadedMatrix, load_matrix
from decision.matrix.models import Decision, Gate, Revision, Weight
from decision.matrix.services import (
    ScoreChange,
    add_alternative,
    add_criterion,
    curate_scenario,
    describe_decision,
    remove_alternative,
    remove_criterion,
    remove_gate,
    save_scenario,
    set_gate_mode,
    set_published_totals,
    set_scores,
    set_weights,
)
from decision.problems import Conflicting, Forbidden, Invalid, NotThere, Refused, Stale
from decision.record.selectors import history_of
from decision.teams.actors import visitor
from frameworks.models import Claim, Framework, Source
from tests.cast import Cast, add_gate, add_scenario

SLUG = "public-choice"


def weigh(cast: Cast, points: int, name: str = "edgar", criterion: str = "performance") -> int:
    return set_weights(decision=SLUG, points={criterion: Decimal(points)}, by=cast.actor(name))


def score(cast: Cast, value: int, name: str = "edgar", **more: object) -> int:
    change = ScoreChange(framework="flask", criterion="documentation", value=Decimal(value), **more)  # type: ignore[arg-type]
    return set_scores(decision=SLUG, changes=[change], by=cast.actor(name))


def undo(cast: Cast, revision: int, name: str = "olga", **more: object) -> int:
    return undo_revision(decision=SLUG, revision=revision, by=cast.actor(name), **more)  # type: ignore[arg-type]


def now(cast: Cast) -> LoadedMatrix:
    return load_matrix(cast.public.pk)


def but_revision(loaded: LoadedMatrix) -> dict[str, object]:
    return {
        key: value
        for key, value in vars(loaded).items()
        if key not in ("revision", "matrix", "labels", "leaves", "points")
    }


def points_of(cast: Cast, criterion: str = "performance") -> Decimal:
    return Weight.objects.get(decision=cast.public, criterion__slug=criterion).points


class TestUndo:
    def test_brings_back_what_was_there_as_a_new_change_with_its_own_record(self, cast: Cast) -> None:
        weigh(cast, 30)
        assert undo(cast, 2) == 3
        assert points_of(cast) == 25
        made = Revision.objects.get(decision=cast.public, number=3)
        assert (made.actor, made.note, made.undoes) == ("olga", "Undo of revision 2 by edgar", 2)
        [change] = history_of(cast.public.pk, size=1).changes
        assert (change.who, change.old, change.new, change.revision) == ("olga", 30, 25, 3)

    def test_of_an_undo_brings_the_change_back(self, cast: Cast) -> None:
        weigh(cast, 30)
        undo(cast, 2)
        undo(cast, 3, name="edgar")
        assert points_of(cast) == 30
        assert Revision.objects.get(decision=cast.public, number=4).note == "Undo of revision 3 by olga"

    def test_takes_back_every_field_of_a_revision(self, cast: Cast) -> None:
        score(cast, 5)
        before = now(cast)
        claim = Claim.objects.create(
            source=Source.objects.create(slug="s", title="S"), kind="score", text="so"
        )
        score(cast, 9, low=Decimal(8), confidence="high", rationale="Better now.", claims=[claim.pk])
        undo(cast, 3)
        assert but_revision(now(cast)) == but_revision(before)

    def test_of_one_change_leaves_the_others_of_its_revision(self, cast: Cast) -> None:
        set_weights(
            decision=SLUG,
            points={"performance": Decimal(1), "scalability": Decimal(2)},
            by=cast.actor("edgar"),
        )
        changes = {change.criterion: change.id for change in history_of(cast.public.pk, size=2).changes}
        undo_change(decision=SLUG, change=changes["performance"], by=cast.actor("olga"))
        assert (points_of(cast), points_of(cast, "scalability")) == (25, 2)
        note = Revision.objects.get(decision=cast.public, number=3).note
        assert note == "Undo of “Performance: 25 → 1” in revision 2 by edgar"

    def test_removes_what_was_added(self, cast: Cast) -> None:
        Framework.objects.create(slug="django", name="Django")
        before = now(cast)
        add_alternative(decision=SLUG, framework="django", fields={}, by=cast.actor("edgar"))
        undo(cast, 2)
        assert but_revision(now(cast)) == but_revision(before)

    def test_brings_a_removed_criterion_back_with_all_that_fell_with_it(self, cast: Cast) -> None:
        claim = Claim.objects.create(
            source=Source.objects.create(slug="s", title="S"), kind="score", text="so"
        )
        score(cast, 6, claims=[claim.pk])
        add_gate(cast.public, "documentation", 2)
        add_scenario(cast.public, "mine", documentation=9)
        before = now(cast)
        removed = remove_criterion(decision=SLUG, criterion="documentation", by=cast.actor("edgar"))
        assert not now(cast).gates
        undo(cast, removed)
        assert but_revision(now(cast)) == but_revision(before)

    def test_brings_a_removed_alternative_back_with_its_scores(self, cast: Cast) -> None:
        before = now(cast)
        remove_alternative(decision=SLUG, framework="flask", by=cast.actor("edgar"))
        undo_change(
            decision=SLUG, change=f"alternative-{alternative_event()}-framework", by=cast.actor("olga")
        )
        assert but_revision(now(cast)) == but_revision(before)

    def test_brings_words_of_the_decision_back(self, cast: Cast) -> None:
        fields = {"title": "Another", "close_call_margin": Decimal(1)}
        describe_decision(decision=SLUG, fields=fields, by=cast.actor("edgar"))
        undo(cast, 2)
        found = Decision.objects.get(pk=cast.public.pk)
        assert (found.title, found.close_call_margin) == (cast.public.title, Decimal("0.05"))

    def test_restores_what_sql_replaced(self, cast: Cast) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE matrix_weight SET points = 0 WHERE decision_id = %s", [cast.public.pk])
        undo(cast, 2)
        assert points_of(cast) == 25

    @pytest.mark.parametrize("seed", [1, 2])
    def test_of_all_revisions_one_after_the_other_leads_back_to_the_beginning(
        self, cast: Cast, seed: int
    ) -> None:
        chance = Random(seed)
        before, edgar = now(cast), cast.actor("edgar")
        Framework.objects.create(slug="django", name="Django")
        for _ in range(12):
            kind = chance.randrange(6)
            number = Decimal(chance.randint(0, 10))
            criterion = chance.choice(["performance", "documentation", "scalability"])
            try:
                if kind == 0:
                    set_weights(decision=SLUG, points={criterion: number}, by=edgar)
                elif kind == 1:
                    change = ScoreChange(
                        framework="flask", criterion=criterion, value=number, rationale=str(number)
                    )
                    set_scores(decision=SLUG, changes=[change], by=edgar)
                elif kind == 2:
                    remove_criterion(decision=SLUG, criterion=criterion, by=edgar)
                elif kind == 3:
                    add_alternative(decision=SLUG, framework="django", fields={}, by=edgar)
                elif kind == 4:
                    remove_alternative(decision=SLUG, framework="flask", by=edgar)
                else:
                    save_scenario(
                        decision=SLUG, slug="mine", name="Mine", points={criterion: number}, by=edgar
                    )
            except Refused:
                continue
        last = now(cast).revision
        assert last > 4
        for revision in range(last, 1, -1):
            undo(cast, revision)
        assert but_revision(now(cast)) == but_revision(before)


def alternative_event() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(pgh_id) FROM matrix_alternativeevent")
        found: int = cursor.fetchone()[0]
    return found


class TestRefusals:
    def test_shows_what_was_changed_again_and_goes_back_anyway_when_asked(self, cast: Cast) -> None:
        weigh(cast, 30)
        weigh(cast, 35, name="olga")
        with pytest.raises(ChangedSince) as refused:
            undo(cast, 2)
        [meanwhile] = refused.value.meanwhile
        assert meanwhile.then == "Performance: 25 → 30"
        assert meanwhile.later == "revision 3 by olga: Performance: 30 → 35"
        assert points_of(cast) == 35
        undo(cast, 2, anyway=True)
        assert points_of(cast) == 25

    def test_says_when_it_is_undone_already(self, cast: Cast) -> None:
        weigh(cast, 30)
        undo(cast, 2)
        with pytest.raises(Conflicting, match="Revision 2 is already undone"):
            undo(cast, 2)

    def test_of_something_else_minds_nothing_that_changed_beside_it(self, cast: Cast) -> None:
        weigh(cast, 30)
        weigh(cast, 9, criterion="documentation")
        undo(cast, 2)
        assert (points_of(cast), points_of(cast, "documentation")) == (25, 9)

    def test_shows_what_was_built_on_what_would_go(self, cast: Cast) -> None:
        Criterion.objects.create(slug="taste", name="Taste", scale=Scale.objects.get(slug="zero-to-ten"))
        add_criterion(decision=SLUG, criterion="taste", fields={}, by=cast.actor("edgar"))
        change = ScoreChange(framework="flask", criterion="taste", value=Decimal(4))
        set_scores(decision=SLUG, changes=[change], by=cast.actor("edgar"))
        with pytest.raises(ChangedSince, match="later changes") as refused:
            undo(cast, 2)
        assert "Flask on Taste: scored 4" in refused.value.meanwhile[0].later
        undo(cast, 2, anyway=True)
        assert "taste" not in now(cast).points

    def test_cannot_change_what_is_gone(self, cast: Cast) -> None:
        score(cast, 5)
        remove_alternative(decision=SLUG, framework="flask", by=cast.actor("edgar"))
        for anyway in (False, True):
            with pytest.raises(ChangedSince):
                undo(cast, 2, anyway=anyway)

    def test_says_what_the_catalogue_no_longer_has(self, cast: Cast) -> None:
        remove_alternative(decision=SLUG, framework="flask", by=cast.actor("edgar"))
        for slug in ("shared-choice", "private-choice"):
            remove_alternative(decision=slug, framework="flask", by=cast.actor("olga"))
        Framework.objects.get(slug="flask").delete()
        with pytest.raises(
            Conflicting, match="it needs the framework “Flask”, which the catalogue no longer has"
        ):
            undo(cast, 2)

    def test_refuses_what_came_again_since(self, cast: Cast) -> None:
        remove_alternative(decision=SLUG, framework="flask", by=cast.actor("edgar"))
        add_alternative(decision=SLUG, framework="flask", fields={"label": "New"}, by=cast.actor("edgar"))
        with pytest.raises(ChangedSince):
            undo(cast, 2)
        undo(cast, 2, anyway=True)
        assert now(cast).labels["flask"] == "Flask"
        assert now(cast).values["flask", "performance"].value == 7

    def test_keeps_the_rules_of_a_matrix(self, cast: Cast) -> None:
        Scale.objects.update(high=20)
        score(cast, 15)
        score(cast, 4)
        Scale.objects.update(high=10)
        with pytest.raises(Invalid, match="Flask on Documentation: A score here runs from 0 to 10"):
            undo(cast, 4)
        assert now(cast).values["flask", "documentation"].value == 4

    def test_is_for_editors_of_decisions_that_are_open(self, cast: Cast) -> None:
        weigh(cast, 30)
        for name, refusal in (("victor", Forbidden), ("cora", Forbidden)):
            with pytest.raises(refusal):
                undo(cast, 2, name=name)
        with pytest.raises(Forbidden):
            undo_revision(decision=SLUG, revision=2, by=visitor())
        with pytest.raises(NotThere):
            undo_revision(decision="private-choice", revision=1, by=cast.actor("otto"))
        Decision.objects.filter(pk=cast.public.pk).update(status="decided")
        with pytest.raises(Forbidden, match="reopen it"):
            undo(cast, 2)

    def test_knows_the_beginning_the_unknown_and_the_stale(self, cast: Cast) -> None:
        with pytest.raises(Conflicting, match="opened the decision"):
            undo(cast, 1)
        with pytest.raises(NotThere, match="no revision 9"):
            undo(cast, 9)
        for change in (
            "weight-1-points",
            "ballot-1-points",
            "nonsense",
            "weight-99999999999999999999-points",
        ):
            with pytest.raises(NotThere, match="no change"):
                undo_change(decision=SLUG, change=change, by=cast.actor("olga"))
        weigh(cast, 30)
        with pytest.raises(Stale):
            undo(cast, 2, if_revision=1)

    def test_leaves_the_catalogue_and_the_status_to_those_whose_they_are(self, cast: Cast) -> None:
        Scale.objects.update(high=20)
        with pytest.raises(Conflicting, match="made in the catalogue"):
            undo(cast, 2)
        Decision.objects.filter(pk=cast.public.pk).update(status="in_review")
        with pytest.raises(Conflicting, match="sign-off page"):
            undo(cast, 3)

    def test_leaves_what_a_source_published_to_curators(self, cast: Cast) -> None:
        fields = {"slug": "printed", "name": "Printed", "kind": "published"}
        curate_scenario(decision=SLUG, scenario=None, fields=fields, by=cast.actor("stella"))
        with pytest.raises(Forbidden):
            undo(cast, 2)
        undo(cast, 2, name="stella")
        assert not now(cast).scenarios

    def test_brings_published_points_back_with_the_criterion_they_fell_with(self, cast: Cast) -> None:
        add_scenario(cast.public, "printed", kind="published", performance=60, documentation=40)
        before = now(cast)
        removed = remove_criterion(decision=SLUG, criterion="documentation", by=cast.actor("edgar"))
        undo(cast, removed, name="edgar")
        assert but_revision(now(cast)) == but_revision(before)
        undo(cast, removed + 1, name="edgar")
        assert not Weight.objects.filter(decision=cast.public, criterion__slug="documentation").exists()

    def test_a_must_have_and_a_printed_total_come_back_too(self, cast: Cast) -> None:
        gate = add_gate(cast.public, "performance", 7)
        edgar = cast.actor("edgar")
        before = now(cast)
        set_gate_mode(decision=SLUG, gate=gate.pk, mode=Gate.Mode.WARNS, by=edgar)
        set_published_totals(decision=SLUG, totals={"flask": None}, by=edgar)
        remove_gate(decision=SLUG, gate=gate.pk, by=edgar)
        for revision in (5, 4, 3):
            undo(cast, revision)
        assert but_revision(now(cast)) == but_revision(before)
