"""Who is told, who is ended, and what visitors need not be asked twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from decision.api.counting import read_rate, windows
from decision.live.broadcaster import Broadcaster, Stream
from decision.live.messages import PRESENCE, revision_event
from decision.live.readers import Reader
from decision.live.visitors import Visitors
from decision.serving.asgi_types import Message, Scope

DECISION, OTHER = 7, 8


class Client:
    """What one stream has been sent."""

    def __init__(self) -> None:
        self.body = b""
        self.is_ended = False

    async def send(self, message: Message) -> None:
        assert not self.is_ended, "nothing is written after the end"
        self.body += message["body"]
        self.is_ended = not message["more_body"]


class Table:
    """A broadcaster with clients around it."""

    def __init__(self) -> None:
        self.broadcaster = Broadcaster()
        self.broadcaster.is_informed = True

    def seat(
        self, decision: int = DECISION, user: int | None = None, revision: int = 1, **more: Any
    ) -> Client:
        client = Client()
        reader = None if user is None else Reader(user, **more)
        self.broadcaster.add(Stream(decision, client.send, reader), revision)
        return client


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())  # type: ignore[arg-type]


class TestTheBroadcaster:
    def test_begins_with_what_was_announced_since_the_revision_was_read(self) -> None:
        async def story() -> None:
            table = Table()
            await table.broadcaster.announce(DECISION, 5)
            assert revision_event(5) in table.seat(revision=4).body
            assert revision_event(6) in table.seat(revision=6).body

        run(story)

    def test_tells_a_revision_once_and_never_an_earlier_one(self) -> None:
        async def story() -> None:
            table = Table()
            client, bystander = table.seat(), table.seat(OTHER)
            for revision in (2, 2, 1, 3):
                await table.broadcaster.announce(DECISION, revision)
            assert client.body.endswith(revision_event(1) + revision_event(2) + revision_event(3))
            assert bystander.body.endswith(revision_event(1))

        run(story)

    def test_ends_the_streams_of_a_decision_that_others_may_see_now(self) -> None:
        async def story() -> None:
            table = Table()
            visitor, member, bystander = table.seat(), table.seat(user=3), table.seat(OTHER, user=3)
            await table.broadcaster.end(DECISION)
            assert (visitor.is_ended, member.is_ended, bystander.is_ended) == (True, True, False)
            await table.broadcaster.announce(DECISION, 9)
            assert list(table.broadcaster.streams) == [OTHER]

        run(story)

    def test_ends_the_streams_of_a_person_everywhere_and_nobody_elses(self) -> None:
        async def story() -> None:
            table = Table()
            visitor, other = table.seat(), table.seat(user=4)
            theirs = [table.seat(user=3), table.seat(OTHER, user=3)]
            await table.broadcaster.end_named("user:3")
            assert [client.is_ended for client in theirs] == [True, True]
            assert not visitor.is_ended
            assert not other.is_ended

        run(story)

    def test_ends_the_streams_of_a_session_or_a_token_alone(self) -> None:
        async def story() -> None:
            table = Table()
            one, two, script = (
                table.seat(user=3, **by) for by in ({"session": "a"}, {"session": "b"}, {"token": 9})
            )
            await table.broadcaster.end_named("session:a")
            assert [client.is_ended for client in (one, two, script)] == [True, False, False]
            await table.broadcaster.end_named("token:9")
            assert [client.is_ended for client in (two, script)] == [False, True]

        run(story)

    def test_tells_who_is_here_to_members_in_a_browser_alone(self) -> None:
        async def story() -> None:
            table = Table()
            member = table.seat(user=3, session="a", member=True)
            others = [table.seat(), table.seat(user=4, session="b"), table.seat(user=3, token=9, member=True)]
            await table.broadcaster.tell_team(DECISION)
            assert member.body.endswith(PRESENCE)
            assert not [client for client in others if PRESENCE in client.body]

        run(story)

    def test_ends_a_stream_when_its_readers_token_does(self) -> None:
        async def story() -> None:
            table = Table()
            client = table.seat(user=3, token=9)
            (stream,) = table.broadcaster.named
            table.broadcaster.end_later(stream, 0.01)
            await asyncio.sleep(0.05)
            assert client.is_ended

        run(story)

    def test_makes_answers_on_their_way_be_asked_again_when_access_changes(self) -> None:
        async def story() -> None:
            broadcaster = Table().broadcaster
            epochs = [broadcaster.epoch]
            await broadcaster.end(DECISION)
            epochs.append(broadcaster.epoch)
            await broadcaster.end_named("user:3")
            epochs.append(broadcaster.epoch)
            broadcaster.lose_track()
            epochs.append(broadcaster.epoch)
            assert len(set(epochs)) == 4

        run(story)

    def test_ends_what_comes_after_it_was_closed(self) -> None:
        async def story() -> None:
            table = Table()
            await table.broadcaster.close()
            assert table.seat().is_ended
            assert not table.broadcaster.streams

        run(story)

    def test_lets_go_of_a_client_that_does_not_keep_up(self) -> None:
        async def story() -> None:
            table = Table()

            async def stuck(message: Message) -> None:
                if revision_event(2) in message["body"]:
                    await asyncio.Event().wait()

            table.broadcaster.add(Stream(DECISION, stuck), 1)
            swift = table.seat()
            await table.broadcaster.announce(DECISION, 2)
            assert swift.body.endswith(revision_event(2))
            assert len(table.broadcaster.streams[DECISION]) == 1

        run(story)


class Django:
    """Answers as the API does, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.revision = 1
        self.is_refused = False
        self.pause = asyncio.Event()
        self.pause.set()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        self.asked += 1
        revision = self.revision
        await self.pause.wait()
        if self.is_refused:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b"{}"})
            return
        headers = [(b"x-steelyard-decision", b"%d" % DECISION), (b"ratelimit", b"of the first")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": revision_event(revision)})


class Door:
    """Visitors who ask Django through one broadcaster's memory."""

    def __init__(self, *, limit: str = "1000/day", is_behind_proxy: bool = False) -> None:
        windows.forget()
        self.django = Django()
        self.broadcaster = Table().broadcaster
        pool: Any = self.django
        rate = read_rate("visitor", limit)
        self.visitors = Visitors(pool, self.broadcaster, rate, is_behind_proxy=is_behind_proxy)

    async def knock(self, *headers: tuple[bytes, bytes], slug: str = "one", query: bytes = b"") -> Any:
        return await self.visitors.answer(
            {
                "type": "http",
                "path": f"/api/v1/decisions/{slug}/events/",
                "query_string": query,
                "client": ("10.0.0.1", 5),
                "headers": [(b"host", b"steelyard.example"), *headers],
            }
        )


class TestVisitors:
    def test_are_answered_once_for_all_of_them(self) -> None:
        async def story() -> None:
            door = Door()
            answers = [await door.knock() for _ in range(3)]
            assert door.django.asked == 1
            assert [(a.decision, a.reader, a.revision, a.status) for a in answers] == [
                (DECISION, None, 1, 200)
            ] * 3
            assert (b"ratelimit", b"of the first") not in answers[2].headers
            assert dict(answers[2].headers)[b"ratelimit"].startswith(b'"visitor";r=998;')

        run(story)

    def test_who_come_together_wait_for_one_answer(self) -> None:
        async def story() -> None:
            door = Door()
            door.django.pause.clear()
            knocking = [asyncio.ensure_future(door.knock()) for _ in range(50)]
            while not door.django.asked:
                await asyncio.sleep(0)
            door.django.pause.set()
            answers = await asyncio.gather(*knocking)
            assert {answer.decision for answer in answers} == {DECISION}
            assert door.django.asked == 1

        run(story)

    def test_ask_each_for_themselves_with_a_session_a_token_a_query_or_another_host(self) -> None:
        async def story() -> None:
            door = Door()
            for _ in range(2):
                await door.knock((b"cookie", b"theme=dark; sessionid=abc"))
                await door.knock((b"authorization", b"Bearer steelyard_x"))
                await door.knock(query=b"token=secret")
            assert door.django.asked == 6
            await door.knock((b"cookie", b"theme=dark"))
            await door.knock()
            await door.knock((b"x-forwarded-proto", b"https"))
            await door.knock(slug="two")
            assert door.django.asked == 9

        run(story)

    def test_ask_again_once_the_decision_is_another_or_others_may_see_it_or_nobody_knows(self) -> None:
        async def story() -> None:
            door = Door()
            await door.knock()
            await door.broadcaster.announce(OTHER, 2)
            await door.knock()
            assert door.django.asked == 1
            await door.broadcaster.announce(DECISION, 2)
            await door.knock()
            assert door.django.asked == 2
            await door.broadcaster.end(DECISION)
            await door.knock()
            assert door.django.asked == 3
            door.broadcaster.lose_track()
            await door.knock()
            await door.knock()
            assert door.django.asked == 5, "nothing is remembered while nobody listens"

        run(story)

    def test_do_not_keep_an_answer_that_was_overtaken_on_its_way(self) -> None:
        async def story() -> None:
            door = Door()
            door.django.pause.clear()
            first = asyncio.ensure_future(door.knock())
            while not door.django.asked:
                await asyncio.sleep(0)
            await door.broadcaster.announce(DECISION, 2)
            door.django.revision = 2
            door.django.pause.set()
            assert (await first).revision == 1
            assert (await door.knock()).revision == 2
            assert door.django.asked == 2

        run(story)

    def test_are_refused_each_for_themselves(self) -> None:
        async def story() -> None:
            door = Door()
            door.django.is_refused = True
            assert [(await door.knock()).status for _ in range(2)] == [404, 404]
            assert door.django.asked == 2

        run(story)

    def test_who_come_too_often_are_left_to_django(self) -> None:
        async def story() -> None:
            door = Door(limit="2/day")
            for _ in range(4):
                await door.knock()
            assert door.django.asked == 2, "the first, and the one beyond the limit"

        run(story)

    def test_are_counted_by_the_address_that_the_proxy_saw(self) -> None:
        async def story() -> None:
            door = Door(limit="1/day", is_behind_proxy=True)
            for address in (b"1.1.1.1", b"6.6.6.6, 2.2.2.2", b"6.6.6.6, 3.3.3.3"):
                await door.knock((b"x-forwarded-for", address))
            assert door.django.asked == 1

        run(story)
