"""Inviting by a link: whom it lets in, how often, how long, and what the others are told."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.utils import timezone

from decision.problems import Forbidden, Invalid, NotThere
from decision.teams.actors import visitor
from decision.teams.models import Invitation, Membership
from decision.teams.services import NewInvitation, accept_invitation, invite, remove_member, revoke_invitation
from decision.teams.tokens import digest_of
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


def make_invitation(cast: Cast, **given: object) -> NewInvitation:
    asked = {"role": "editor", "days": 7, "by": cast.actor("olga"), **given}
    return invite(team=cast.team.pk, **asked)  # type: ignore[arg-type]


def link(made: NewInvitation) -> str:
    return f"/invitations/{made.text}/"


def role_of(cast: Cast, name: str) -> str | None:
    return cast.team.memberships.filter(user=cast.users[name]).values_list("role", flat=True).first()


class TestInvite:
    def test_keeps_only_a_hash_of_the_link(self, cast: Cast) -> None:
        made = make_invitation(cast)
        stored = Invitation.objects.get()
        assert stored.digest == digest_of(made.text)
        assert made.text not in str(list(Invitation.objects.values()))

    def test_is_for_owners_only(self, cast: Cast) -> None:
        for name, refusal in (
            ("edgar", Forbidden),
            ("victor", Forbidden),
            ("stella", Forbidden),
            ("otto", NotThere),
        ):
            with pytest.raises(refusal):
                make_invitation(cast, by=cast.actor(name))
        with pytest.raises(NotThere):
            make_invitation(cast, by=visitor())

    @pytest.mark.parametrize(
        ("wrong", "place"),
        [({"days": 0}, "/days"), ({"days": 91}, "/days"), ({"most_uses": 0}, "/most_uses"),
         ({"most_uses": 51}, "/most_uses"), ({"email": "no address"}, "/email"),
         ({"email": f"{'x' * 250}@example.org"}, "/email"), ({"role": "king"}, "/role"),
         ({"email": "a@example.org", "most_uses": 2}, "/most_uses")],
    )  # fmt: skip
    def test_refuses_what_makes_no_sense(self, cast: Cast, wrong: dict[str, object], place: str) -> None:
        with pytest.raises(Invalid) as refusal:
            make_invitation(cast, **wrong)
        assert place in dict(refusal.value.errors)
        assert not Invitation.objects.exists()

    def test_says_on_record_who_made_it_through_which_door(self, cast: Cast) -> None:
        made = make_invitation(cast)
        [event] = made.row.events.select_related("pgh_context")
        assert (event.pgh_context.metadata["actor"], event.pgh_context.metadata["door"]) == ("olga", "api")


class TestAccept:
    def test_makes_somebody_a_member_once(self, cast: Cast) -> None:
        made = make_invitation(cast)
        assert accept_invitation(text=made.text, by=cast.actor("otto")).role == "editor"
        with pytest.raises(Invalid, match="has been used"):
            accept_invitation(text=made.text, by=cast.actor("stella"))
        assert role_of(cast, "stella") is None

    def test_does_not_use_up_a_link_of_somebody_who_is_a_member_already(self, cast: Cast) -> None:
        made = make_invitation(cast)
        assert accept_invitation(text=made.text, by=cast.actor("victor")).role == "viewer"
        assert Invitation.objects.get().uses == 0

    def test_ends_clearly_where_the_link_is_expired_revoked_or_nothing(self, cast: Cast) -> None:
        expired, revoked = make_invitation(cast), make_invitation(cast)
        Invitation.objects.filter(pk=expired.row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        revoke_invitation(team=cast.team.pk, invitation=revoked.row.pk, by=cast.actor("olga"))
        for text, refusal, words in (
            (expired.text, Invalid, "expired"), (revoked.text, Invalid, "withdrawn"),
            ("x" * 43, NotThere, "does not exist"), ("é", NotThere, "does not exist"),
        ):  # fmt: skip
            with pytest.raises(refusal, match=words):
                accept_invitation(text=text, by=cast.actor("otto"))
        assert role_of(cast, "otto") is None

    def test_is_refused_to_whom_the_address_does_not_belong(self, cast: Cast) -> None:
        made = make_invitation(cast, email="Otto@Example.org")
        address = EmailAddress.objects.create(
            user=cast.users["otto"], email="otto@example.org", verified=False
        )
        for name in ("stella", "otto"):  # his own, but he has not confirmed it
            with pytest.raises(Forbidden, match="another e-mail address"):
                accept_invitation(text=made.text, by=cast.actor(name))
        EmailAddress.objects.filter(pk=address.pk).update(verified=True)
        assert accept_invitation(text=made.text, by=cast.actor("otto")).role == "editor"

    def test_lets_somebody_back_in_who_was_removed_only_by_a_new_link(self, cast: Cast) -> None:
        made = make_invitation(cast)
        accept_invitation(text=made.text, by=cast.actor("otto"))
        remove_member(team=cast.team.pk, user=cast.users["otto"].pk, by=cast.actor("olga"))
        with pytest.raises(Invalid):
            accept_invitation(text=made.text, by=cast.actor("otto"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_a_single_use_link_at_once_one_gets_in() -> None:
    cast = make_cast()
    made = make_invitation(cast)
    start, answers = threading.Barrier(2), []

    def accept(name: str) -> None:
        start.wait(30)
        try:
            accept_invitation(text=made.text, by=cast.actor(name))
            answers.append("in")
        except Invalid:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[name]) for name in ("otto", "stella")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == ["in", "refused"]
    assert Invitation.objects.get().uses == 1
    assert Membership.objects.filter(user__username__in=("otto", "stella")).count() == 1


class TestTheLink:
    def test_leads_a_visitor_through_the_sign_in_and_back(self, cast: Cast) -> None:
        made, browser = make_invitation(cast), Client()
        cast.users["otto"].set_password("correct horse battery")
        cast.users["otto"].save()
        page = browser.get(link(made)).content.decode()
        assert "Platform" in page
        assert f"/sign-in/?next={link(made)}" in page
        assert "no-store" in browser.get(link(made))["Cache-Control"]
        sent = {"login": "otto", "password": "correct horse battery", "next": link(made)}
        assert browser.post("/sign-in/", sent).headers["Location"] == link(made)
        assert browser.post(link(made)).headers["Location"] == "/teams/platform/"
        assert role_of(cast, "otto") == "editor"

    def test_makes_a_visitor_no_member(self, cast: Cast) -> None:
        made = make_invitation(cast)
        assert "Sign in" in Client().post(link(made)).content.decode()
        assert Invitation.objects.get().uses == 0

    def test_says_what_has_become_of_it(self, cast: Cast) -> None:
        made = make_invitation(cast)
        accept_invitation(text=made.text, by=cast.actor("otto"))
        used = cast.client("stella").get(link(made))
        assert used.status_code == 410
        assert "has been used" in used.content.decode()
        assert cast.client("otto").get(link(made)).headers["Location"] == "/teams/platform/"
        assert Client().get("/invitations/nothing/").status_code == 404

    def test_tells_the_wrong_person_so_without_the_address(self, cast: Cast) -> None:
        made = make_invitation(cast, email="secret@example.org")
        otto = cast.client("otto")
        assert "is for one e-mail address" in otto.get(link(made)).content.decode()
        refused = otto.post(link(made))
        assert refused.status_code == 403
        assert "secret@example.org" not in refused.content.decode()

    def test_is_shown_once_and_mailed_to_whom_it_is_for(self, cast: Cast, mailoutbox: list) -> None:  # type: ignore[type-arg]
        olga = cast.client("olga")
        asked = {"role": "viewer", "days": "7", "most_uses": "1", "email": "new@example.org"}
        answer = olga.post("/teams/platform/invitations/", asked)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        [mail] = mailoutbox
        assert mail.to == ["new@example.org"]
        text = mail.body.split("/invitations/")[1].split("/")[0]
        assert text in answer.content.decode()
        again = olga.get("/teams/platform/").content.decode()
        assert text not in again
        assert "new@example.org" in again
        assert "new@example.org" not in cast.client("edgar").get("/teams/platform/").content.decode()
