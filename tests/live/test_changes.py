"""What an open page fetches to say what others changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from decision.matrix.services import ScoreChange, set_scores, set_weights
from tests.cast import Cast

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


def changes(cast: Cast, name: str, since: int | str) -> dict[str, object]:
    answer = cast.client(name).get(f"/decisions/public-choice/changes/?since={since}")
    assert answer.status_code == 200
    told: dict[str, object] = answer.json()
    return told


@pytest.mark.django_db(transaction=True)
class TestChanges:
    def test_are_named_to_the_team_and_left_unnamed_to_others(self, cast: Cast) -> None:
        edgar = cast.actor("edgar")
        set_weights(decision="public-choice", points={"performance": Decimal(30)}, by=edgar)
        note = "set Performance from 25 to 30."
        assert changes(cast, "olga", 1)["note"] == f"edgar {note}"
        for name in ("visitor", "otto"):
            assert changes(cast, name, 1)["note"] == f"Somebody {note}"
        assert changes(cast, "edgar", 1)["note"] == ""
        assert changes(cast, "olga", 2)["note"] == changes(cast, "olga", "")["note"] == ""

    def test_name_the_cells_and_take_few_queries(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        change = ScoreChange("flask", "performance", value=Decimal(5))
        set_scores(decision="public-choice", changes=[change], by=cast.actor("edgar"))
        olga = cast.client("olga")
        with django_assert_max_num_queries(6):
            told = olga.get("/decisions/public-choice/changes/?since=1").json()
        assert told["cells"] == ["cell-performance-flask"]

    def test_refuse_what_is_no_revision_and_who_may_not_read(self, cast: Cast) -> None:
        assert cast.visitor.get("/decisions/public-choice/changes/?since=x").status_code == 400
        assert cast.visitor.get("/decisions/shared-choice/changes/").status_code == 404
        assert cast.client("otto").get("/decisions/private-choice/changes/").status_code == 404
