"""GET …/audit/, …/audit/acknowledgements/, …/sources/ and …/missing-criteria/"""

from __future__ import annotations

import pytest

from decision.evidence.shapes import AuditShape, MissingShape, RestingShape
from tests.cast import Cast

from .asking import address

pytestmark = pytest.mark.django_db

KEY = "published_total_differs:flask"
ACKNOWLEDGEMENTS = address("public-choice", "audit/acknowledgements/")
JSON = "application/json"


def audit(cast: Cast, who: str = "visitor") -> AuditShape:
    return AuditShape.model_validate_json(cast.client(who).get(address("public-choice", "audit/")).content)


class TestAudit:
    def test_puts_the_printed_totals_beside_the_recomputed(self, cast: Cast) -> None:
        found = audit(cast)
        assert [(row.framework, row.discrepancy) for row in found.published_against_recomputed] == [
            ("fastapi", 0.15), ("django-rest-framework", -0.2), ("flask", -0.15), ("tornado", -0.45),
        ]  # fmt: skip
        assert found.same_order is True

    def test_answers_every_finding_with_its_effect_and_where_to_go(self, cast: Cast) -> None:
        answer = audit(cast)
        finding = next(one for one in answer.findings if one.key == KEY)
        assert finding.detail == "The printed total of Flask is 7.0, but its weights and scores give 6.85."
        assert (finding.severity, finding.code, finding.frameworks) == (
            "warning",
            "published_total_differs",
            ["flask"],
        )
        assert finding.effect.most == pytest.approx(0.15)
        assert finding.link == "/decisions/public-choice/#totals"
        assert finding.is_open
        assert answer.counts.all == answer.counts.open == len(answer.findings)

    def test_keeps_what_it_always_answered(self, cast: Cast) -> None:
        answer = audit(cast)
        assert answer.same_order
        assert len(answer.published_against_recomputed) == 4


class TestAcknowledgements:
    def test_are_kept_and_shown_with_the_finding(self, cast: Cast) -> None:
        given = {"finding": KEY, "reason": "It rounds."}
        answer = cast.client("edgar").post(ACKNOWLEDGEMENTS, given, content_type=JSON)
        assert answer.status_code == 201
        finding = next(one for one in audit(cast, "victor").findings if one.key == KEY)
        assert not finding.is_open
        assert finding.acknowledgement is not None
        assert (finding.acknowledgement.reason, finding.acknowledgement.name) == ("It rounds.", "edgar")
        hidden = next(one for one in audit(cast).findings if one.key == KEY).acknowledgement
        assert hidden is not None
        assert (hidden.reason, hidden.name) == ("It rounds.", None)

    def test_are_taken_back_by_their_id(self, cast: Cast) -> None:
        client = cast.client("edgar")
        made = client.post(
            ACKNOWLEDGEMENTS, {"finding": KEY, "reason": "It rounds."}, content_type=JSON
        ).json()
        number = next(one for one in made["findings"] if one["key"] == KEY)["acknowledgement"]["id"]
        assert client.delete(f"{ACKNOWLEDGEMENTS}{number}/").status_code == 204
        assert client.delete(f"{ACKNOWLEDGEMENTS}{number}/").status_code == 404

    @pytest.mark.parametrize(
        ("given", "status", "pointer"),
        [
            ({"finding": KEY}, 400, "/reason"),
            ({"finding": KEY, "reason": ""}, 400, "/reason"),
            ({"finding": KEY, "reason": 7}, 400, "/reason"),
            ({"finding": "none", "reason": "Known."}, 404, "/finding"),
            ({"finding": KEY, "reason": "Known.", "fingerprint": "x"}, 409, "/fingerprint"),
            ({"finding": KEY, "reason": "Known.", "more": 1}, 400, "/more"),
        ],
    )
    def test_are_refused_with_the_place(
        self, cast: Cast, given: dict[str, object], status: int, pointer: str
    ) -> None:
        answer = cast.client("edgar").post(ACKNOWLEDGEMENTS, given, content_type=JSON)
        assert answer.status_code == status
        assert answer.json()["errors"][0]["pointer"] == pointer


def test_sources_answer_what_the_decision_rests_on(cast: Cast) -> None:
    answer = RestingShape.model_validate_json(cast.visitor.get(address("public-choice", "sources/")).content)
    assert (answer.leader, answer.lead) == ("fastapi", pytest.approx(2.05))
    assert {row.kind for row in answer.leave_one_out} == {"criterion", "alternative"}


def test_missing_criteria_answer_every_alternative_that_does_not_lead(cast: Cast) -> None:
    path = address("public-choice", "missing-criteria/")
    answer = MissingShape.model_validate_json(cast.visitor.get(path).content)
    assert [row.framework for row in answer.missing] == ["django-rest-framework", "flask", "tornado"]
