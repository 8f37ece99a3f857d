"""A decision can be opened as of any revision: it is then exactly what was served while that revision stood."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from criteria.models import Criterion, Metric, Scale, ValueFunction
from decision.engine import EngineError
from decision.matrix.loading import LoadedMatrix, load_as_of, load_matrix, words_as_of
from decision.matrix.models import Decision, Gate, Revision
from decision.matrix.selectors import matrix_at, open_decision
from decision.matrix.services import (
    ScoreChange,
    add_alternative,
    add_criterion,
    change_criterion,
    describe_decision,
    remove_alternative,
    remove_criterion,
    remove_gate,
    save_gate,
    save_scenario,
    set_gate_mode,
    set_scores,
    set_weights,
)
from decision.problems import NotThere, Refused
from decision.teams.actors import Actor, visitor
from frameworks.models import Claim, Framework, Source
from tests.builders import make_decision, make_scale
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
STAFF = Actor(user_id=None, name="stella", is_staff=True, can_write=True, door="command")
CRITERIA = ("speed", "price", "beauty", "age")
FRAMEWORKS = ("left", "right", "middle")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


class Editors:
    """Changes of every kind, drawn at random; some are refused, as some of people's are."""

    def __init__(self, slug: str, seed: int) -> None:
        self.slug, self.chance = slug, Random(seed)
        self.metric = Metric.objects.create(slug="rate", name="Rate", unit="1/s")
        self.curve = ValueFunction.objects.create(
            slug="curve", name="Curve", metric=self.metric, points=[[0, 0], [10, 10.5]]
        )
        self.source = Source.objects.create(slug="paper", title="Paper")
        for key in FRAMEWORKS:
            Framework.objects.get_or_create(slug=key, defaults={"name": key.title()})
        for key in CRITERIA:
            Criterion.objects.get_or_create(slug=key, defaults={"name": key, "scale": make_scale()})

    def change(self) -> None:
        changes: tuple[Callable[[], object], ...] = (
            self.weigh, self.weigh, self.score, self.score, self.score, self.cite, self.forget, self.describe,
            self.join, self.leave, self.judge, self.measure, self.stop, self.must, self.soften, self.name_weights,
            self.rename, self.rescale, self.reunit, self.observe, self.withdraw, self.redraw, self.past_the_product,
            self.move_the_document,
        )  # fmt: skip
        try:
            self.chance.choice(changes)()
        except Refused:
            return

    def number(self, most: int = 10) -> Decimal:
        return Decimal(self.chance.randint(0, most * 4)) / 4

    def weigh(self) -> None:
        points = {self.chance.choice(CRITERIA): self.number(100)}
        set_weights(decision=self.slug, points=points, by=STAFF)

    def cell(self, **what: object) -> None:
        place = {"framework": self.chance.choice(FRAMEWORKS), "criterion": self.chance.choice(CRITERIA)}
        set_scores(decision=self.slug, changes=[ScoreChange(**place, **what)], by=STAFF)  # type: ignore[arg-type]

    def score(self) -> None:
        value = self.number()
        self.cell(value=value, high=value + 1, confidence="low", rationale=f"because of {value}")

    def cite(self) -> None:
        claims = list(Claim.objects.values_list("pk", flat=True))
        self.cell(claims=self.chance.sample(claims, min(2, len(claims))))

    def forget(self) -> None:
        self.cell(remove=True)

    def describe(self) -> None:
        fields = {"title": f"Title {self.number()}", "close_call_margin": self.number(), "question": "Why?"}
        fields["missing_at"] = self.chance.choice([0, 50, 100])
        describe_decision(decision=self.slug, fields=fields, by=STAFF)

    def join(self) -> None:
        add_alternative(decision=self.slug, framework=self.chance.choice(FRAMEWORKS), fields={}, by=STAFF)

    def leave(self) -> None:
        remove_alternative(decision=self.slug, framework=self.chance.choice(FRAMEWORKS), by=STAFF)

    def judge(self) -> None:
        fields = {"points": self.number(50)}
        add_criterion(decision=self.slug, criterion=self.chance.choice(CRITERIA), fields=fields, by=STAFF)

    def measure(self) -> None:
        fields = {"value_function": self.chance.choice([self.curve, None])}
        change_criterion(decision=self.slug, criterion=self.chance.choice(CRITERIA), fields=fields, by=STAFF)

    def stop(self) -> None:
        remove_criterion(decision=self.slug, criterion=self.chance.choice(CRITERIA), by=STAFF)

    def must(self) -> None:
        fields: dict[str, object] = {"name": "Must", "threshold": self.number()}
        rows = list(Decision.objects.get(slug=self.slug).weights.all())
        fields |= (
            {"metric": self.metric} if self.chance.random() < 0.5 else {"criterion": self.chance.choice(rows)}
        )
        save_gate(decision=self.slug, gate=None, fields=fields, by=STAFF)

    def soften(self) -> None:
        for gate in Gate.objects.all()[:1]:
            if self.chance.random() < 0.5:
                remove_gate(decision=self.slug, gate=gate.pk, by=STAFF)
            else:
                set_gate_mode(
                    decision=self.slug, gate=gate.pk, mode=self.chance.choice(Gate.Mode.values), by=STAFF
                )

    def name_weights(self) -> None:
        points = {self.chance.choice(CRITERIA): self.number(50)}
        save_scenario(decision=self.slug, slug="mine", name="Mine", points=points, by=STAFF)

    def rename(self) -> None:
        Framework.objects.filter(slug=self.chance.choice(FRAMEWORKS)).update(short_name=f"F{self.number()}")

    def rescale(self) -> None:
        Scale.objects.update(high=11 + self.number())

    def reunit(self) -> None:
        Metric.objects.update(unit=f"per {self.number()}")
        Criterion.objects.filter(slug=self.chance.choice(CRITERIA)).update(metric=self.metric)

    def observe(self) -> None:
        framework = Framework.objects.get(slug=self.chance.choice(FRAMEWORKS))
        Claim.objects.create(
            source=self.source,
            framework=framework,
            metric=self.metric,
            kind="measurement",
            number=self.number(),
        )

    def withdraw(self) -> None:
        for claim in Claim.objects.filter(scores__isnull=True)[:1]:
            claim.delete()

    def redraw(self) -> None:
        ValueFunction.objects.update(points=[[0, 0.5], [float(5 + self.number()), 10]])

    def move_the_document(self) -> None:
        Source.objects.update(slug=f"paper-{self.chance.randint(0, 99)}")

    def past_the_product(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE matrix_score SET value = 3, low = NULL, high = NULL WHERE value > 6")
            cursor.execute("UPDATE matrix_alternative SET label = label || 'x' WHERE length(label) < 9")


def loaded_or_why(load: Callable[[], LoadedMatrix]) -> LoadedMatrix | str:
    """What is served, which is a refusal where curators' changes left the rows in contradiction."""
    try:
        return load()
    except EngineError as error:
        return str(error)


class TestAsOf:
    @pytest.mark.parametrize("seed", [1, 2])
    def test_is_what_was_served_at_every_revision_of_a_long_story(self, seed: int) -> None:
        with transaction.atomic():
            decision = make_decision(f"story-{seed}")
        editors = Editors(decision.slug, seed)
        served: dict[int, LoadedMatrix | str] = {}
        for _ in range(45):
            now = Decision.objects.values_list("revision", flat=True).get(pk=decision.pk)
            served[now] = loaded_or_why(lambda: load_matrix(decision.pk))
            editors.change()
        for revision, then in served.items():
            found = loaded_or_why(lambda number=revision: load_as_of(decision.pk, decision.slug, number))  # type: ignore[misc]
            assert found == then, revision
        assert len(served) > 15

    def test_takes_one_query(self, cast: Cast) -> None:
        set_weights(decision="public-choice", points={"performance": Decimal(30)}, by=cast.actor("edgar"))
        opened = open_decision("public-choice", by=visitor())
        with CaptureQueriesContext(connection) as asked:
            then = matrix_at(opened, 1)
        assert len(asked) == 1
        assert then.points["performance"] == 25
        with CaptureQueriesContext(connection) as asked:
            assert matrix_at(opened, 1) is then
        assert not asked

    def test_knows_no_revision_that_never_was(self, cast: Cast) -> None:
        opened = open_decision("public-choice", by=visitor())
        for revision in (0, 2, 900):
            with pytest.raises(NotThere, match=f"no revision {revision}"):
                matrix_at(opened, revision)

    def test_says_where_the_record_began(self) -> None:
        decision = Decision.objects.create(slug="older", title="Older", revision=7)
        with pytest.raises(
            NotThere, match="from before this decision's record began, which was with revision 7"
        ):
            load_as_of(decision.pk, decision.slug, 3)

    def test_has_the_words_of_that_day(self, cast: Cast) -> None:
        edgar = cast.actor("edgar")
        why = ScoreChange(framework="flask", criterion="performance", rationale="It felt slow.")
        set_scores(decision="public-choice", changes=[why], by=edgar)
        Decision.objects.filter(pk=cast.public.pk).update(question="Which now?", status="decided")
        words = words_as_of(cast.public.pk, 2)
        assert (words.question, words.status, words.actor, words.door) == ("", "draft", "edgar", "api")
        assert list(words.rationales.values()) == ["It felt slow."]

    def test_every_revision_says_who_made_it_by_hand_too(self, cast: Cast) -> None:
        set_weights(decision="public-choice", points={"performance": Decimal(30)}, by=cast.actor("edgar"))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE matrix_decision SET title = 'Renamed' WHERE slug = 'public-choice'")
            cursor.execute("SELECT session_user")
            [login] = cursor.fetchone()
        made = Revision.objects.filter(decision=cast.public, number__gt=1).values_list(
            "number", "actor", "door"
        )
        assert list(made) == [(2, "edgar", "api"), (3, login, "sql")]
