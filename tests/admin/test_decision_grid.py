"""A decision's matrix as an editable grid: one page, one save, one revision."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from decision.engine import rank
from decision.matrix.admin.grid import MOST_DETAILED_CELLS, stored_inputs
from decision.matrix.models import Decision, Score, Weight
from decision.matrix.selectors import matrix_of, open_decision
from decision.teams.actors import visitor
from tests.builders import make_decision, make_wide_decision

from .pages import cell, change_url, form_of, points, revision, total

# The database raises the revision once per transaction, so a test that counts needs real ones.
counting = pytest.mark.django_db(transaction=True)


def totals(decision: Decision) -> dict[str, Decimal]:
    """What every reader of the decision is told."""
    loaded = matrix_of(open_decision(decision.slug, by=visitor()))
    return {standing.alternative: standing.total.normalize() for standing in rank(loaded.matrix).standings}


@pytest.mark.django_db
class TestTheSeedMatrix:
    @pytest.mark.usefixtures("seeded")
    def test_shows_its_scores_shares_totals_and_published_totals(self, client: Client) -> None:
        decision = Decision.objects.get(slug="python-rest-api-framework")
        page = client.get(change_url(decision)).content.decode()
        fields = form_of(client, change_url(decision))
        assert all(figure in page for figure in ("9.65", "7.60", "6.85", "6.45", "25.0 %"))
        assert [fields[total(decision, key)] for key in ("fastapi", "tornado")] == ["9.5", "6.9"]
        assert fields[cell(decision, "fastapi", "performance")] == "10"
        assert fields[points(decision, "performance")] == "25"


@counting
class TestSavingTheGrid:
    def test_changes_one_score_everywhere_and_raises_the_revision_once(
        self, client: Client, decision: Decision
    ) -> None:
        before = revision(decision)
        form = form_of(client, change_url(decision))
        response = client.post(change_url(decision), {**form, cell(decision, "left", "speed"): "10"})
        assert response.status_code == 302
        assert totals(decision) == {"left": Decimal(8), "right": Decimal("7.2")}
        assert revision(decision) == before + 1

    def test_saves_points_scores_totals_and_fields_as_one_revision(
        self, client: Client, decision: Decision
    ) -> None:
        before = revision(decision)
        changes = {
            points(decision, "speed"): "1",
            points(decision, "price"): "3",
            cell(decision, "left", "price"): "6.5",
            total(decision, "left"): "7.7",
            "title": "Pick the better one",
        }
        client.post(change_url(decision), {**form_of(client, change_url(decision)), **changes})
        decision.refresh_from_db()
        assert decision.title == "Pick the better one"
        assert decision.alternatives.get(framework__slug="left").published_total == Decimal("7.7")
        assert totals(decision)["left"] == Decimal("6.875")
        assert revision(decision) == before + 1

    def test_raises_nothing_when_nothing_was_changed(self, client: Client, decision: Decision) -> None:
        before = revision(decision)
        assert client.post(change_url(decision), form_of(client, change_url(decision))).status_code == 302
        assert revision(decision) == before

    def test_accepts_a_page_that_leaves_unchanged_inputs_out(
        self, client: Client, decision: Decision
    ) -> None:
        form = form_of(client, change_url(decision))
        sent = {name: text for name, text in form.items() if name[1:2] != "-"}
        client.post(change_url(decision), {**sent, cell(decision, "left", "speed"): "9"})
        assert list(decision.scores.order_by("id").values_list("value", flat=True)) == [9, 5, 6, 9]

    def test_makes_a_cleared_score_missing(self, client: Client, decision: Decision) -> None:
        decision.scores.update(confidence="high")
        form = form_of(client, change_url(decision))
        client.post(change_url(decision), {**form, cell(decision, "left", "speed"): ""})
        assert not decision.scores.filter(weight__criterion__slug="speed", value=8).exists()
        assert decision.scores.count() == 3

    def test_fills_a_missing_score_with_its_range_and_confidence(
        self, client: Client, decision: Decision
    ) -> None:
        decision.scores.filter(value=8).delete()
        typed = {
            cell(decision, "left", "speed", part): text
            for part, text in (("v", "7"), ("l", "6"), ("h", "8.5"), ("c", "low"))
        }
        client.post(change_url(decision), {**form_of(client, change_url(decision)), **typed})
        score = decision.scores.get(alternative__framework__slug="left", weight__criterion__slug="speed")
        assert (score.value, score.low, score.high, score.confidence) == (7, 6, Decimal("8.5"), "low")

    def test_clears_a_range_and_a_confidence(self, client: Client, decision: Decision) -> None:
        decision.scores.filter(value=8).update(low=7, high=9, confidence="high")
        form = form_of(client, change_url(decision))
        cleared = {cell(decision, "left", "speed", part): "" for part in "lhc"}
        client.post(change_url(decision), {**form, **cleared})
        score = decision.scores.get(value=8)
        assert (score.low, score.high, score.confidence) == (None, None, None)

    def test_indents_what_stands_beneath_a_group(self, client: Client) -> None:
        decision = make_decision(
            weights=(("running", 5), ("speed", 6), ("price", 4)), scores=((None, 8, 5), (None, 6, 9))
        )
        decision.weights.exclude(criterion__slug="running").update(
            parent=Weight.objects.get(criterion__slug="running")
        )
        page = client.get(change_url(decision)).content.decode()
        assert page.count("depth-1") == 2
        assert cell(decision, "left", "running") not in page


@pytest.mark.django_db
class TestRefusingAGrid:
    @pytest.mark.parametrize(
        "wrong",
        [
            {
                ("left", "speed"): ("eleven", "“eleven” is not a number"),
                ("left", "price"): ("NaN", "“NaN” is not a number"),
                ("right", "speed"): ("Infinity", "“Infinity” is not a number"),
            },
            {
                ("left", "speed"): ("11", "A score here runs from 0 to 10 (got 11)."),
                ("left", "price"): ("-1", "A score here runs from 0 to 10 (got -1)."),
                ("right", "speed"): ("7.12345", "at most 4 decimals"),
            },
        ],
        ids=["no number", "none of the scale"],
    )
    def test_says_what_is_wrong_at_the_cell_keeps_what_was_typed_and_saves_nothing(
        self, client: Client, decision: Decision, wrong: dict[tuple[str, str], tuple[str, str]]
    ) -> None:
        before = revision(decision)
        form = form_of(client, change_url(decision))
        changes = {cell(decision, *place): typed for place, (typed, _) in wrong.items()}
        response = client.post(
            change_url(decision),
            {**form, **changes, cell(decision, "right", "price"): "1", "title": "Not kept"},
        )
        page = response.content.decode()
        assert response.status_code == 200
        for place, (typed, said) in wrong.items():
            name = cell(decision, *place)
            assert said in page.partition(f'id="{name}-error">')[2][:120]
            assert f'name="{name}" value="{typed}"' in page
        assert revision(decision) == before
        assert sorted(decision.scores.values_list("value", flat=True)) == [5, 6, 8, 9]

    def test_names_every_wrong_cell_at_once(self, client: Client, decision: Decision) -> None:
        changes = {
            cell(decision, "left", "speed"): "11",
            cell(decision, "right", "price", "l"): "9.5",
            points(decision, "speed"): "-3",
        }
        response = client.post(change_url(decision), {**form_of(client, change_url(decision)), **changes})
        assert response.content.decode().count('class="wrong"') == 3

    def test_refuses_weights_that_add_up_to_nothing(self, client: Client, decision: Decision) -> None:
        changes = {points(decision, "speed"): "0", points(decision, "price"): "0"}
        response = client.post(change_url(decision), {**form_of(client, change_url(decision)), **changes})
        assert "The weights add up to nothing" in response.content.decode()
        assert sorted(decision.weights.values_list("points", flat=True)) == [4, 6]

    def test_asks_for_the_score_of_a_lonely_range(self, client: Client, decision: Decision) -> None:
        decision.scores.filter(value=8).delete()
        form = form_of(client, change_url(decision))
        response = client.post(change_url(decision), {**form, cell(decision, "left", "speed", "l"): "3"})
        assert "Give the score too" in response.content.decode()

    def test_survives_a_page_whose_memory_was_lost(self, client: Client, decision: Decision) -> None:
        form = form_of(client, change_url(decision))
        for opened in ("", "[]", "{", '{"p-1": 5}', "null"):
            response = client.post(change_url(decision), {**form, "opened": opened})
            assert response.status_code == 302, opened
        assert sorted(decision.scores.values_list("value", flat=True)) == [5, 6, 8, 9]

    def test_leaves_a_decided_decision_alone_until_it_is_reopened(
        self, client: Client, decision: Decision
    ) -> None:
        form = form_of(client, change_url(decision))
        name = cell(decision, "left", "speed")
        Decision.objects.filter(pk=decision.pk).update(status="decided")
        form = form_of(client, change_url(decision))
        refused = client.post(change_url(decision), {**form, name: "1"})
        assert "reopen it to change it" in refused.content.decode()
        Decision.objects.filter(pk=decision.pk).update(status="draft")
        form = form_of(client, change_url(decision))
        client.post(change_url(decision), {**form, name: "1"})
        assert decision.scores.filter(value=1).exists()


@pytest.mark.django_db
class TestTheCostOfTheGrid:
    def queries(self, client: Client, decision: Decision) -> int:
        client.get(change_url(decision))
        with CaptureQueriesContext(connection) as captured:
            client.get(change_url(decision))
        return len(captured)

    def test_shows_a_large_matrix_in_as_many_queries_as_a_small_one(self, client: Client) -> None:
        small = make_wide_decision(criteria=7, alternatives=4, slug="small")
        large = make_wide_decision(criteria=14, alternatives=12, slug="large")
        assert self.queries(client, small) == self.queries(client, large)

    def test_saves_one_change_in_a_large_matrix_by_one_row(self, client: Client) -> None:
        decision = make_wide_decision(criteria=42, alternatives=50)
        form = form_of(client, change_url(decision))
        name = cell(decision, "option-37", "viewpoint-7")
        with CaptureQueriesContext(connection) as captured:
            response = client.post(change_url(decision), {**form, name: "4.25"})
        assert response.status_code == 302
        written = [entry["sql"] for entry in captured if 'UPDATE "matrix_score"' in entry["sql"]]
        assert len(written) == 1
        assert len(captured) < 60
        assert Score.objects.filter(value=Decimal("4.25")).count() == 1

    def test_sends_fewer_fields_than_django_takes_even_without_a_script(self, client: Client) -> None:
        decision = make_wide_decision(criteria=42, alternatives=50)
        inputs = stored_inputs(matrix_of(open_decision(decision.slug, by=visitor())))
        assert len(inputs) == 42 + 50 + 42 * 50
        assert MOST_DETAILED_CELLS * 4 + 1_000 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
