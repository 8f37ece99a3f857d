"""Numbers and lists in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.engine.wording import (
    abridged,
    decimals_telling_apart,
    listed,
    percent_text,
    points_text,
    raw_text,
)


def counted(number: str) -> int:
    """The number in whole 10^-10."""
    return int(Decimal(number).scaleb(10))


class TestPercent:
    @pytest.mark.parametrize(
        ("share", "text"),
        [
            ("0.7213", "72 %"),
            ("0.25", "25 %"),
            ("0.05", "5 %"),
            ("0.054", "5.4 %"),
            ("0", "0 %"),
            ("1", "100 %"),
            ("0.9999", "99.99 %"),
            ("0.00004", "0.004 %"),
        ],
    )
    def test_whole_unless_that_would_mislead(self, share: str, text: str) -> None:
        assert percent_text(counted(share)) == text

    def test_it_differs_from_the_number_beside_it(self) -> None:
        assert percent_text(counted("0.253"), beside=counted("0.251")) == "25.3 %"
        assert percent_text(counted("0.251"), beside=counted("0.253")) == "25.1 %"
        assert percent_text(counted("0.25"), beside=counted("0.25")) == "25 %"


class TestRawFigures:
    def test_thousands_apart_a_true_minus_and_no_idle_zeros(self) -> None:
        texts = [raw_text(Decimal(number)) for number in ("3200", "-3.2E+3", "7.50", "0.0000000001", "-0")]
        assert texts == ["3,200", "−3,200", "7.5", "0.0000000001", "0"]


class TestPoints:
    def test_two_decimals_rounded_half_away_from_zero(self) -> None:
        assert points_text(counted("2.045")) == "2.05"
        assert points_text(counted("-0.5")) == "−0.50"

    def test_as_many_decimals_as_tell_two_numbers_apart(self) -> None:
        assert decimals_telling_apart(counted("9.65"), counted("7.6")) == 2
        assert decimals_telling_apart(counted("5.0001"), counted("5")) == 4
        assert decimals_telling_apart(counted("5"), counted("5")) == 2
        assert decimals_telling_apart(counted("5.0000000001"), counted("5")) == 10
        assert decimals_telling_apart(counted("-0.001"), counted("0.001")) == 3


class TestLists:
    def test_names_are_joined_as_in_speech(self) -> None:
        assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]

    def test_long_lists_are_abridged_where_that_saves_something(self) -> None:
        assert abridged(["a", "b", "c", "d"]) == "a, b, c and d"
        assert abridged(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
