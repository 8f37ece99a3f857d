"""Signing on with the company's account: against a real OpenID Connect provider in a process beside the tests."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from decision.accounts import company_sign_on
from decision.env import read_env

from .provider import CLIENT, SECRET

pytestmark = pytest.mark.django_db
BACK = "http://testserver/sign-on/company/back/"
DOOR = "/sign-on/company/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of the company's sign-on."""
    script = str(Path(__file__).with_name("provider.py"))
    with subprocess.Popen([sys.executable, script, BACK], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def configure(settings: Settings, server: str, **more: Any) -> None:
    env = read_env(
        OIDC_NAME="Example Inc.",
        OIDC_SERVER_URL=server,
        OIDC_CLIENT_ID=CLIENT,
        OIDC_CLIENT_SECRET=SECRET,
        **more,
    )
    settings.SOCIALACCOUNT_PROVIDERS = company_sign_on(env)
    settings.SIGN_UP = "invited"


@pytest.fixture
def connected(provider: str, settings: Settings) -> str:
    configure(settings, provider)
    return provider


def leave(browser: Client, **sent: str) -> str:
    """Press the button; the address of the company's page that the browser goes to."""
    page = browser.post(DOOR, sent)
    assert page.status_code == 200
    return page.headers["Refresh"].partition("url=")[2]


def sign_in_there(target: str, name: str) -> str:
    """Go to the company's page and sign in there; where it sends the browser back to."""
    with httpx.Client(follow_redirects=True, trust_env=False) as over_there:
        form = over_there.get(target)
        answer = over_there.post(
            str(form.url), data={"login": name, "password": name}, follow_redirects=False
        )
        while not answer.headers["Location"].startswith(BACK):
            answer = over_there.get(str(answer.url.join(answer.headers["Location"])), follow_redirects=False)
    return str(answer.headers["Location"])


def sign_on(browser: Client, name: str, **sent: str) -> Any:
    """The whole way, there and back."""
    return browser.get(sign_in_there(leave(browser, **sent), name))


def user_of(browser: Client) -> User:
    return User.objects.get(pk=browser.session["_auth_user_id"])


class TestCompanySignOn:
    def test_makes_an_account_from_what_the_company_says(self, connected: str) -> None:
        browser = Client()
        assert "Continue with Example Inc." in browser.get("/sign-in/").content.decode()
        answer = sign_on(browser, "nia", next="/teams/")
        assert answer.headers["Location"] == "/teams/"
        user = user_of(browser)
        assert (user.username, user.get_full_name(), user.has_usable_password()) == ("nia", "Nia Osei", False)
        assert EmailAddress.objects.get(user=user).verified
        assert not SocialToken.objects.exists()

    def test_brings_back_to_the_same_account(self, connected: str) -> None:
        sign_on(Client(), "nia")
        again = Client()
        sign_on(again, "nia")
        assert user_of(again) == User.objects.get()

    def test_enters_an_account_that_has_confirmed_the_same_address(self, connected: str) -> None:
        ada = User.objects.create_user("countess", "ada@example.org", "correct horse battery")
        EmailAddress.objects.create(user=ada, email="ada@example.org", verified=True, primary=True)
        browser = Client()
        sign_on(browser, "ada")
        assert user_of(browser) == ada

    def test_enters_nobody_elses_account(self, connected: str) -> None:
        ada = User.objects.create_user("countess", "ada@example.org", "correct horse battery")
        EmailAddress.objects.create(user=ada, email="ada@example.org", verified=True, primary=True)
        browser = Client()
        sign_on(browser, "eve")  # who has not confirmed the address at the company
        assert browser.session.get("_auth_user_id") != str(ada.pk)
        assert not SocialAccount.objects.filter(user=ada).exists()

    def test_takes_over_no_account_that_only_claims_an_address(self, connected: str) -> None:
        squatter = User.objects.create_user("squatter", "nia@example.org", "correct horse battery")
        EmailAddress.objects.create(user=squatter, email="nia@example.org", verified=False, primary=True)
        browser = Client()
        sign_on(browser, "nia")
        assert browser.session.get("_auth_user_id") != str(squatter.pk)
        assert not SocialAccount.objects.filter(user=squatter).exists()

    def test_is_asked_for_the_second_step_all_the_same(self, connected: str) -> None:
        sign_on(Client(), "nia")
        Authenticator.objects.create(user=User.objects.get(), type="totp", data={"secret": "A" * 32})
        browser = Client()
        assert sign_on(browser, "nia").headers["Location"].startswith("/sign-in/second-step/")
        assert "_auth_user_id" not in browser.session

    def test_lets_in_only_the_domains_that_are_named(self, provider: str, settings: Settings) -> None:
        configure(settings, provider, OIDC_DOMAINS="Example.org")
        outside, inside = Client(), Client()
        assert "by invitation" in sign_on(outside, "max").content.decode()
        sign_on(inside, "nia")
        assert [user.username for user in User.objects.all()] == ["nia"]

    def test_makes_no_account_where_sign_up_is_closed(self, connected: str, settings: Settings) -> None:
        settings.SIGN_UP = "closed"
        assert "Sign-up is closed" in sign_on(Client(), "nia").content.decode()
        assert not User.objects.exists()

    def test_is_connected_and_disconnected_on_ones_account_page(self, connected: str) -> None:
        user = User.objects.create_user("countess", "ada@work.example", "correct horse battery")
        browser = Client()
        browser.force_login(user)
        target = browser.post(f"{DOOR}?process=connect").headers["Refresh"].partition("url=")[2]
        again = browser.get(sign_in_there(target, "ada")).headers["Location"]
        assert not SocialAccount.objects.exists()  # first it asks whether it is you
        assert (
            browser.post(again, {"password": "correct horse battery"}).headers["Location"]
            == "/account/company/"
        )
        account = SocialAccount.objects.get(user=user)
        assert "Example Inc." in browser.get("/account/company/").content.decode()
        browser.post("/account/company/", {"account": account.pk})
        assert not SocialAccount.objects.exists()


class TestWhatGoesWrong:
    def test_asks_before_it_leaves_by_a_mere_link(self, connected: str) -> None:
        page = Client().get(DOOR)
        assert "Refresh" not in page.headers
        assert "Continue with Example Inc.?" in page.content.decode()

    def test_ends_clearly_in_another_browser_and_with_an_answer_that_nobody_asked_for(
        self, connected: str
    ) -> None:
        back = sign_in_there(leave(Client()), "nia")
        for address in (back, f"{BACK}?code=made-up&state=made-up", f"{BACK}?error=access_denied", BACK):
            answer = Client().get(address, follow=True)
            assert answer.status_code in (200, 401)
            assert re.search("did not work|Cancelled|Sign in", answer.content.decode())
        assert not User.objects.exists()

    def test_takes_each_answer_once(self, connected: str) -> None:
        browser = Client()
        back = sign_in_there(leave(browser), "nia")
        browser.get(back)
        browser.post("/sign-out/")
        browser.get(back)
        assert "_auth_user_id" not in browser.session

    def test_says_so_when_the_company_does_not_answer(self, settings: Settings) -> None:
        configure(settings, "http://127.0.0.1:9")
        answer = Client().post(DOOR)
        assert answer.status_code == 502
        assert "does not answer" in answer.content.decode()

    def test_is_nowhere_where_it_is_not_set_up(self, settings: Settings) -> None:
        assert Client().get(DOOR).status_code == 404
        assert Client().get("/sign-on/other/back/").status_code == 404
        assert "Continue with" not in Client().get("/sign-in/").content.decode()
