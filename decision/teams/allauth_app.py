"""allauth's accounts as an app whose middleware serves pages only."""

from __future__ import annotations

from importlib import import_module

from allauth.account.apps import AccountConfig


class PagesAccounts(AccountConfig):
    """allauth insists on its own middleware, at 6 µs a request; ours calls it for pages alone."""

    def ready(self) -> None:
        import_module("allauth.account.checks")
