"""What stands in for parts of allauth does all that those do: a later allauth that does more fails here."""

from __future__ import annotations

from allauth.account.apps import AccountConfig
from allauth.account.middleware import AccountMiddleware
from allauth.account.stages import EmailVerificationStage
from django.core.checks.registry import registry
from django.http import HttpResponse
from django.test import Client

from decision.teams.entrance import Accounts, ConfirmedAddress


class TestItsStart:
    def test_only_registers_checks_and_asks_for_its_middleware(self) -> None:
        used = set(AccountConfig.ready.__code__.co_names)
        assert used == {"allauth.account", "checks", "settings", "MIDDLEWARE", "ImproperlyConfigured"}

    def test_has_registered_its_checks(self) -> None:
        assert "allauth.account.checks" in {check.__module__ for check in registry.get_checks()}


class TestItsMiddleware:
    def test_hears_of_nothing_but_requests_and_exceptions(self) -> None:
        assert set(vars(AccountMiddleware(lambda request: HttpResponse()))) == {"process_exception"}

    def test_is_kept_away_from_the_api(self, db: None) -> None:
        assert hasattr(Client().get("/sign-in/").wsgi_request, "allauth")
        assert not hasattr(Client().get("/api/v1/decisions/").wsgi_request, "allauth")


class TestItsSignIn:
    def test_asks_for_the_confirmation_of_an_address_by_our_stage(self) -> None:
        stages = Accounts().get_login_stages()
        assert f"{ConfirmedAddress.__module__}.{ConfirmedAddress.__name__}" in stages
        assert f"{EmailVerificationStage.__module__}.{EmailVerificationStage.__name__}" not in stages
