"""Telling open pages: on commit or not at all, and once however often it was said."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from decision.matrix.telling import CHANNEL, tell


@pytest.fixture
def heard(transactional_db: None) -> Iterator[psycopg.Connection]:
    parameters = connection.get_connection_params()
    with psycopg.connect(
        **{
            name: parameters[name]
            for name in ("dbname", "user", "password", "host", "port")
            if name in parameters
        },
        autocommit=True,
    ) as listening:
        listening.execute(f"LISTEN {CHANNEL}")
        yield listening


def told(heard: psycopg.Connection) -> list[str]:
    """All that was told until now: what is told now comes last."""
    with transaction.atomic():
        tell(0, "now")
    payloads = []
    for notice in heard.notifies(timeout=30):
        if notice.payload == "0:now":
            return payloads
        payloads.append(notice.payload)
    raise AssertionError(payloads)


def test_news_is_told_on_commit_and_once(heard: psycopg.Connection) -> None:
    with transaction.atomic():
        tell(7, "comments")
        tell(7, "comments")
        tell(7, "round")
        assert not list(heard.notifies(timeout=0.05))
    assert told(heard) == ["7:comments", "7:round"]


def test_news_of_what_was_rolled_back_is_told_to_nobody(heard: psycopg.Connection) -> None:
    with transaction.atomic():
        tell(7, "status")
        transaction.set_rollback(True)
    assert told(heard) == []
