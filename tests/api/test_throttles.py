"""How often somebody may ask, and how the answers say so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.api.asking import refused
from tests.cast import Cast


def limited(visitor: str, signed_in: str) -> Any:
    rates = {"DEFAULT_THROTTLE_RATES": {"visitor": visitor, "signed_in": signed_in}}
    return override_settings(REST_FRAMEWORK={**settings.REST_FRAMEWORK, **rates})


INDEX = "/api/v1/"


class TestThrottle:
    def test_says_what_is_left(self, cast: Cast) -> None:
        with limited("5/day", "9/day"):
            first, second = (cast.visitor.get(INDEX) for _ in range(2))
        assert first["RateLimit-Policy"] == '"visitor";q=5;w=86400'
        assert re.fullmatch(r'"visitor";r=4;t=\d+', first["RateLimit"])
        assert '"visitor";r=3' in second["RateLimit"]

    def test_refuses_beyond_it_and_says_how_long_to_wait(self, cast: Cast) -> None:
        with limited("2/day", "9/day"):
            assert [cast.visitor.get(INDEX).status_code for _ in range(2)] == [200, 200]
            answer = cast.visitor.get(INDEX)
        refused(answer, 429)
        assert 1 <= int(answer["Retry-After"]) <= 86400
        assert '"visitor";r=0' in answer["RateLimit"]

    def test_counts_addresses_and_tokens_apart(self, cast: Cast) -> None:
        with limited("1/day", "2/day"):
            assert cast.visitor.get(INDEX).status_code == 200
            assert cast.visitor.get(INDEX).status_code == 429
            assert Client(REMOTE_ADDR="10.0.0.9").get(INDEX).status_code == 200
            one, other = cast.bearer("olga"), cast.bearer("olga")
            assert [cast.visitor.get(INDEX, headers=one).status_code for _ in range(3)] == [200, 200, 429]
            assert cast.visitor.get(INDEX, headers=other).status_code == 200
            assert cast.client("olga").get(INDEX).status_code == 200

    def test_counts_the_addresses_of_one_connection_together(self, cast: Cast) -> None:
        with limited("1/day", "9/day"):
            for address, status in (
                ("2001:db8:1:2::1", 200),
                ("2001:db8:1:2:ffff::9", 429),
                ("2001:db8:1:3::1", 200),
                ("::ffff:10.0.0.8", 200),
                ("10.0.0.8", 429),
            ):
                assert Client(REMOTE_ADDR=address).get(INDEX).status_code == status

    def test_counts_wrong_tokens_against_their_address(self, cast: Cast) -> None:
        with limited("2/day", "9/day"):
            for _ in range(2):
                refused(cast.visitor.get(INDEX, headers={"Authorization": "Bearer guess"}), 401)
            refused(cast.visitor.get(INDEX), 429)

    @pytest.mark.parametrize("address", ["1.1.1.1", "1.1.1.1, 2.2.2.2"])
    def test_believes_no_forwarded_address_without_a_proxy(self, cast: Cast, address: str) -> None:
        with limited("1/day", "9/day"):
            cast.visitor.get(INDEX)
            assert cast.visitor.get(INDEX, headers={"X-Forwarded-For": address}).status_code == 429

    def test_believes_the_last_hop_before_a_trusted_proxy(self, cast: Cast) -> None:
        rates = {"DEFAULT_THROTTLE_RATES": {"visitor": "1/day", "signed_in": "1/day"}, "NUM_PROXIES": 1}
        with override_settings(REST_FRAMEWORK={**settings.REST_FRAMEWORK, **rates}):
            for forged, status in (
                ("9.9.9.9, 1.1.1.1", 200),
                ("8.8.8.8, 1.1.1.1", 429),
                ("1.1.1.1, 2.2.2.2", 200),
            ):
                assert cast.visitor.get(INDEX, headers={"X-Forwarded-For": forged}).status_code == status
