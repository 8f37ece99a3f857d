"""GET and PATCH …/scores/"""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.matrix.models import Decision, Score
from decision.matrix.shapes import ScoreMatrix
from frameworks.models import Claim, Source
from tests.api.asking import address, refused, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "scores/")


def cell(cast: Cast, framework: str = "tornado", criterion: str = "documentation") -> Score | None:
    return Score.objects.filter(
        decision=cast.public, alternative__framework__slug=framework, weight__criterion__slug=criterion
    ).first()


def patch(cast: Cast, *cells: object, by: str = "edgar", **headers: str) -> object:
    return send(cast.client(by), "PATCH", PATH, list(cells), **headers)


def tornado(**fields: object) -> dict[str, object]:
    return {"framework": "tornado", "criterion": "documentation", **fields}


def shown(answer: object) -> dict[str, object]:
    found = [
        row
        for row in answer.json()["scores"]  # type: ignore[attr-defined]
        if (row["framework"], row["criterion"]) == ("tornado", "documentation")
    ]
    return found[0] if found else {}


class TestGet:
    def test_gives_the_matrix_with_everything_behind_each_score(self, cast: Cast) -> None:
        answer = cast.visitor.get(PATH)
        matrix = ScoreMatrix.model_validate_json(answer.content)
        assert len(matrix.scores) == 28
        assert matrix.alternatives[0] == "fastapi"
        assert (answer["ETag"], matrix.revision) == ('"1"', 1)
        assert cast.visitor.get(PATH, headers={"If-None-Match": '"1"'}).status_code == 304


class TestPatch:
    def test_changes_many_cells_at_once(self, cast: Cast) -> None:
        answer = patch(
            cast, tornado(value=4.5, rationale="Better now"), {**tornado(value=2), "framework": "flask"}
        )
        assert answer.status_code == 200, answer.content  # type: ignore[attr-defined]
        assert answer["ETag"] == '"2"'  # type: ignore[index]
        assert (shown(answer)["value"], shown(answer)["rationale"]) == (4.5, "Better now")
        assert cell(cast, "flask").value == 2  # type: ignore[union-attr]

    def test_keeps_what_is_left_out(self, cast: Cast) -> None:
        patch(cast, tornado(value=5, low=4, high=6, confidence="high", rationale="Seen"))
        answer = patch(cast, tornado(rationale="Read again"))
        assert {**shown(answer)} == {
            "framework": "tornado", "criterion": "documentation", "value": 5, "low": 4, "high": 6,
            "confidence": "high", "rationale": "Read again", "rule": "judged", "claims": [],
        }  # fmt: skip

    def test_null_removes_a_score_and_a_value_brings_it_back(self, cast: Cast) -> None:
        assert shown(patch(cast, tornado(value=None))) == {}
        assert cell(cast) is None
        assert shown(patch(cast, tornado(value=3)))["value"] == 3

    def test_null_clears_one_end_of_a_range_or_the_confidence(self, cast: Cast) -> None:
        patch(cast, tornado(value=5, low=4, high=6, confidence="low"))
        row = shown(patch(cast, tornado(low=None, confidence=None)))
        assert (row["low"], row["high"], row["confidence"]) == (None, 6, None)

    def test_cites_claims(self, cast: Cast) -> None:
        source = Source.objects.create(slug="a-source", title="A source")
        claims = [Claim.objects.create(source=source, kind="score", text=text).pk for text in ("one", "two")]
        assert shown(patch(cast, tornado(claims=claims)))["claims"] == claims
        assert shown(patch(cast, tornado(claims=[])))["claims"] == []

    @pytest.mark.parametrize(
        ("bad", "place"),
        [
            ({"value": 11}, "/1/value"), ({"value": -1}, "/1/value"), ({"value": "4"}, "/1/value"),
            ({"value": True}, "/1/value"), ({"value": 0.12345}, "/1/value"), ({"value": 5, "low": 6}, "/1/low"),
            ({"value": 5, "low": -1}, "/1/low"), ({"confidence": "sure"}, "/1/confidence"),
            ({"rule": "guessed"}, "/1/rule"), ({"claims": [999_999_999]}, "/1/claims"),
            ({"claims": ["1"]}, "/1/claims/0"),
            ({"claims": [2**63]}, "/1/claims/0"), ({"rationale": 3}, "/1/rationale"), ({"points": 3}, "/1/points"),
            ({"framework": "rails"}, "/1/framework"), ({"criterion": "beauty"}, "/1/criterion"),
            ({"framework": None}, "/1/framework"), ({"framework": "flask", "value": 1}, "/1"),
        ],
    )  # fmt: skip
    def test_refuses_a_bad_cell_by_place_and_saves_nothing(
        self, cast: Cast, bad: dict[str, object], place: str
    ) -> None:
        answer = patch(cast, {**tornado(value=1), "framework": "flask"}, {**tornado(), **bad})
        assert refused(answer, 400, place)["title"] == "Invalid scores"  # type: ignore[arg-type]
        assert cell(cast, "flask").value == Decimal(6)  # type: ignore[union-attr]
        assert Decision.objects.get(pk=cast.public.pk).revision == 1

    @pytest.mark.parametrize("body", [b"{}", b"3", b"[3]", b"[[]]", b"null", b'[{"framework": "flask"}]'])
    def test_refuses_what_is_no_list_of_cells(self, cast: Cast, body: bytes) -> None:
        refused(send(cast.client("edgar"), "PATCH", PATH, body), 400)

    def test_takes_a_reason_that_stands_in_the_history(self, cast: Cast) -> None:
        body = {"scores": [tornado(value=4)], "reason": "Measured again"}
        assert shown(send(cast.client("edgar"), "PATCH", PATH, body))["value"] == 4
        history = cast.client("edgar").get(address("public-choice", "history/")).json()
        assert "Measured again" in str(history)
        drawer = cast.client("edgar").get("/decisions/public-choice/cells/documentation/tornado/")
        assert "“Measured again”" in drawer.content.decode()

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({"scores": [tornado(value=11)], "reason": "So."}, "/scores/0/value"),
            ({"scores": [tornado(value=4)], "reason": "x" * 601}, "/reason"),
            ({"scores": [tornado(value=4)], "reason": "a\u200bb"}, "/reason"),
            ({"scores": [tornado(value="4")]}, "/scores/0/value"), ({"reason": "So."}, "/scores"),
            ({"scores": [], "why": "So."}, "/why"),
        ],
    )  # fmt: skip
    def test_with_a_reason_is_refused_by_place(self, cast: Cast, body: dict[str, object], place: str) -> None:
        refused(send(cast.client("edgar"), "PATCH", PATH, body), 400, place)
        assert cell(cast).value == 3  # type: ignore[union-attr]

    def test_refuses_text_that_the_database_cannot_hold(self, cast: Cast) -> None:
        body = b'[{"framework": "tornado", "criterion": "documentation", "rationale": "a\\u0000b"}]'
        assert "NUL" in refused(send(cast.client("edgar"), "PATCH", PATH, body), 400)["detail"]

    def test_takes_a_backslash_u_as_text(self, cast: Cast) -> None:
        body = b'[{"framework": "tornado", "criterion": "documentation", "rationale": "a\\\\u0000b"}]'
        assert send(cast.client("edgar"), "PATCH", PATH, body).status_code == 200

    def test_of_a_stale_revision_is_refused(self, cast: Cast) -> None:
        answer = patch(cast, tornado(value=1), **{"If-Match": '"7"'})
        assert refused(answer, 412)["revision"] == 1  # type: ignore[arg-type]
        assert cell(cast).value == 3  # type: ignore[union-attr]
