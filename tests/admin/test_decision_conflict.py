"""Two people at one matrix: nothing is overwritten unseen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from decision.matrix.models import Decision
from decision.matrix.services import ScoreChange, describe_decision, set_scores
from decision.teams.actors import Actor

from .pages import FormReader, cell, change_url, form_of, revision

pytestmark = pytest.mark.django_db(transaction=True)


def meanwhile(decision: Decision, by: Actor, **values: str) -> None:
    """Somebody else changes speed scores."""
    changes = [ScoreChange(framework, "speed", value=Decimal(value)) for framework, value in values.items()]
    set_scores(decision=decision.slug, changes=changes, by=by)


def fields_of(page: str) -> dict[str, str]:
    reader = FormReader()
    reader.feed(page)
    return reader.fields


class TestAMatrixChangedMeanwhile:
    def test_saves_nothing_and_shows_both_values(
        self, client: Client, decision: Decision, script: Actor
    ) -> None:
        form = form_of(client, change_url(decision))
        meanwhile(decision, script, left="9.5")
        before = revision(decision)
        name = cell(decision, "left", "speed")
        page = client.post(change_url(decision), {**form, name: "7"}).content.decode()
        assert revision(decision) == before
        assert fields_of(page)[name] == "7"
        assert "Stored: 9.5" in page
        assert "script (api)" in page

    def test_lets_the_curator_keep_theirs_by_saving_again(
        self, client: Client, decision: Decision, script: Actor
    ) -> None:
        form = form_of(client, change_url(decision))
        meanwhile(decision, script, left="9.5")
        name = cell(decision, "left", "speed")
        page = client.post(change_url(decision), {**form, name: "7"}).content.decode()
        again = fields_of(page)
        again.pop("csrfmiddlewaretoken", None)
        assert client.post(change_url(decision), again).status_code == 302
        assert decision.scores.filter(value=7).exists()

    def test_takes_over_what_others_changed_where_the_curator_changed_nothing(
        self, client: Client, decision: Decision, script: Actor
    ) -> None:
        form = form_of(client, change_url(decision))
        meanwhile(decision, script, right="2")
        describe_decision(decision=decision.slug, fields={"title": "Retitled"}, by=script)
        mine, theirs = cell(decision, "left", "speed"), cell(decision, "right", "speed")
        page = client.post(change_url(decision), {**form, mine: "7"}).content.decode()
        assert "None of your cells is affected" in page
        again = fields_of(page)
        assert (again[mine], again[theirs], again["title"]) == ("7", "2", "Retitled")
        client.post(change_url(decision), again)
        decision.refresh_from_db()
        assert sorted(decision.scores.values_list("value", flat=True)) == [2, 5, 7, 9]
        assert decision.title == "Retitled"

    def test_names_a_field_that_both_changed(self, client: Client, decision: Decision, script: Actor) -> None:
        form = form_of(client, change_url(decision))
        describe_decision(decision=decision.slug, fields={"title": "Theirs"}, by=script)
        page = client.post(change_url(decision), {**form, "title": "Mine"}).content.decode()
        assert "Changed meanwhile to “Theirs”" in page
        assert fields_of(page)["title"] == "Mine"

    def test_also_protects_against_a_score_removed_meanwhile(
        self, client: Client, decision: Decision, script: Actor
    ) -> None:
        form = form_of(client, change_url(decision))
        set_scores(decision=decision.slug, changes=[ScoreChange("left", "speed", remove=True)], by=script)
        page = client.post(change_url(decision), {**form, cell(decision, "left", "speed"): "7"})
        assert "Stored: missing" in page.content.decode()
        assert decision.scores.count() == 3

    def test_treats_a_page_that_names_no_revision_as_out_of_date(
        self, client: Client, decision: Decision
    ) -> None:
        form = form_of(client, change_url(decision))
        for sent in ("", "x", "-1", "99999999999999"):
            changes = {"revision": sent, cell(decision, "left", "speed"): "7"}
            assert client.post(change_url(decision), {**form, **changes}).status_code == 200, sent
            assert not decision.scores.filter(value=7).exists(), sent
