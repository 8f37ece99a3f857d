"""Odd input at every address of accounts and teams: refused in words or ignored, never an error of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from tests.cast import Cast

pytestmark = pytest.mark.django_db
PARTS = ("decision.teams.urls",)
FIELDS = ("login", "password", "password1", "password2", "oldpassword", "email", "username", "name", "code",
          "credential",
          "role", "to", "days", "most_uses", "scope", "account", "next", "passwordless", "action_add",
          "action_send", "action_primary", "action_remove")  # fmt: skip
ODD = (
    "\x00",
    "\u202e",
    "9" * 400,
    "x" * 5000,
    "{",
    "null",
    "[]",
    '{"id": 1}',
    "é@é.é",
    "<script>",
    "-1",
    "//evil.example/",
)
ARGUMENTS = {
    "slug": "platform",
    "user": "1",
    "token": "1",
    "pk": "1",
    "invitation": "1",
    "provider_id": "company",
}


def addresses() -> Iterator[str]:
    """Every address of this part, once, with arguments that are odd where they may be anything."""
    [part] = [
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and getattr(entry.urlconf_name, "__name__", "") in PARTS
    ]
    seen = set()
    for entry in part.url_patterns:
        assert isinstance(entry, URLPattern)
        route = str(entry.pattern)
        if route.startswith("^"):
            route = "password/reset/1-é%00x/"
        for name in entry.pattern.converters:
            value = ARGUMENTS.get(name, "%00é%F0%28")
            route = route.replace(f"<slug:{name}>", value).replace(f"<int:{name}>", value)
            route = route.replace(f"<str:{name}>", value)
        assert "<" not in route, route
        if route not in seen:
            seen.add(route)
            yield f"/{route}"


@pytest.mark.parametrize("who", ["visitor", "olga"])
def test_no_address_breaks(cast: Cast, who: str, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    EmailAddress.objects.create(
        user=cast.users["olga"], email="olga@example.org", verified=True, primary=True
    )
    broken = []
    for number, address in enumerate(addresses()):
        for odd in (
            ODD[number % len(ODD)],
            ODD[number * 7 % len(ODD)],
        ):  # all of them everywhere takes half a minute
            client = cast.client(who)
            client.raise_request_exception = False
            for method in (client.get, client.post):
                answer = method(address, dict.fromkeys(FIELDS, odd))
                if answer.status_code >= 500:
                    broken.append(f"{method.__name__} {address} {odd[:12]!r}: {answer.status_code}")
                location = answer.headers.get("Location", "")
                if "evil.example" in location and not location.startswith("/"):
                    broken.append(f"{method.__name__} {address} {odd[:12]!r}: {location}")
    assert not broken, "\n".join(broken)


def test_a_forged_forwarding_address_breaks_nothing(cast: Cast, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(raise_request_exception=False)
    for forged in ("", "nonsense", "1.2.3.4, nonsense", "::1", "1.2.3.4:80", "," * 50):
        answer = client.post(
            "/sign-in/", {"login": "a", "password": "b"}, headers={"X-Forwarded-For": forged}
        )
        assert answer.status_code < 500, forged


@pytest.mark.parametrize(
    "credential", ["{", "null", "[]", "1", '{"id": 1}', '{"id": "AA", "rawId": "AA", "response": {}}']
)
def test_a_credential_that_no_browser_makes_is_an_incorrect_one(db: None, credential: str) -> None:
    answer = Client().post("/sign-in/passkey/", {"credential": credential})
    assert answer.headers["Location"] == "/sign-in/"


@pytest.mark.parametrize(
    "target", ["{", "decision-list", "javascript:alert(1)", "//evil.example/", "/\\evil.example/", ""]
)
def test_the_theme_leads_nowhere_but_to_pages_of_ours(db: None, target: str) -> None:
    assert Client().post("/theme/", {"theme": "dark", "next": target}).headers["Location"] == "/"
