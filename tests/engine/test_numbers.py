"""Figures on their way out as numbers."""

from __future__ import annotations

from decimal import Decimal

import orjson
import pytest

from decision.api.encoding import encode
from decision.engine.exact import as_decimal, as_number


class TestANumber:
    @pytest.mark.parametrize(
        ("units", "text"),
        [
            (0, b"0"),
            (50_000_000_000, b"5"),
            (-50_000_000_000, b"-5"),
            (76_666_666_667, b"7.6666666667"),
            (-1_500_000_000, b"-0.15"),
            (1_000_000, b"0.0001"),
            (999_999, b"0.0000999999"),
            (-1, b"-0.0000000001"),
            (999_999_999_999_999, b"99999.9999999999"),
            (1_000_000_000_000_001, b"100000.0000000001"),
            (10**15, b"100000"),
            (10**40, b"1" + b"0" * 30),
        ],
    )
    def test_is_written_with_the_digits_it_has(self, units: int, text: bytes) -> None:
        assert encode(as_number(units)) == encode(as_decimal(units)) == text

    def test_needs_no_decimal_at_the_size_of_scores(self) -> None:
        assert orjson.dumps([as_number(76_666_666_667), as_number(20_000_000_000)]) == b"[7.6666666667,2]"
        assert isinstance(as_number(1), Decimal)
