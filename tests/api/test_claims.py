"""POST /api/v1/claims/ and PATCH /api/v1/claims/{id}/"""

from __future__ import annotations

from typing import Any

import pytest

from criteria.models import Criterion
from frameworks.models import Claim, Source
from tests.builders import make_scale
from tests.cast import Cast

from .asking import refused, send

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
SAID = {"source": "memo", "framework": "flask", "kind": "strength", "text": "Small", "lines": [[3, 4]]}


@pytest.fixture(autouse=True)
def memo(cast: Cast) -> Source:
    return Source.objects.create(slug="memo", title="Memo", document="memo.txt", line_count=9)


def add(cast: Cast, who: str, **more: object) -> Any:
    return send(cast.client(who), "POST", CLAIMS, SAID | more)


class TestAdding:
    def test_as_a_curator_counts_at_once(self, cast: Cast) -> None:
        answer = add(cast, "stella", number=4, unit="files", as_of="2025-01-01")
        claim = answer.json()
        assert answer.status_code == 201
        assert (claim["status"], claim["framework"], claim["number"]) == ("accepted", "flask", 4)
        assert claim["locator"] == {"document": "memo.txt", "lines": [[3, 4]]}
        assert cast.visitor.get(answer["Location"]).json() == claim

    def test_as_anybody_else_waits_for_a_curator(self, cast: Cast) -> None:
        answer = add(cast, "otto")
        assert answer.json()["status"] == "proposed"
        assert cast.visitor.get(answer["Location"]).status_code == 404
        assert cast.client("otto").get(answer["Location"]).status_code == 200

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"source": "nowhere"}, "/source"),
            ({"framework": "nobody"}, "/framework"),
            ({"kind": "praise"}, "/kind"),
            ({"lines": [[3, 10]]}, "/lines"),
            ({"lines": []}, "/lines"),
            ({"text": "evil\u202etxet"}, "/text"),
            ({"text": "a\x00b"}, None),
            ({"as_of": "2999-01-01"}, "/as_of"),
            ({"number": "many"}, "/number"),
            ({"status": "accepted"}, "/status"),
            ({"text": ""}, None),
        ],
    )
    def test_what_cannot_be_is_refused_with_its_place(
        self, cast: Cast, wrong: dict[str, object], pointer: str | None
    ) -> None:
        refused(add(cast, "stella", **wrong), 400, *filter(None, [pointer]))
        assert not Claim.objects.filter(source__slug="memo").exists()

    def test_names_no_criterion_of_one_decision_alone_but_to_curators(self, cast: Cast) -> None:
        Criterion.objects.create(slug="secret", name="Secret", scale=make_scale("its"), is_shared=False)
        refused(add(cast, "otto", criterion="secret"), 400, "/criterion")
        told = refused(add(cast, "otto", criterion="secre"), 400, "/criterion")
        assert "secret" not in told["detail"].replace("“secre”", "")
        assert add(cast, "stella", criterion="secret").status_code == 201


class TestChanging:
    def test_gives_a_verdict_with_its_reason(self, cast: Cast) -> None:
        place = add(cast, "otto")["Location"]
        curator = cast.client("stella")
        assert send(curator, "PATCH", place, {"status": "accepted"}).json()["status"] == "accepted"
        refused(send(curator, "PATCH", place, {"status": "stale"}), 400, "/reason")
        assert send(curator, "PATCH", place, {"status": "stale", "reason": "Old"}).json()["status"] == "stale"

    def test_leaves_what_is_not_given(self, cast: Cast) -> None:
        place = add(cast, "stella", version="1.0")["Location"]
        changed = send(cast.client("stella"), "PATCH", place, {"text": "Tiny", "lines": [[5, 5]]}).json()
        assert (changed["text"], changed["version"], changed["framework"]) == ("Tiny", "1.0", "flask")
        assert changed["locator"]["lines"] == [[5, 5]]

    def test_is_all_or_nothing(self, cast: Cast) -> None:
        place = add(cast, "stella")["Location"]
        sent = {"text": "Tiny", "status": "rejected"}
        refused(send(cast.client("stella"), "PATCH", place, sent), 400, "/reason")
        assert cast.visitor.get(place).json()["text"] == "Small"

    def test_is_for_curators(self, cast: Cast) -> None:
        place = add(cast, "stella")["Location"]
        refused(send(cast.client("edgar"), "PATCH", place, {"text": "Huge"}), 403)
