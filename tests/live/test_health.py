"""What operators and their machines ask: alive, ready, how busy."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from decision.env import read_env
from frameworks.models import Source


class TestHealthz:
    def test_answers_without_the_database(self, client: Client) -> None:
        answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
class TestReadyz:
    def test_is_ready_when_migrated_and_seeded(self, client: Client) -> None:
        Source.objects.get_or_create(slug="a-source", defaults={"title": "A source"})
        answer = client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {
            "ready": True,
            "checks": {"database": True, "migrations": True, "seeds": True},
        }

    def test_names_what_is_missing(self, client: Client) -> None:
        assert not Source.objects.exists()
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["checks"] == {"database": True, "migrations": True, "seeds": False}


@pytest.mark.django_db
class TestMetrics:
    def test_are_not_there_for_visitors(self, client: Client) -> None:
        assert client.get("/metrics").status_code == 404

    def test_are_for_who_asks_and_not_for_whom_a_proxy_asks(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("decision.health.env", read_env(METRICS_ALLOW="127.0.0.1,10.0.0.0/8"))
        assert client.get("/metrics").status_code == 200
        for passed_on, status in (("10.1.2.3", 200), ("203.0.113.7", 404), ("10.1.2.3, 203.0.113.7", 404)):
            answer = client.get("/metrics", headers={"X-Forwarded-For": passed_on})
            assert answer.status_code == status, passed_on

    def test_count_requests_by_route_for_staff(self, client: Client) -> None:
        client.force_login(User.objects.create(username="operator", is_staff=True))
        client.get("/healthz")
        text = client.get("/metrics").content.decode()
        assert 'steelyard_request_seconds_count{method="GET",route="healthz",status="200"}' in text
        assert "steelyard_open_streams" in text
