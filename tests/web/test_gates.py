"""Must-haves on the decision page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from decision.matrix.models import Decision, Gate
from tests.builders import make_decision


@pytest.fixture
def decision(db: None) -> Decision:
    return make_decision(scores=((8, 5), (6, 9)))


def add_gate(decision: Decision, threshold: int, mode: str = Gate.Mode.EXCLUDES) -> Gate:
    weight = decision.weights.get(criterion__slug="speed")
    return Gate.objects.create(
        decision=decision, name="Fast enough", criterion=weight, threshold=threshold, mode=mode
    )


class TestGates:
    def test_what_misses_a_must_have_is_shown_out_and_not_ranked(
        self, client: Client, decision: Decision
    ) -> None:
        add_gate(decision, 7)
        html = client.get("/decisions/pick-one/").content.decode()
        assert "Out: Fast enough not met" in html
        assert '<span class="who">Left</span> is the only one ranked' in html

    def test_a_warning_leaves_the_ranking_alone(self, client: Client, decision: Decision) -> None:
        add_gate(decision, 7, Gate.Mode.WARNS)
        html = client.get("/decisions/pick-one/").content.decode()
        assert "Right fails the must-have “Fast enough” but is still ranked." in html
        assert "Out:" not in html

    def test_when_nobody_passes_the_highest_total_is_named_all_the_same(
        self, client: Client, decision: Decision
    ) -> None:
        add_gate(decision, 9)
        html = client.get("/decisions/pick-one/").content.decode()
        assert "No alternative meets every must-have" in html
        assert "Right has the highest total, 7.20, and fails “Fast enough”." in html
        assert '<span class="bh"></span>' in html
        assert "+7.20" not in html

    def test_editors_switch_a_must_have_between_excluding_and_warning(
        self, client: Client, signed_in: Callable[..., Client], decision: Decision
    ) -> None:
        gate = add_gate(decision, 7)
        address = f"/decisions/pick-one/gates/{gate.pk}/"
        assert client.post(address, {"mode": "warns"})["Location"].startswith("/sign-in/")
        editor = signed_in("alice", is_staff=True)
        assert editor.post(address, {"mode": "nonsense"}).status_code == 400
        assert editor.post(address, {"mode": "warns"}).status_code == 302
        gate.refresh_from_db()
        assert gate.mode == Gate.Mode.WARNS

    def test_that_the_address_switches_go_along_between_tabs(
        self, client: Client, decision: Decision
    ) -> None:
        gate = add_gate(decision, 7)
        html = client.get(f"/decisions/pick-one/?gate.{gate.pk}=off").content.decode()
        assert f'href="/decisions/pick-one/robustness/?gate.{gate.pk}=off"' in html
        html = client.get(f"/decisions/pick-one/robustness/?gate.{gate.pk}=off").content.decode()
        assert f'href="/decisions/pick-one/?gate.{gate.pk}=off"' in html

    def test_odd_bytes_do_no_harm(self, signed_in: Callable[..., Client], decision: Decision) -> None:
        editor = signed_in("alice", is_staff=True)
        assert editor.post("/decisions/pick-one/scenarios/", {"name": "A\x00B"}).status_code == 302
        cell = "/decisions/pick-one/cells/speed/left/"
        assert (
            editor.post(cell, {"value": "7", "rationale": "a\x00b", "confidence": "\x00"}).status_code == 400
        )
        assert editor.get("/decisions/%FF/").status_code == 404
        assert editor.post("/sign-in/", {"login": "a\x00", "password": "\x00"}).status_code in (200, 302)
