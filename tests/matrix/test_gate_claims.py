"""Which claim a must-have goes by, and how far it reaches; no database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decision.engine import Reach
from decision.matrix.loading.figures import by_feature, by_metric, reach_of


def row(id: int, number: str | None = "3200", text: str = "", **more: Any) -> dict[str, Any]:
    return {
        "id": id, "framework": "fastapi", "metric": "connections", "feature": None, "kind": "measurement",
        "number": number, "number_to": None, "text": text, "qualifier": "exact", "status": "accepted",
        "measured_on": None, "as_of": "2025-01-01", **more,
    }  # fmt: skip


class TestOfSeveralClaims:
    def used(self, *rows: dict[str, Any]) -> int:
        return by_metric(rows, "connections")["fastapi"][0].claim

    def test_the_newest_is_used(self) -> None:
        assert self.used(row(1, as_of="2025-06-01"), row(2), row(3, as_of=None)) == 1

    def test_an_accepted_one_counts_before_a_newer_stale_one(self) -> None:
        assert self.used(row(1), row(2, status="stale", as_of="2026-01-01")) == 1

    def test_of_one_day_the_most_careful_qualifier_is_used(self) -> None:
        assert self.used(row(1, qualifier="at_least"), row(2, qualifier="about"), row(3)) == 3

    def test_of_equals_the_first_on_record_is_used_and_the_others_are_counted(self) -> None:
        seen, _ = by_metric([row(5), row(4), row(4)], "connections")["fastapi"]
        assert (seen.claim, seen.others) == (4, 1)

    def test_a_figure_of_a_relative_is_marked(self) -> None:
        assert by_metric([row(1, measured_on=7)], "connections")["fastapi"][0].is_proxy


class TestAFigureReaches:
    def test_no_further_than_its_number_where_it_is_exact(self) -> None:
        assert reach_of(Decimal(3200), None, "exact") == Decimal(3200)

    def test_five_percent_either_way_where_it_is_about(self) -> None:
        assert reach_of(Decimal(-100), None, "about") == Reach(low=Decimal(-105), high=Decimal(-95))

    def test_without_end_where_it_is_at_least(self) -> None:
        assert reach_of(Decimal(3200), None, "at_least") == Reach(low=Decimal(3200))

    def test_from_end_to_end_of_a_range(self) -> None:
        assert reach_of(Decimal(1), Decimal(2), "exact") == Reach(low=Decimal(1), high=Decimal(2))


class TestAWord:
    LEVELS = {"good": Decimal(8), "none": Decimal(0)}

    def word(self, text: str, **more: Any) -> dict[str, Any]:
        given = {"metric": None, "feature": "openapi", "kind": "rating", **more}
        return row(1, None, text, **given)

    def test_counts_for_its_level_however_it_is_written(self) -> None:
        assert by_feature([self.word("GOOD")], "openapi", self.LEVELS)["fastapi"][1] == Decimal(8)

    def test_that_is_no_level_says_nothing(self) -> None:
        assert by_feature([self.word("Via extensions")], "openapi", self.LEVELS) == {}

    def test_of_another_kind_of_claim_is_not_read(self) -> None:
        assert by_feature([self.word("Good", kind="weakness")], "openapi", self.LEVELS) == {}
