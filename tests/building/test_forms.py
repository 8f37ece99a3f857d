"""Numbers as people type them where a decision is built."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.building.forms import number_or_none


@pytest.mark.parametrize(
    ("typed", "number"),
    [("10,000", 10_000), ("7.5", Decimal("7.5")), ("7,5", Decimal("7.5")), ("−3", -3), ("1e11", 10**11)],
)
def test_numbers_are_read_as_they_are_written(typed: str, number: Decimal | int) -> None:
    assert number_or_none(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "many",
        "NaN",
        "-inf",
        "1e999",
        "-1e999",
        "1e999999",
        "1e9999999",
        "1e-999999",
        "9" * 24,
        "0.00001",
        "9" * 5000,
    ],
)
def test_what_cannot_be_kept_is_no_number(typed: str) -> None:
    assert number_or_none(typed) is None
