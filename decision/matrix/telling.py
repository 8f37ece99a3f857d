"""Telling open pages of a decision that something beside its numbers is new."""

from __future__ import annotations

from typing import Literal

from django.db import connection

CHANNEL = "steelyard_news"
Topic = Literal["comments", "round", "status", "studies", "proposals"]


def tell(decision_id: int, topic: Topic) -> None:
    """Tell every open page of a decision that `topic` is new, when the current transaction commits.

    Nothing of what is new travels: pages fetch it with their readers' own permissions. Telling the same twice in one
    transaction arrives once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{decision_id}:{topic}"])
