"""The pages of a discussion and of notifications, without a script."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from decision.talk.models import Comment
from decision.talk.services import About, set_resolved
from tests.cast import Cast
from tests.talk.saying import Say

TALK = "/decisions/shared-choice/talk/"


def body(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


class TestAccess:
    @pytest.mark.parametrize(
        ("who", "slug", "reads", "writes"),
        [
            ("otto", "public-choice", 403, 403),
            ("otto", "shared-choice", 404, 404),
            ("otto", "no-such-choice", 404, 404),
            ("victor", "shared-choice", 200, 403),
            ("cora", "shared-choice", 200, 302),
            ("cora", "private-choice", 404, 404),
            ("stella", "private-choice", 200, 403),
        ],
    )
    def test_is_the_teams(self, cast: Cast, who: str, slug: str, reads: int, writes: int) -> None:
        client = cast.client(who)
        address = f"/decisions/{slug}/talk/"
        assert client.get(address).status_code == reads
        assert client.post(address, {"text": "Hello"}).status_code == writes

    @pytest.mark.parametrize("slug", ["public-choice", "shared-choice", "no-such-choice"])
    def test_asks_visitors_to_sign_in_whatever_there_is(self, cast: Cast, slug: str) -> None:
        answer = cast.visitor.get(f"/decisions/{slug}/talk/")
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next=/decisions/{slug}/talk/")

    def test_shows_the_tab_and_its_count_to_the_team_only(self, cast: Cast, say: Say) -> None:
        say("cora", "Open", on=cast.public)
        assert "/decisions/public-choice/talk/" not in body(cast.visitor, "/decisions/public-choice/")
        assert "/decisions/public-choice/talk/" not in body(cast.client("otto"), "/decisions/public-choice/")
        assert 'Discussion <span class="count">1</span>' in body(
            cast.client("victor"), "/decisions/public-choice/"
        )


class TestReading:
    def test_hostile_words_stay_words(self, cast: Cast, say: Say) -> None:
        say(
            "cora",
            '<script>alert(1)</script> {{ x }} "><img src=x> javascript:alert(2)\nhttps://x.example/"onclick',
        )
        page = body(cast.client("victor"), TALK)
        assert "<script>alert" not in page
        assert (
            "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }} &quot;&gt;&lt;img src=x&gt; javascript:alert(2)<br>"
            in page
        )
        assert (
            '<a href="https://x.example/" rel="nofollow ugc noopener noreferrer">https://x.example/</a>&quot;onclick'
            in page
        )

    def test_open_threads_come_first_and_are_narrowed(self, cast: Cast, say: Say) -> None:
        done = say("cora", "Older and settled", about=About("performance"))
        say("edgar", "About a cell", about=About("performance", "flask"))
        say("edgar", "About it all")
        set_resolved(decision="shared-choice", comment=done.pk, resolved=True, by=cast.actor("cora"))
        client = cast.client("cora")
        page = body(client, TALK)
        places = [page.index(text) for text in ("About it all", "About a cell", "Older and settled")]
        assert places == sorted(places)
        assert "Older" not in body(client, f"{TALK}?show=open")
        assert "About it all" not in body(client, f"{TALK}?show=mine")
        assert "About it all" not in body(client, f"{TALK}?criterion=performance")
        assert "Nothing matches" in body(client, f"{TALK}?criterion=beauty&page=zzz&show=%00")

    def test_many_threads_come_in_pages_and_long_threads_with_their_end(self, cast: Cast, say: Say) -> None:
        first = say("cora", "The beginning")
        author = cast.users["cora"]
        Comment.objects.bulk_create(
            Comment(decision=cast.shared, parent=first, author=author, text=f"reply {number:02}")
            for number in range(12)
        )
        Comment.objects.bulk_create(
            Comment(decision=cast.shared, author=author, text=f"thread {number:02}") for number in range(30)
        )
        client = cast.client("cora")
        assert "?page=2" in body(client, TALK)
        page = body(client, f"{TALK}?page=2")
        assert "4 earlier replies" in page
        assert "reply 03" not in page
        assert "reply 04" in page
        assert "reply 03" in body(client, f"{TALK}{first.pk}/")

    def test_takes_as_many_queries_for_many_threads_as_for_one(
        self, cast: Cast, say: Say, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(5):
            thread = say("cora", f"{number} @olga", about=About("performance", "flask"))
            say("olga", "Yes", thread=thread.pk)
        client = cast.client("cora")
        client.get(TALK)
        # session, user, decision, first comments, replies, counts, people, what is read now, frame
        with django_assert_num_queries(9):
            client.get(TALK)


class TestWriting:
    def test_goes_back_to_where_the_writer_was(self, cast: Cast) -> None:
        client = cast.client("cora")
        back = f"{TALK}?show=open"
        answer = client.post(TALK, {"text": "Hello", "criterion": "performance", "back": back})
        comment = Comment.objects.get()
        assert answer["Location"] == f"{back}#comment-{comment.pk}"
        for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
            answer = client.post(f"{TALK}{comment.pk}/", {"text": "Hello", "back": elsewhere})
            assert answer["Location"].startswith(TALK)

    def test_a_refused_form_comes_back_with_what_was_typed(self, cast: Cast, say: Say) -> None:
        client = cast.client("cora")
        long = "word " * 900
        answer = client.post(TALK, {"text": long, "criterion": "performance"})
        page = answer.content.decode()
        assert answer.status_code == 400
        assert long in page
        assert "at most 4,000 characters" in page
        assert '<option value="performance" selected>' in page
        mine = say("cora", "Mine")
        for form, given in (("", {"text": " "}), ("edit/", {"text": ""})):
            page = client.post(f"{TALK}{mine.pk}/{form}", given).content.decode()
            assert "A comment needs words" in page
        page = cast.client("edgar").post(f"{TALK}{mine.pk}/remove/", {"reason": ""}).content.decode()
        assert "Say why it is removed" in page

    def test_edits_removes_and_settles(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "One")
        client = cast.client("cora")
        assert client.post(f"{TALK}{comment.pk}/edit/", {"text": "Two"}).status_code == 302
        assert client.post(f"{TALK}{comment.pk}/resolve/", {"resolved": "1"}).status_code == 302
        page = body(client, TALK)
        assert "Resolved by cora" in page
        assert ">edited<" in page
        assert client.post(f"{TALK}{comment.pk}/remove/").status_code == 302
        assert "Removed by its author." in body(client, TALK)

    def test_answers_a_script_in_a_sentence(self, cast: Cast, say: Say) -> None:
        comment = say("olga", "Not yours")
        script = {"HX-Request": "true"}
        client = cast.client("cora")
        said = client.post(TALK, {"text": "Hi"}, headers=script).json()
        assert said["comment"] == Comment.objects.get(text="Hi").pk
        refused = client.post(f"{TALK}{comment.pk}/edit/", {"text": "Mine"}, headers=script)
        assert (refused.status_code, refused.json()) == (
            403,
            {"detail": "Only who wrote a comment may edit it."},
        )
        assert client.post(TALK, {"text": " "}, headers=script).status_code == 400
        assert cast.visitor.post(TALK, {"text": "Hi"}, headers=script).status_code == 401


class TestBesideTheMatrix:
    def test_a_cell_shows_its_own_threads(self, cast: Cast, say: Say) -> None:
        say("cora", "About Flask", about=About("performance", "flask"))
        say("cora", "About Tornado", about=About("performance", "tornado"))
        address = f"{TALK}on/performance/flask/"
        client = cast.client("cora")
        part = body(client, address, **{"HX-Request": "true"})
        assert "About Flask" in part
        assert "About Tornado" not in part
        assert "<html" not in part
        assert "<html" in body(client, address)
        assert client.get(f"{TALK}on/performance/rails/").status_code == 404
        assert cast.client("otto").get(address).status_code == 404

    def test_rows_and_cells_are_marked_with_open_threads(self, cast: Cast, say: Say) -> None:
        say("cora", "Row", about=About("performance"))
        say("cora", "Cell", about=About("performance", "flask"))
        done = say("cora", "Done", about=About("performance", "flask"))
        set_resolved(decision="shared-choice", comment=done.pk, resolved=True, by=cast.actor("cora"))
        marks = cast.client("victor").get(f"{TALK}marks/").json()
        assert marks == {"c-performance": 1, "cell-performance-flask": 1}
        assert cast.client("otto").get(f"{TALK}marks/").status_code == 404


class TestNotifications:
    def test_are_read_one_by_one_or_all_at_once(self, cast: Cast, say: Say) -> None:
        for text in ("@victor one", "@victor two", "@victor three"):
            say("cora", text)
        client = cast.client("victor")
        assert client.get("/notifications/unread/").json() == {"unread": 3}
        first = cast.users["victor"].notifications.first()
        assert first is not None
        client.get(f"/notifications/{first.pk}/")
        assert client.get("/notifications/unread/").json() == {"unread": 2}
        assert "2 not read yet" in body(client, "/notifications/")
        client.post("/notifications/")
        assert "You have read everything" in body(client, "/notifications/")

    def test_of_what_a_page_shows_are_read(self, cast: Cast, say: Say) -> None:
        say("cora", "@victor one")
        say("cora", "@victor two", on=cast.public)
        client = cast.client("victor")
        client.get(TALK, headers={"HX-Request": "true"})
        assert client.get("/notifications/unread/").json() == {"unread": 2}
        client.get(TALK)
        assert client.get("/notifications/unread/").json() == {"unread": 1}

    def test_of_others_are_not_there(self, cast: Cast, say: Say) -> None:
        say("cora", "@victor")
        row = cast.users["victor"].notifications.get()
        assert cast.client("cora").get(f"/notifications/{row.pk}/").status_code == 404
        row.refresh_from_db()
        assert row.read_at is None

    def test_need_somebody_signed_in(self, cast: Cast) -> None:
        for address in ("/notifications/", "/notifications/1/", "/notifications/mail/"):
            assert cast.visitor.get(address).status_code == 302
        assert cast.visitor.get("/notifications/unread/").json() == {"unread": 0}

    def test_say_when_there_are_none(self, cast: Cast) -> None:
        assert "Nothing yet" in body(cast.client("otto"), "/notifications/")
