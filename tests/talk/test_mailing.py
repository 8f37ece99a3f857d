"""Mails: due when wanted, written when sent, and nothing in them that their reader may not see."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from decision.matrix.models import Decision
from decision.rounds.services import NewRound, open_round
from decision.talk import jobs
from decision.talk.mailing import work_through
from decision.talk.mailing.composing import compose_due
from decision.talk.mailing.sending import MOST_ATTEMPTS, claim, pause_after, send_next
from decision.talk.mailing.tidying import tidy
from decision.talk.models import JobRun, Mail, Notification, Preference
from decision.talk.services import (
    add_comment,
    edit_comment,
    mark_read,
    notify,
    remove_comment,
    set_preferences,
)
from decision.teams.models import Membership
from tests.cast import Cast
from tests.talk.saying import Say

MORNING = timedelta(days=8)  # by then every digest is due


@pytest.fixture(autouse=True)
def addresses(cast: Cast) -> None:
    for name, user in cast.users.items():
        user.email = f"{name}@example.org"
        user.save(update_fields=["email"])


def sent() -> list[Any]:
    """Send all that waits, digests too; the mails in the order of their readers."""
    compose_due(timezone.now() + MORNING)
    Mail.objects.filter(next_try_at__isnull=False).update(next_try_at=timezone.now())
    while send_next():
        pass
    return sorted(outbox.outbox, key=lambda one: one.to)


def to(name: str) -> list[Any]:
    return [one for one in sent() if one.to == [f"{name}@example.org"]]


def everything(message: Any) -> str:
    return message.subject + message.body + message.alternatives[0].content


class TestAtOnce:
    def test_a_mention_is_mailed_with_what_was_said_and_where(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "@victor: is <b>6</b> right?")
        work_through()
        (mail,) = outbox.outbox
        row = Notification.objects.get(kind="mention")
        assert mail.to == ["victor@example.org"]
        assert mail.subject == "cora mentioned you (Shared-Choice)"
        assert "is <b>6</b> right?" in mail.body
        assert "is &lt;b&gt;6&lt;/b&gt; right?" in mail.alternatives[0].content
        assert f"http://127.0.0.1:8000/notifications/{row.pk}/" in mail.body
        gone = cast.client("victor").get(f"/notifications/{row.pk}/")
        assert gone.url == f"/decisions/shared-choice/talk/{comment.pk}/#comment-{comment.pk}"  # type: ignore[attr-defined]

    def test_a_round_is_named_once_with_the_way_to_the_ballot(self, cast: Cast) -> None:
        open_round(decision="shared-choice", wanted=NewRound(), by=cast.actor("olga"))
        (mail,) = to("cora")
        assert mail.subject == "Round 1 on “Shared-Choice” is open: give your weights."
        assert mail.body.count("Shared-Choice") == 1
        row = Notification.objects.get(kind="round_opened", user=cast.users["cora"])
        assert f"Go to your ballot: http://127.0.0.1:8000/notifications/{row.pk}/" in mail.body
        assert "Go to your ballot</a>" in mail.alternatives[0].content

    def test_nothing_is_sent_twice(self, say: Say) -> None:
        say("cora", "@victor?")
        for _ in range(3):
            work_through()
        assert len(outbox.outbox) == 1

    def test_a_title_cannot_forge_headers(self, cast: Cast, say: Say) -> None:
        Decision.objects.filter(pk=cast.shared.pk).update(title="A\nBcc: all@example.org")
        say("cora", "@victor?")
        work_through()
        message: EmailMessage = outbox.outbox[0].message()
        assert message["Bcc"] is None
        assert outbox.outbox[0].recipients() == ["victor@example.org"]

    def test_people_without_an_address_or_an_account_in_use_get_no_mail(self, cast: Cast, say: Say) -> None:
        say("cora", "@victor @olga @edgar")
        cast.users["victor"].email = ""
        cast.users["victor"].save()
        cast.users["olga"].is_active = False
        cast.users["olga"].save()
        assert {one.to[0] for one in sent()} == {"edgar@example.org"}


class TestNothingPrivateIsTold:
    """To those who may not see it at the moment when it is shown or sent."""

    def test_when_the_decision_became_private(self, cast: Cast, say: Say) -> None:
        say("cora", "@victor, secret")
        Decision.objects.update(visibility="private")
        assert to("victor") == []
        page = cast.client("victor").get("/notifications/").content.decode()
        assert "secret" not in page
        assert "Shared" not in page
        assert cast.client("victor").get("/notifications/unread/").json() == {"unread": 0}
        hidden = Notification.objects.get(user=cast.users["victor"])
        assert cast.client("victor").get(f"/notifications/{hidden.pk}/").status_code == 404

    def test_when_the_reader_left_the_team_even_of_a_public_decision(self, cast: Cast, say: Say) -> None:
        say("cora", "@victor, between us", on=cast.public)
        Membership.objects.filter(user=cast.users["victor"]).delete()
        assert to("victor") == []
        assert b"between us" not in cast.client("victor").get("/notifications/").content

    def test_when_the_mail_was_made_before_and_not_sent_yet(self, cast: Cast, say: Say) -> None:
        say("cora", "@victor, secret")
        assert compose_due(timezone.now()) == 1
        Membership.objects.filter(user=cast.users["victor"]).delete()
        while send_next():
            pass
        assert outbox.outbox == []
        assert Mail.objects.get().next_try_at is None

    def test_when_the_words_were_taken_back_or_changed(self, cast: Cast, say: Say) -> None:
        one = say("cora", "@victor, too hasty")
        remove_comment(decision="shared-choice", comment=one.pk, by=cast.actor("cora"))
        two = say("cora", "@victor, hastily said")
        edit_comment(
            decision="shared-choice", comment=two.pk, text="@victor, well said", by=cast.actor("cora")
        )
        (mail,) = to("victor")
        assert "hast" not in everything(mail)
        assert "well said" in everything(mail)

    def test_nor_is_anything_that_another_part_tells(self, cast: Cast) -> None:
        notify(
            decision=cast.shared.pk, kind="round_opened", to=[user.pk for user in cast.users.values()],
            text="A round is open", path="/decisions/shared-choice/", by=cast.actor("edgar"),
        )  # fmt: skip
        Decision.objects.update(visibility="private")
        assert [one.to for one in sent()] == [["olga@example.org"], ["stella@example.org"]]


class TestDigest:
    def test_tells_of_every_decision_once_under_its_title(self, cast: Cast, say: Say) -> None:
        say("cora", "One")
        say("cora", "Two", on=cast.public)
        say("cora", "Three")
        (mail,) = to("edgar")
        assert mail.subject == "Your day: 3 notifications on 2 decisions"
        assert mail.body.count("Shared-Choice") == 1
        assert mail.body.index("Public-Choice") < mail.body.index("“Two”") < mail.body.index("Shared-Choice")
        assert mail.body.index("“One”") < mail.body.index("“Three”")

    def test_is_not_due_before_its_hour(self, say: Say) -> None:
        say("cora", "Later")
        work_through()
        assert outbox.outbox == []
        assert not Mail.objects.exists()

    def test_stays_short_however_much_happened(self, cast: Cast) -> None:
        edgar = cast.users["edgar"]
        Notification.objects.bulk_create(
            Notification(user=edgar, decision=cast.shared, kind="comment", text=f"News {number}", path="/",
                         mail_due_at=timezone.now())
            for number in range(120)
        )  # fmt: skip
        (mail,) = to("edgar")
        assert mail.subject == "Your day: 120 notifications on 1 decision"
        assert mail.body.count("* News") == 100
        assert "And 20 more: http://127.0.0.1:8000/notifications/" in mail.body

    def test_leaves_out_what_was_read(self, cast: Cast, say: Say) -> None:
        say("cora", "Seen")
        mark_read(by=cast.actor("edgar"))
        assert to("edgar") == []
        assert len(to("olga")) == 1


class TestChoosing:
    def test_moves_what_waits_to_the_new_pace(self, cast: Cast, say: Say) -> None:
        say("cora", "Soon")
        set_preferences(choices={"threads": "at_once"}, by=cast.actor("edgar"))
        set_preferences(choices={"threads": "never"}, by=cast.actor("olga"))
        work_through()
        assert [one.to for one in outbox.outbox] == [["edgar@example.org"]]
        assert to("olga") == []

    def test_is_offered_on_a_page_that_refuses_what_it_does_not_offer(self, cast: Cast) -> None:
        client = cast.client("cora")
        assert (
            client.post("/notifications/mail/", {"threads": "weekly", "to_you": "daily"}).status_code == 302
        )
        kept = Preference.objects.get(user=cast.users["cora"])
        assert (kept.threads, kept.to_you, kept.events) == ("weekly", "daily", "at_once")
        assert client.post("/notifications/mail/", {"threads": "hourly"}).status_code == 400


class TestLeaving:
    def link(self, say: Say) -> str:
        say("cora", "@victor?")
        work_through()
        headers = outbox.outbox[-1].extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        return str(headers["List-Unsubscribe"]).strip("<>").removeprefix("http://127.0.0.1:8000")

    def test_takes_one_click_of_a_mail_program_and_no_signing_in(self, cast: Cast, say: Say) -> None:
        link = self.link(say)
        assert link in outbox.outbox[0].body
        assert cast.visitor.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Preference.objects.get(user=cast.users["victor"]).to_you == "never"
        say("cora", "@victor, again?")
        work_through()
        assert len(outbox.outbox) == 1

    def test_is_not_done_by_programs_that_look_at_links_and_can_be_undone(self, cast: Cast, say: Say) -> None:
        link = self.link(say)
        assert b"Stop mails about this?" in cast.visitor.get(link).content
        assert not Preference.objects.exists()
        stopped = cast.visitor.post(link).content.decode()
        assert 'name="often" value="at_once"' in stopped
        cast.visitor.post(link, {"often": "at_once"})
        assert Preference.objects.get().to_you == "at_once"

    def test_a_changed_link_does_nothing(self, cast: Cast, say: Say) -> None:
        link = self.link(say)
        assert cast.visitor.post(link[:-4] + "xx/").status_code == 404
        assert not Preference.objects.exists()


class Refusing(BaseEmailBackend):
    """A mail server that refuses."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def send_messages(self, messages: Any) -> int:
        raise self.error


class TestTrouble:
    @pytest.fixture
    def waiting(self, say: Say) -> Mail:
        say("cora", "@victor?")
        compose_due(timezone.now())
        return Mail.objects.get()

    def again(self, mail: Mail) -> Mail:
        Mail.objects.filter(pk=mail.pk, next_try_at__isnull=False).update(next_try_at=timezone.now())
        return Mail.objects.get(pk=mail.pk)

    def test_a_server_that_is_away_is_tried_again_ever_later(self, waiting: Mail) -> None:
        assert send_next(Refusing(ConnectionRefusedError("nobody there")))
        waiting.refresh_from_db()
        assert "nobody there" in waiting.problem
        assert waiting.next_try_at is not None
        assert waiting.next_try_at > timezone.now()
        assert not send_next()
        self.again(waiting)
        assert send_next()
        waiting.refresh_from_db()
        assert (waiting.sent_at is not None, waiting.next_try_at, waiting.problem) == (True, None, "")
        pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]
        assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]

    def test_after_many_attempts_it_is_given_up(self, waiting: Mail) -> None:
        for _ in range(MOST_ATTEMPTS):
            assert self.again(waiting).next_try_at is not None
            send_next(Refusing(TimeoutError("slow")))
        assert self.again(waiting).next_try_at is None
        assert not send_next()

    def test_an_address_that_is_refused_for_good_is_not_tried_again(self, waiting: Mail) -> None:
        send_next(Refusing(smtplib.SMTPRecipientsRefused({"victor@example.org": (550, b"no such user")})))
        waiting.refresh_from_db()
        assert waiting.next_try_at is None
        assert waiting.sent_at is None

    def test_who_dies_while_sending_leaves_it_to_be_sent_under_the_same_name(self, waiting: Mail) -> None:
        claimed = claim(timezone.now())
        assert claimed is not None
        assert claim(timezone.now()) is None
        self.again(waiting)
        assert send_next()
        assert outbox.outbox[0].extra_headers["Message-ID"].startswith(f"<mail-{waiting.pk}-")

    def test_what_is_done_with_is_forgotten_after_a_while(self, waiting: Mail) -> None:
        send_next()
        long_ago = timezone.now() - timedelta(days=200)
        Mail.objects.update(created_at=long_ago)
        Notification.objects.filter(kind="mention").update(read_at=long_ago)
        tidy()
        assert not Mail.objects.exists()
        assert set(Notification.objects.values_list("kind", flat=True)) == {"comment"}


class TestJobs:
    @pytest.fixture
    def ran(self, db: None, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
        monkeypatch.setattr(jobs, "_jobs", {})
        ran: list[datetime] = []
        jobs.register("ring", lambda: ran.append(timezone.now()))
        return ran

    def test_run_once_a_minute_whoever_asks(self, ran: list[datetime]) -> None:
        assert jobs.run_due_jobs() == ["ring"]
        assert jobs.run_due_jobs() == []
        JobRun.objects.update(began_at=timezone.now() - timedelta(minutes=1))
        assert jobs.run_due_jobs() == ["ring"]
        assert len(ran) == 2

    def test_one_that_fails_is_undone_and_keeps_no_other_from_running(
        self, cast: Cast, ran: list[datetime], caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail() -> None:
            add_comment(decision="shared-choice", text="half-way", by=cast.actor("cora"))
            raise RuntimeError("broken")

        monkeyed = {"fail": fail, **jobs._jobs}
        jobs._jobs.clear()
        jobs._jobs.update(monkeyed)
        assert jobs.run_due_jobs() == ["ring"]
        assert "'fail' failed" in caplog.text
        assert not Notification.objects.exists()

    def test_have_one_name_each(self, ran: list[datetime]) -> None:
        with pytest.raises(ValueError, match="already"):
            jobs.register("ring", print)
