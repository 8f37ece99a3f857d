"""allauth's accounts as an app whose middleware serves pages only."""

from __future__ import annotations

from importlib import import_module

from allauth.account.apps import AccountConfig


class PagesAccounts(AccountConfig):
    """allauth insists on its own middleware, at 6 µs a request; ours calls it for pages alone.

    Stands in for all that allauth 65.21 does when it starts; `tests/teams/test_what_allauth_does.py` tells of more.
    """

    def ready(self) -> None:
        import_module("allauth.account.checks")
