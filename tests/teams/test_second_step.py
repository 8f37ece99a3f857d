"""The second step of signing in: an app's code or a recovery code, and no way around it."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(browser: Client) -> str:
    return browser.post("/sign-in/", {"login": "ada", "password": PASSWORD}).headers["Location"]


@pytest.fixture
def secret(db: None) -> str:
    """Ada has set up an authenticator app; its secret."""
    User.objects.create_user("ada", password=PASSWORD)
    browser = Client()
    sign_in(browser)
    again = browser.get("/account/second-step/app/").headers["Location"]
    browser.post(again, {"password": PASSWORD, "next": "/account/second-step/app/"})
    page = browser.get("/account/second-step/app/").content.decode()
    found = re.search(r'id="totp_secret"[^>]*value="(\w+)"', page)
    assert found, page
    done = browser.post("/account/second-step/app/", {"code": code_of(found[1])})
    assert done.headers["Location"] == "/account/second-step/codes/"
    cache.clear()  # each code works once, and the test is to use the same
    return found[1]


def recovery_codes() -> list[str]:
    codes: list[str] = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    return codes


class TestSecondStep:
    def test_is_asked_for_after_the_password(self, secret: str) -> None:
        browser = Client()
        assert sign_in(browser).startswith("/sign-in/second-step/")
        assert "_auth_user_id" not in browser.session
        assert browser.get("/account/").headers["Location"].startswith("/sign-in/")
        assert "Incorrect code" in browser.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
        assert browser.post("/sign-in/second-step/", {"code": code_of(secret)}).headers["Location"] == "/"
        assert "_auth_user_id" in browser.session

    def test_takes_each_recovery_code_once(self, secret: str) -> None:
        [code, *_] = recovery_codes()
        for expected in (True, False):
            browser = Client()
            sign_in(browser)
            browser.post("/sign-in/second-step/", {"code": code})
            assert ("_auth_user_id" in browser.session) is expected
        assert len(recovery_codes()) == 9

    def test_is_not_switched_off_by_whoever_finds_the_desk_empty(self, secret: str) -> None:
        browser = Client()
        browser.force_login(User.objects.get())
        answer = browser.post("/account/second-step/app/remove/")
        assert answer.headers["Location"].startswith("/sign-in/again/")
        assert Authenticator.objects.filter(type="totp").exists()

    def test_shows_the_codes_only_to_who_has_just_proved_who_they_are(self, secret: str) -> None:
        [code, *_] = recovery_codes()
        browser = Client()
        browser.force_login(User.objects.get())
        assert code not in browser.get("/account/second-step/codes/", follow=True).content.decode()
        again = browser.post("/sign-in/again/", {"password": PASSWORD, "next": "/account/second-step/codes/"})
        assert code in browser.get(again.headers["Location"]).content.decode()
        assert code in browser.get("/account/second-step/codes/file/").content.decode()
