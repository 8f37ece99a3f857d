"""The pages before anything was loaded, and lists that keep private decisions private."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.builders import make_decision


class TestFirstRun:
    def test_says_how_to_begin_where_nothing_is_here_yet(self, client: Client, db: None) -> None:
        assert "Weigh your first decision" in client.get("/").content.decode()
        assert "The catalog is empty" in client.get("/catalog/").content.decode()

    def test_lists_private_decisions_only_to_those_who_may_see_them(
        self, client: Client, signed_in: Callable[..., Client]
    ) -> None:
        make_decision(visibility="private")
        assert "Pick-One" not in client.get("/").content.decode()
        assert "Pick-One" in signed_in("dana", is_staff=True).get("/").content.decode()
