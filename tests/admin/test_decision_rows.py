"""What a decision is made of, edited on its own page, and decisions themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from criteria.models import Criterion, Scale
from decision.matrix.models import Decision, Gate, Scenario
from decision.matrix.services import save_scenario
from decision.teams.actors import Actor
from frameworks.models import Framework
from tests.builders import make_decision, make_scale

from .pages import change_url, form_of, revision

pytestmark = pytest.mark.django_db


def with_row(form: dict[str, str], prefix: str, **fields: object) -> dict[str, str]:
    """The form with one more row in an inline."""
    count = int(form[f"{prefix}-TOTAL_FORMS"])
    added = {f"{prefix}-{count}-{name}": str(value) for name, value in fields.items()}
    return {**form, f"{prefix}-TOTAL_FORMS": str(count + 1), **added}


class TestAddingRows:
    @pytest.mark.django_db(transaction=True)
    def test_lets_a_framework_take_part_and_raises_the_revision_once(
        self, client: Client, decision: Decision
    ) -> None:
        before = revision(decision)
        middle = Framework.objects.create(slug="middle", name="Middle")
        form = with_row(
            form_of(client, change_url(decision)),
            "alternatives",
            framework=middle.pk,
            label="Mid",
            position=0,
        )
        assert client.post(change_url(decision), form).status_code == 302
        added = decision.alternatives.get(framework=middle)
        assert (added.label, added.position) == ("Mid", 2)
        assert revision(decision) == before + 1

    def test_judges_by_one_more_criterion_beneath_a_group(self, client: Client) -> None:
        decision = make_decision(weights=(("running", 5), ("speed", 6)), scores=((None, 8), (None, 6)))
        group = decision.weights.get(criterion__slug="running")
        ease = Criterion.objects.create(slug="ease", name="Ease", scale=make_scale())
        form = form_of(client, change_url(decision))
        form = with_row(form, "weights", criterion=ease.pk, parent=group.pk, value_function="", position=0)
        assert client.post(change_url(decision), form).status_code == 302
        assert decision.weights.get(criterion=ease).parent == group

    def test_refuses_a_parent_with_scores_of_its_own(self, client: Client, decision: Decision) -> None:
        ease = Criterion.objects.create(slug="ease", name="Ease", scale=make_scale())
        speed = decision.weights.get(criterion__slug="speed")
        form = form_of(client, change_url(decision))
        form = with_row(form, "weights", criterion=ease.pk, parent=speed.pk, value_function="", position=0)
        response = client.post(change_url(decision), form)
        assert "“Speed” has scores of its own" in response.content.decode()
        assert decision.weights.count() == 2

    def test_refuses_a_criterion_beneath_itself(self, client: Client) -> None:
        decision = make_decision(
            weights=(("outer", 5), ("inner", 5), ("speed", 6)), scores=((None, None, 8), (None, None, 6))
        )
        outer, inner = (decision.weights.get(criterion__slug=slug) for slug in ("outer", "inner"))
        decision.weights.filter(pk=inner.pk).update(parent=outer)
        form = form_of(client, change_url(decision))
        row = next(
            name
            for name, text in form.items()
            if name.startswith("weights-") and name.endswith("-id") and text == str(outer.pk)
        )
        response = client.post(change_url(decision), {**form, row.replace("-id", "-parent"): str(inner.pk)})
        assert "A criterion cannot stand beneath itself." in response.content.decode()

    def test_adds_a_must_have_and_a_scenario(self, client: Client, decision: Decision) -> None:
        speed = decision.weights.get(criterion__slug="speed")
        form = with_row(
            form_of(client, change_url(decision)), "gates", name="Fast enough", criterion=speed.pk, metric="",
            comparison="at_least", threshold="7", mode="excludes", position=0,
        )  # fmt: skip
        form = with_row(form, "scenarios", name="As is", slug="as-is", kind="custom", source="", position=0)
        assert client.post(change_url(decision), form).status_code == 302
        assert Gate.objects.get(decision=decision).threshold == 7
        scenario = Scenario.objects.get(decision=decision)
        assert sorted(scenario.weights.values_list("points", flat=True)) == [4, 6]

    def test_refuses_a_must_have_about_nothing(self, client: Client, decision: Decision) -> None:
        form = with_row(
            form_of(client, change_url(decision)), "gates", name="Vague", criterion="", metric="",
            comparison="at_least", threshold="7", mode="excludes", position=0,
        )  # fmt: skip
        response = client.post(change_url(decision), form)
        assert (
            "A must-have needs either a criterion or a metric, or else a feature."
            in response.content.decode()
        )


class TestRemovingRows:
    def delete(self, client: Client, decision: Decision, prefix: str, index: int = 0) -> str:
        form = form_of(client, change_url(decision))
        response = client.post(change_url(decision), {**form, f"{prefix}-{index}-DELETE": "on"})
        return "" if response.status_code == 302 else response.content.decode()

    def test_takes_an_alternative_out_with_its_scores(self, client: Client, decision: Decision) -> None:
        assert self.delete(client, decision, "alternatives") == ""
        assert decision.alternatives.count() == 1
        assert decision.scores.count() == 2

    def test_takes_a_criterion_out_with_its_scores(self, client: Client, decision: Decision) -> None:
        assert self.delete(client, decision, "weights") == ""
        assert [row.criterion.slug for row in decision.weights.all()] == ["price"]

    def test_keeps_a_criterion_when_the_rest_would_weigh_nothing(
        self, client: Client, decision: Decision
    ) -> None:
        decision.weights.filter(criterion__slug="price").update(points=0)
        assert "The weights add up to nothing" in self.delete(client, decision, "weights")
        assert decision.weights.count() == 2

    def test_keeps_what_a_source_published(self, client: Client, decision: Decision, script: Actor) -> None:
        save_scenario(
            decision=decision.slug, slug="printed", name="Printed", points={"speed": Decimal(1)}, by=script
        )
        decision.scenarios.update(kind=Scenario.Kind.PUBLISHED)
        assert "stays on record" in self.delete(client, decision, "scenarios")
        assert decision.scenarios.exists()


class TestScenarios:
    @pytest.fixture
    def scenario(self, decision: Decision, script: Actor) -> Scenario:
        save_scenario(
            decision=decision.slug, slug="fast", name="Fast", points={"speed": Decimal(9)}, by=script
        )
        return decision.scenarios.get()

    def test_shows_and_takes_points_as_lines(self, client: Client, scenario: Scenario) -> None:
        form = form_of(client, change_url(scenario))
        assert form["points"] == "speed = 9"
        client.post(change_url(scenario), {**form, "points": "speed = 7\nprice = 2.5"})
        assert dict(scenario.weights.values_list("weight__criterion__slug", "points")) == {
            "speed": 7,
            "price": 2.5,
        }

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("speed", "write it like"),
            ("speed = much", "write it like"),
            ("spede = 4", "“spede” is not a criterion of this decision."),
            ("speed = -1", "A weight cannot be negative"),
        ],
    )
    def test_says_which_line_is_wrong(
        self, client: Client, scenario: Scenario, typed: str, said: str
    ) -> None:
        response = client.post(
            change_url(scenario), {**form_of(client, change_url(scenario)), "points": typed}
        )
        assert said in response.content.decode()
        assert scenario.weights.get().points == 9


class TestDecisions:
    def test_are_opened_with_their_own_fields_first(self, client: Client) -> None:
        form = {**form_of(client, "/admin/matrix/decision/add/"), "title": "New", "slug": "new"}
        client.post("/admin/matrix/decision/add/", form)
        decision = Decision.objects.get(slug="new")
        assert "Add alternatives and criteria below" in client.get(change_url(decision)).content.decode()

    def test_are_listed_with_leader_margin_and_their_public_page(
        self, client: Client, decision: Decision
    ) -> None:
        page = client.get("/admin/matrix/decision/").content.decode()
        assert "Right <small>0.40</small>" in page
        assert f'href="/decisions/{decision.slug}/"' in page

    def test_open_without_a_grid_where_stored_rows_contradict_each_other(
        self, client: Client, decision: Decision
    ) -> None:
        Scale.objects.filter(slug="zero-to-ten").update(high=7)
        page = client.get(change_url(decision)).content.decode()
        assert "The matrix cannot be shown until this is put right" in page
        assert client.get("/admin/matrix/decision/").status_code == 200
        form = {**form_of(client, change_url(decision)), "title": "Still editable"}
        assert client.post(change_url(decision), form).status_code == 302

    def test_are_deleted_through_the_service_in_bulk_and_one_by_one(
        self, client: Client, decision: Decision
    ) -> None:
        other = make_decision("other")
        chosen = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
        client.post("/admin/matrix/decision/", chosen)
        client.post(change_url(decision).replace("change", "delete"), {"post": "yes"})
        assert not Decision.objects.exists()

    def test_are_not_deleted_in_bulk_when_one_of_them_is_decided(
        self, client: Client, decision: Decision
    ) -> None:
        other = make_decision("other")
        Decision.objects.filter(pk=decision.pk).update(status="decided")
        chosen = {"action": "delete_selected", "_selected_action": [other.pk, decision.pk], "post": "yes"}
        answer = client.post("/admin/matrix/decision/", chosen, follow=True)
        assert "reopen it to change it" in answer.content.decode()
        assert Decision.objects.count() == 2

    def test_history_tells_who_changed_what_from_what_to_what(
        self, client: Client, decision: Decision
    ) -> None:
        form = form_of(client, change_url(decision))
        name = next(name for name, text in form.items() if name.startswith("v-") and text == "8")
        client.post(change_url(decision), {**form, name: "3"})
        page = client.get(change_url(decision).replace("change", "history")).content.decode()
        assert "carol" in page
        assert "Changed score Left × Speed" in page
        assert "value: 8 → 3" in page
