"""Signing up and in, and getting back in: who may, and what nobody learns of others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from decision.teams.services import invite
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
NEW = {"name": "Nia Osei", "username": "nia", "email": "nia@example.org", "password1": PASSWORD}


@pytest.fixture
def ada(db: None) -> User:
    user = User.objects.create_user("ada", "ada@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def mailed(settings: Settings) -> None:
    """As where a mail server is set up."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_PREVENT_ENUMERATION = True


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def said(answer: Any) -> str:
    """A page without what differs each time."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.body))
    assert found, mail.body
    return found[1]


class TestSignIn:
    @pytest.mark.parametrize("login", ["ada", "ADA", "ada@example.org", "Ada@Example.org"])
    def test_takes_the_user_name_or_the_address(self, ada: User, login: str) -> None:
        browser = Client()
        browser.post("/sign-in/", {"login": login, "password": PASSWORD})
        assert is_signed_in(browser)

    def test_says_the_same_of_a_wrong_password_and_of_nobody(self, ada: User) -> None:
        for known, unknown in (("ada", "bob"), ("ada@example.org", "bob@example.org")):
            answers = [
                Client().post("/sign-in/", {"login": who, "password": "wrong"}) for who in (known, unknown)
            ]
            assert said(answers[0]) == said(answers[1])

    def test_waits_for_the_confirmation_of_an_address_where_there_is_one(
        self, db: None, mailed: None, mailoutbox: list[EmailMessage]
    ) -> None:
        User.objects.create_user("operator", password=PASSWORD)
        User.objects.create_user("bob", "bob@example.org", PASSWORD)
        for login, expected in (("operator", True), ("bob", False)):
            browser = Client()
            browser.post("/sign-in/", {"login": login, "password": PASSWORD})
            assert is_signed_in(browser) is expected
        assert [mail.to for mail in mailoutbox] == [["bob@example.org"]]

    def test_ends_for_somebody_deactivated(self, ada: User) -> None:
        User.objects.filter(pk=ada.pk).update(is_active=False)
        browser = Client()
        browser.post("/sign-in/", {"login": "ada", "password": PASSWORD})
        assert not is_signed_in(browser)

    def test_stops_who_guesses(self, ada: User) -> None:
        answers = [Client().post("/sign-in/", {"login": "ada", "password": f"guess {n}"}) for n in range(12)]
        assert "Too many" in answers[-1].content.decode()
        assert (
            "Too many" in Client().post("/sign-in/", {"login": "ada", "password": PASSWORD}).content.decode()
        )

    def test_is_the_only_way_into_the_admin(self, ada: User) -> None:
        assert Client().get("/admin/").headers["Location"].startswith("/admin/login/")
        assert Client().get("/admin/login/?next=/admin/").headers["Location"] == "/sign-in/?next=/admin/"
        sent = {"username": "ada", "password": PASSWORD}
        browser = Client()
        browser.post("/admin/login/", sent)
        assert not is_signed_in(browser)

    def test_asks_before_signing_out_by_a_mere_link(self, ada: User) -> None:
        browser = Client()
        browser.force_login(ada)
        browser.get("/sign-out/")
        assert is_signed_in(browser)
        assert browser.post("/sign-out/").headers["Location"] == "/"
        assert not is_signed_in(browser)


class TestSignUp:
    @pytest.mark.parametrize(
        ("mode", "words"), [("closed", "Sign-up is closed"), ("invited", "by invitation")]
    )
    def test_is_refused_where_it_is_closed(self, db: None, settings: Settings, mode: str, words: str) -> None:
        settings.SIGN_UP = mode
        assert words in Client().get("/sign-up/").content.decode()
        assert words in Client().post("/sign-up/", NEW).content.decode()
        assert not User.objects.exists()

    def test_is_open_to_the_invited_while_the_invitation_is(self, cast: Cast, settings: Settings) -> None:
        settings.SIGN_UP = "invited"
        made, browser = invite(team=cast.team.pk, role="viewer", days=1, by=cast.actor("olga")), Client()
        link = f"/invitations/{made.text}/"
        assert f"/sign-up/?next={link}" in browser.get(link).content.decode()
        answer = browser.post("/sign-up/", {**NEW, "next": link})
        assert answer.headers["Location"] == link
        browser.post(link)
        assert cast.team.memberships.get(user__username="nia").role == "viewer"
        late = Client()
        late.get(link)
        assert "by invitation" in late.get("/sign-up/").content.decode()

    def test_confirms_the_address_first_and_then_goes_on(
        self, db: None, settings: Settings, mailed: None, mailoutbox: list[EmailMessage]
    ) -> None:
        settings.SIGN_UP, browser = "open", Client()
        assert browser.post("/sign-up/", {**NEW, "next": "/teams/"}).headers["Location"] == "/confirm-email/"
        assert not is_signed_in(browser)
        link = link_in(mailoutbox[0])
        assert "nia@example.org" in browser.get(link).content.decode()
        assert browser.post(link).headers["Location"] == "/teams/"
        assert is_signed_in(browser)
        assert User.objects.get().get_full_name() == "Nia Osei"

    def test_does_not_tell_whose_address_has_an_account(
        self, ada: User, settings: Settings, mailed: None, mailoutbox: list[EmailMessage]
    ) -> None:
        settings.SIGN_UP = "open"
        taken = Client().post("/sign-up/", {**NEW, "email": "ada@example.org"})
        free = Client().post("/sign-up/", NEW)
        assert (taken.status_code, taken.headers["Location"]) == (free.status_code, free.headers["Location"])
        assert [mail.to for mail in mailoutbox] == [["ada@example.org"], ["nia@example.org"]]
        assert not User.objects.filter(username="nia", email="ada@example.org").exists()

    @pytest.mark.parametrize(
        "wrong",
        [{"username": "owner"}, {"username": "a@b"}, {"username": "é"}, {"username": "x" * 41}, {"username": "ADA"},
         {"password1": "short"}, {"password1": "password1234"}, {"email": "nobody"}, {"name": "a\u202eb"},
         {"name": "x" * 151}],
    )  # fmt: skip
    def test_refuses_what_will_not_do_and_keeps_what_was_typed(
        self, ada: User, settings: Settings, wrong: dict[str, str]
    ) -> None:
        settings.SIGN_UP = "open"
        answer = Client().post("/sign-up/", {**NEW, **wrong})
        assert "error-text" in answer.content.decode()
        assert User.objects.count() == 1


class TestForgottenPassword:
    def test_answers_the_same_whether_there_is_an_account(
        self, ada: User, mailoutbox: list[EmailMessage]
    ) -> None:
        answers = [
            Client().post("/password/reset/", {"email": email}, follow=True)
            for email in ("ada@example.org", "nobody@example.org")
        ]
        assert answers[0].redirect_chain == answers[1].redirect_chain
        assert said(answers[0]) == said(answers[1])
        assert [mail.to for mail in mailoutbox] == [["ada@example.org"], ["nobody@example.org"]]

    def test_is_replaced_by_a_link_that_works_once(self, ada: User, mailoutbox: list[EmailMessage]) -> None:
        Client().post("/password/reset/", {"email": "ada@example.org"})
        link, browser = link_in(mailoutbox[0]), Client()
        form = browser.get(link).headers["Location"]
        new = {"password1": "four new words here", "password2": "four new words here"}
        assert browser.get(form).status_code == 200
        assert browser.post(form, new).headers["Location"] == "/password/reset/done/"
        browser.post("/sign-in/", {"login": "ada", "password": "four new words here"})
        assert is_signed_in(browser)
        assert "no longer works" in Client().get(link).content.decode()

    def test_is_not_replaced_by_a_made_up_link(self, ada: User) -> None:
        assert "no longer works" in Client().get("/password/reset/1-abc-def/").content.decode()


class TestOwnAccount:
    def test_shows_others_the_name_and_never_the_address(self, cast: Cast) -> None:
        User.objects.filter(username="cora").update(email="cora@example.org")
        assert cast.client("cora").post("/account/", {"name": "Cora Lind"}).status_code == 302
        page = cast.client("victor").get("/teams/platform/").content.decode()
        assert "Cora Lind" in page
        assert "cora@example.org" not in page

    def test_says_what_is_wrong_with_a_name(self, cast: Cast) -> None:
        answer = cast.client("cora").post("/account/", {"name": "a\u202eb"})
        assert answer.status_code == 400
        assert "U+202E" in answer.content.decode()

    @pytest.mark.parametrize(
        "address",
        ["/account/", "/account/email/", "/account/password/", "/account/tokens/", "/account/second-step/",
         "/account/passkeys/", "/account/company/", "/teams/"],
    )  # fmt: skip
    def test_needs_a_sign_in(self, db: None, address: str) -> None:
        assert Client().get(address).headers["Location"] == f"/sign-in/?next={address}"

    def test_makes_shows_once_and_revokes_tokens(self, cast: Cast) -> None:
        cora = cast.client("cora")
        answer = cora.post("/account/tokens/", {"name": "nightly", "scope": "read", "days": "30"})
        found = re.search(r"steelyard_[\w-]{43}", answer.content.decode())
        assert found
        assert "no-store" in answer["Cache-Control"]
        page = cora.get("/account/tokens/").content.decode()
        assert "nightly" in page
        assert found[0] not in page
        token = cast.users["cora"].api_tokens.get()
        assert cast.client("edgar").post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
        assert cora.post(f"/account/tokens/{token.pk}/revoke/").status_code == 302
        headers = {"Authorization": f"Bearer {found[0]}"}
        assert Client().get("/api/v1/", headers=headers).status_code == 401

    def test_is_no_place_for_tokens_to_make_tokens(self, cast: Cast) -> None:
        sent = {"name": "more", "scope": "write", "days": ""}
        answer = Client().post("/account/tokens/", sent, headers=cast.bearer("cora"))
        assert answer.headers["Location"].startswith("/sign-in/")

    @pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "a\u2066b"}, {"scope": "admin"}, {"days": "x"}])
    def test_says_what_is_wrong_with_a_token(self, cast: Cast, wrong: dict[str, str]) -> None:
        answer = cast.client("cora").post(
            "/account/tokens/", {"name": "n", "scope": "read", "days": "7", **wrong}
        )
        assert answer.status_code == 400
        assert "error-text" in answer.content.decode()
        assert not cast.users["cora"].api_tokens.exists()
