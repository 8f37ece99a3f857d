"""Finding views by address."""

from __future__ import annotations

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import Resolver404

from decision.serving.handler import LONGEST, MOST_HOSTS, AskedRequest, Handler

RANKING = "/api/v1/decisions/{}/ranking/"


@pytest.fixture(scope="module")
def handler() -> Handler:
    return Handler()


def asked(path: str) -> HttpRequest:
    return RequestFactory().get(path)


class TestAddresses:
    def test_of_the_api_lead_where_django_says_each_time_they_are_asked_for(self, handler: Handler) -> None:
        for slug in ("one", "other", "one"):
            request = asked(RANKING.format(slug))
            match = handler.resolve_request(request)
            assert (match.view_name, match.kwargs) == ("api:decision-ranking", {"slug": slug})
            assert request.resolver_match is match

    def test_of_the_api_are_searched_once(self, handler: Handler) -> None:
        first, second = (handler.resolve_request(asked(RANKING.format("often"))) for _ in range(2))
        assert first is second

    def test_of_pages_and_very_long_ones_are_searched_every_time(self, handler: Handler) -> None:
        for path in ("/decisions/one/", RANKING.format("x" * LONGEST)):
            first, second = (handler.resolve_request(asked(path)) for _ in range(2))
            assert first is not second
            assert first.view_name == second.view_name

    def test_that_lead_nowhere_are_refused_every_time(self, handler: Handler) -> None:
        for _ in range(2):
            with pytest.raises(Resolver404):
                handler.resolve_request(asked("/nowhere/at/all/"))


class TestRequests:
    def test_from_a_wrong_host_are_refused_every_time(self) -> None:
        for _ in range(2):
            with pytest.raises(DisallowedHost):
                AskedRequest(from_host("elsewhere.example")).get_host()

    def test_know_their_host_as_it_was_written(self) -> None:
        for _ in range(2):
            assert AskedRequest(from_host("testserver:81")).get_host() == "testserver:81"
            assert AskedRequest(from_host("testserver")).get_host() == "testserver"

    def test_remember_only_so_many_hosts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(AskedRequest, "allowed_hosts", set())
        for number in range(MOST_HOSTS + 2):
            AskedRequest(from_host(f"testserver:{number}")).get_host()
        assert len(AskedRequest.allowed_hosts) == MOST_HOSTS


def from_host(host: str) -> dict[str, object]:
    return RequestFactory().get("/", headers={"Host": host}).environ
