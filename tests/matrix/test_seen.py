"""What a writer saw against what is stored now: three values decide each field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from decision.matrix.models import Score
from decision.matrix.services import ScoreChange, SeenScore
from decision.matrix.services.seen import merged_score, merged_weights

SEEN = SeenScore(Decimal(9), "low", "Old.")
CHANGE = ScoreChange("flask", "speed", value=Decimal(9), confidence="low", rationale="Old.", seen=SEEN)
STORED = {"value": Decimal(9), "confidence": "low", "rationale": "Old."}


def merged(change: ScoreChange, **stored: object) -> tuple[ScoreChange, set[str]]:
    return merged_score(change, Score(**{**STORED, **stored}))


class TestAScore:
    def test_is_written_where_nobody_else_changed_it(self) -> None:
        change, both = merged(replace(CHANGE, value=Decimal(7)))
        assert change.value == 7
        assert not both

    def test_keeps_what_others_changed_and_its_writer_did_not(self) -> None:
        change, both = merged(replace(CHANGE, rationale="New."), value=Decimal(5), confidence="high")
        assert (change.value, change.confidence, change.rationale, both) == (None, None, "New.", set())

    @pytest.mark.parametrize(
        ("field", "mine", "theirs"),
        [
            ("value", Decimal(7), Decimal(5)),
            ("confidence", "high", "medium"),
            ("rationale", "New.", "Other."),
        ],
    )
    def test_is_chosen_by_its_writer_where_both_changed_it(
        self, field: str, mine: object, theirs: object
    ) -> None:
        assert merged(replace(CHANGE, **{field: mine}), **{field: theirs})[1] == {field}  # type: ignore[arg-type]

    def test_is_no_conflict_where_both_want_the_same(self) -> None:
        assert merged(replace(CHANGE, value=Decimal(7)), value=Decimal(7))[1] == set()

    def test_removed_by_others_stays_removed_unless_its_writer_changed_it(self) -> None:
        change, both = merged_score(CHANGE, None)
        assert (change.remove, both) == (True, set())
        assert merged_score(replace(CHANGE, value=Decimal(7)), None)[1] == {"value"}
        assert merged_score(replace(CHANGE, rationale="New."), None)[1] == {"value"}

    def test_scored_by_others_is_not_removed_by_who_saw_nothing(self) -> None:
        blank = ScoreChange("flask", "speed", remove=True, seen=SeenScore(None, "", ""))
        change, both = merged(blank)
        assert not change.remove
        assert change.value == 9
        assert not both


def points(*numbers: int) -> dict[str, Decimal]:
    return dict(zip("abcd", map(Decimal, numbers), strict=False))


class TestWeights:
    GROUPS = ("ab", "cd")
    SEEN = points(50, 50, 20, 80)

    def test_of_one_group_leave_the_other_as_it_is_stored(self) -> None:
        left, both = merged_weights(points(30, 70, 20, 80), self.SEEN, points(50, 50, 90, 10), self.GROUPS)
        assert (left, both) == (points(30, 70), set())

    def test_of_one_group_changed_by_both_are_named(self) -> None:
        assert merged_weights(points(30, 70, 20, 80), self.SEEN, points(40, 60, 20, 80), self.GROUPS)[1] == {
            "a",
            "b",
        }

    def test_are_compared_as_shares_whatever_their_points(self) -> None:
        assert merged_weights(points(30, 70, 20, 80), self.SEEN, points(1, 1, 2, 8), self.GROUPS)[1] == set()
