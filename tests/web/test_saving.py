"""Saving weights, scenarios and scores: editors may, readers are told why not, nothing is half saved."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.test import Client

from decision.matrix.models import Decision, Score, Weight
from tests.builders import make_decision


@pytest.fixture
def decision(db: None) -> Decision:
    made = make_decision()
    made.refresh_from_db()
    return made


@pytest.fixture
def editor(signed_in: Callable[..., Client]) -> Client:
    return signed_in("alice", is_staff=True)


def points() -> dict[str, Decimal]:
    return {row.criterion.slug: row.points for row in Weight.objects.select_related("criterion")}


class TestWeightsSave:
    def test_an_editor_keeps_the_weights_in_the_address(self, editor: Client, decision: Decision) -> None:
        answer = editor.post(
            "/decisions/pick-one/weights/?w.speed=30&w.price=70", {"revision": decision.revision}
        )
        assert answer.status_code == 302
        assert points() == {"speed": 30, "price": 70}

    def test_a_stale_revision_shows_both_and_saves_nothing(self, editor: Client, decision: Decision) -> None:
        answer = editor.post(
            "/decisions/pick-one/weights/?w.speed=30&w.price=70", {"revision": decision.revision - 1}
        )
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Somebody changed these weights" in html
        assert "60\xa0%" in html
        assert "30\xa0%" in html
        assert points() == {"speed": 6, "price": 4}

    def test_of_another_group_or_a_score_meanwhile_is_in_nobodys_way(
        self, editor: Client, decision: Decision
    ) -> None:
        Score.objects.update(value=1)
        answer = editor.post("/decisions/pick-one/weights/?w.speed=30&w.price=70", {"saw": "60_40"})
        assert answer.status_code == 302
        assert points() == {"speed": 30, "price": 70}

    @pytest.mark.django_db(transaction=True)  # each save is a revision of its own
    def test_of_the_same_weights_meanwhile_names_both_and_the_other_person(
        self, editor: Client, signed_in: Callable[..., Client], decision: Decision
    ) -> None:
        address = "/decisions/pick-one/weights/?w.speed={}&w.price={}"
        signed_in("edgar", is_staff=True, first_name="Edgar").post(address.format(50, 50), {"saw": "60_40"})
        answer = editor.post(address.format(30, 70), {"saw": "60_40"})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Edgar changed these weights a moment ago" in html
        assert "50\xa0%" in html
        assert points() == {"speed": 50, "price": 50}
        assert editor.post(address.format(30, 70), {"saw": "50_50"}).status_code == 302
        assert points() == {"speed": 30, "price": 70}

    def test_all_zero_is_refused_in_words(self, editor: Client, decision: Decision) -> None:
        answer = editor.post("/decisions/pick-one/weights/?w.speed=0&w.price=0", {})
        assert answer.status_code == 400
        assert "add up to nothing" in answer.content.decode()
        assert points() == {"speed": 6, "price": 4}

    def test_readers_are_told_why_not(
        self, client: Client, signed_in: Callable[..., Client], decision: Decision
    ) -> None:
        address = "/decisions/pick-one/?w.speed=30&w.price=70"
        for somebody, status in ((client, 302), (signed_in("bob"), 403)):
            sent = somebody.post(
                "/decisions/pick-one/weights/?w.speed=30&w.price=70",
                headers={"Referer": f"http://testserver{address}"},
            )
            assert sent.status_code == status
            if status == 302:  # visitors may have been signed out meanwhile: back to their what-if, signed in
                assert sent["Location"] == f"/sign-in/?next={quote(address)}"
            assert (
                "Save weights"
                not in somebody.get("/decisions/pick-one/?w.speed=30&w.price=70").content.decode()
            )
        assert points() == {"speed": 6, "price": 4}

    def test_a_form_without_its_token_is_refused_as_out_of_date(self, decision: Decision) -> None:
        answer = Client(enforce_csrf_checks=True).post("/decisions/pick-one/weights/")
        assert answer.status_code == 403
        assert "out of date" in answer.content.decode()

    @pytest.mark.parametrize("revision", ["x", "-1", "1e3", "9" * 30])
    def test_a_revision_that_is_no_number_is_refused(
        self, editor: Client, decision: Decision, revision: str
    ) -> None:
        assert editor.post("/decisions/pick-one/weights/", {"revision": revision}).status_code == 400


class TestScenarioSave:
    def test_keeps_a_named_set_of_weights(self, editor: Client, decision: Decision) -> None:
        answer = editor.post("/decisions/pick-one/scenarios/?w.speed=10&w.price=90", {"name": "Cheap first"})
        assert answer.headers["Location"] == "/decisions/pick-one/?scenario=cheap-first"
        assert "Cheap first" in editor.get(answer.headers["Location"]).content.decode()

    @pytest.mark.django_db(transaction=True)  # each save is a revision of its own
    def test_a_name_that_somebody_else_took_is_refused_unless_that_scenario_is_open(
        self, editor: Client, decision: Decision
    ) -> None:
        save = "/decisions/pick-one/scenarios/?w.speed={}&w.price={}"
        editor.post(save.format(10, 90), {"name": "Cheap first"})
        answer = editor.post(save.format(20, 80), {"name": "Cheap First"})
        assert answer.status_code == 400
        assert "There is a scenario “Cheap first” already" in answer.content.decode()
        opened = save.format(20, 80) + "&scenario=cheap-first"
        assert editor.post(opened, {"name": "Cheap first"}).status_code == 302
        assert editor.post(opened, {"name": "Cheap first", "revision": "1"}).status_code == 409

    def test_a_name_without_letters_is_refused(self, editor: Client, decision: Decision) -> None:
        assert editor.post("/decisions/pick-one/scenarios/", {"name": "…"}).status_code == 400
        assert not decision.scenarios.exists()


class TestCellDetail:
    CELL = "/decisions/pick-one/cells/speed/left/"

    def test_shows_what_stands_behind_a_score(self, client: Client, decision: Decision) -> None:
        html = client.get(self.CELL).content.decode()
        assert 'Adds <b class="num">4.80</b>' in html
        assert "<html" in html
        assert "<html" not in client.get(self.CELL, headers={"HX-Request": "true"}).content.decode()

    def test_an_editor_saves_a_score_with_its_rationale(self, editor: Client, decision: Decision) -> None:
        answer = editor.post(
            self.CELL, {"value": "9", "rationale": "Measured again.", "revision": decision.revision}
        )
        assert answer.status_code == 302
        score = Score.objects.get(weight__criterion__slug="speed", alternative__framework__slug="left")
        assert (score.value, score.rationale) == (9, "Measured again.")

    @pytest.mark.parametrize("value", ["11", "-1", "NaN", "Infinity", "abc", "1e999", "9" * 40])
    def test_a_bad_score_stays_as_typed_with_the_reason(
        self, editor: Client, decision: Decision, value: str
    ) -> None:
        answer = editor.post(self.CELL, {"value": value, "rationale": "kept"})
        html = answer.content.decode()
        assert answer.status_code == 400
        assert 'role="alert"' in html
        assert "kept" in html
        assert Score.objects.filter(value=8).exists()

    def test_an_emptied_score_is_missing_not_zero(self, editor: Client, decision: Decision) -> None:
        editor.post(self.CELL, {"value": ""})
        assert Score.objects.count() == 3

    def test_a_stale_revision_saves_nothing(self, editor: Client, decision: Decision) -> None:
        answer = editor.post(self.CELL, {"value": "9", "revision": decision.revision - 1})
        assert answer.status_code == 409
        assert not Score.objects.filter(value=9, weight__criterion__slug="speed").exists()

    @pytest.mark.django_db(transaction=True)  # each save is a revision of its own
    def test_changed_meanwhile_is_shown_with_both_values_and_nothing_typed_is_lost(
        self, editor: Client, decision: Decision
    ) -> None:
        saw = {"saw_value": "8", "saw_confidence": "", "saw_rationale": ""}
        editor.post(self.CELL, {"value": "7", **saw})
        answer = editor.post(self.CELL, {"value": "9", "rationale": "Because.", **saw})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "alice changed this a moment ago" in html
        assert "Keep 7" in html
        assert "Use my 9" in html
        assert "Because." in html
        kept = {"value": "9", "rationale": "Because.", **saw, "saw_value": "7", "keep": "value "}
        assert editor.post(self.CELL, kept).status_code == 302
        score = Score.objects.get(weight__criterion__slug="speed", alternative__framework__slug="left")
        assert (score.value, score.rationale) == (7, "Because.")

    def test_changed_in_other_fields_meanwhile_is_saved_beside_them(
        self, editor: Client, decision: Decision
    ) -> None:
        saw = {"saw_value": "8", "saw_confidence": "", "saw_rationale": ""}
        editor.post(self.CELL, {"value": "8", "rationale": "Theirs.", **saw})
        assert editor.post(self.CELL, {"value": "9", "rationale": "", **saw}).status_code == 302
        score = Score.objects.get(weight__criterion__slug="speed", alternative__framework__slug="left")
        assert (score.value, score.rationale) == (9, "Theirs.")

    def test_readers_are_refused_and_unknown_cells_not_found(
        self, client: Client, decision: Decision
    ) -> None:
        assert client.post(self.CELL, {"value": "9"}, headers={"HX-Request": "true"}).status_code == 403
        assert client.get("/decisions/pick-one/cells/speed/nobody/").status_code == 404
        assert client.get("/decisions/pick-one/cells/nothing/left/").status_code == 404
