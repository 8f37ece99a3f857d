"""Teammates on one decision, over two server processes: who is here, what is new, and who may no longer listen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import psycopg

from tests.together import SLUG, Together

SECONDS = 30.0


class Listening:
    """A client of one stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.lines = response.iter_lines()

    def next(self, *names: str) -> tuple[str, str] | None:
        """The next event of one of these names and its data, None at the stream's end."""
        name = ""
        for line in self.lines:
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            if line.startswith("data: ") and name in names:
                return name, line.removeprefix("data: ")
        return None


@contextmanager
def listening(url: str, cookie: str = "", slug: str = SLUG, **headers: str) -> Iterator[Listening]:
    address = f"{url}/api/v1/decisions/{slug}/events/"
    with httpx.stream("GET", address, headers={"Cookie": cookie, **headers}, timeout=SECONDS) as response:
        yield Listening(response)


def people(url: str, cookie: str) -> str:
    answer = httpx.get(f"{url}/decisions/{SLUG}/presence/", headers={"Cookie": cookie}, timeout=SECONDS)
    assert answer.status_code == 200
    return answer.text


def run(database: str, statement: str, *values: object) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(statement.encode(), values)


class TestPresence:
    def test_of_a_teammate_at_another_process_is_told_and_ends_with_the_page(
        self, together: Together, live_url: str, other_url: str
    ) -> None:
        ann, ben = together.cookie("ann"), together.cookie("ben")

        def is_told(*, is_here: bool) -> bool:
            """Whoever else came or went is told of as well."""
            while ('aria-label="Ben, here"' in people(live_url, ann)) is not is_here:
                if not stream.next("presence"):
                    return False
            return True

        with listening(live_url, ann) as stream:
            assert stream.next("presence")
            assert is_told(is_here=False)
            with listening(other_url, ben):
                assert is_told(is_here=True)
            assert is_told(is_here=False)
            assert "Ben" not in people(live_url, ann)

    def test_is_for_members_alone(self, together: Together, live_url: str) -> None:
        def status(slug: str, cookie: str) -> int:
            address = f"{live_url}/decisions/{slug}/presence/"
            return httpx.get(address, headers={"Cookie": cookie}, timeout=SECONDS).status_code

        assert status(SLUG, together.cookie("out")) == status(SLUG, "") == 404
        assert status("python-rest-api-framework", together.cookie("ann")) == 403
        assert status("python-rest-api-framework", "") == 302  # to the sign-in


class TestSeveralProcesses:
    def test_all_hear_of_a_change(self, live_url: str, other_url: str, live_database: str) -> None:
        slug = "python-rest-api-framework"
        with ExitStack() as stack:
            streams = [
                stack.enter_context(listening(url, slug=slug))
                for url in (live_url, other_url)
                for _ in range(3)
            ]
            assert len({stream.next("revision") for stream in streams}) == 1
            run(
                live_database,
                "UPDATE matrix_decision SET description = description || '.' WHERE slug = %s",
                slug,
            )
            told = {stream.next("revision") for stream in streams}
            assert len(told) == 1
            assert None not in told


class TestNews:
    def test_reaches_open_pages_on_commit(
        self, together: Together, live_url: str, live_database: str
    ) -> None:
        with listening(live_url, together.cookie("vic")) as stream:
            assert stream.next("revision")
            run(live_database, "SELECT pg_notify('steelyard_news', %s)", f"{together.decision}:comments")
            assert stream.next("news") == ("news", '{"topic": "comments"}')

    def test_of_the_team_reaches_its_members_only(
        self, together: Together, live_url: str, live_database: str
    ) -> None:
        ask = "SELECT id::text FROM matrix_decision WHERE slug = 'python-rest-api-framework'"
        tell = f"SELECT pg_notify('steelyard_news', ({ask}) || %s)"
        with listening(live_url, slug="python-rest-api-framework") as visitor:
            assert visitor.next("revision")
            run(live_database, tell, ":comments")
            run(live_database, tell, ":status")
            assert visitor.next("news") == ("news", '{"topic": "status"}')


class TestTheRightToListen:
    def ends(self, stream: Listening) -> bool:
        return stream.next("end") is not None and stream.next("revision", "news") is None

    def test_ends_with_the_membership_at_once_and_for_nobody_else(
        self, together: Together, live_url: str, live_database: str
    ) -> None:
        vic, user = together.cookie("vic"), together.ids["vic"]
        with listening(live_url, vic) as stream, listening(live_url, together.cookie("ann")) as bystander:
            assert stream.next("revision")
            run(live_database, "DELETE FROM teams_membership WHERE user_id = %s", user)
            assert self.ends(stream)
            with listening(live_url, vic) as again:
                assert again.response.status_code == 404
            run(
                live_database,
                "UPDATE matrix_decision SET title = title || '.' WHERE id = %s",
                together.decision,
            )
            assert bystander.next("revision")
            assert bystander.next("revision", "end") != ("end", "{}")
        run(
            live_database,
            "INSERT INTO teams_membership (team_id, user_id, role)"
            " SELECT team_id, %s, 'viewer' FROM matrix_decision WHERE id = %s",
            user,
            together.decision,
        )

    def test_ends_when_the_decision_becomes_private_or_the_person_is_signed_out_or_let_go(
        self, together: Together, live_url: str, live_database: str
    ) -> None:
        private = "UPDATE matrix_decision SET visibility = %s WHERE id = %s"
        active = "UPDATE auth_user SET is_active = %s WHERE id = %s"
        for do, undo in (
            ((private, "private", together.decision), (private, "team", together.decision)),
            ((active, False, together.ids["vic"]), (active, True, together.ids["vic"])),
        ):
            with listening(live_url, together.cookie("vic")) as stream:
                assert stream.next("revision")
                run(live_database, *do)
                assert self.ends(stream)
            with listening(live_url, together.cookie("vic")) as again:
                assert again.response.status_code == 404
            run(live_database, *undo)
        with listening(live_url, together.cookie("vic")) as stream:
            assert stream.next("revision")
            session = together.sessions["vic"]
            with psycopg.connect(live_database) as connection:
                row = connection.execute(
                    "DELETE FROM django_session WHERE session_key = %s RETURNING session_data, expire_date",
                    [session],
                ).fetchone()
            assert row
            assert self.ends(stream)
        run(live_database, "INSERT INTO django_session VALUES (%s, %s, %s)", session, *row)

    def test_ends_when_a_token_is_revoked(
        self, together: Together, live_url: str, live_database: str
    ) -> None:
        from decision.teams.tokens import digest_of

        token = "steelyard_" + "a" * 43
        run(
            live_database,
            "INSERT INTO teams_apitoken (user_id, name, digest, scope, created_at) VALUES (%s, 'x', %s, 'read', now())",
            together.ids["ben"],
            digest_of(token),
        )
        with listening(live_url, Authorization=f"Bearer {token}") as stream:
            assert stream.next("revision")
            run(
                live_database,
                "UPDATE teams_apitoken SET revoked_at = now() WHERE digest = %s",
                digest_of(token),
            )
            assert self.ends(stream)


class TestABrokenConnection:
    def test_to_the_database_makes_people_come_again_and_visitors_stay_where_they_may(
        self, together: Together, live_url: str, live_database: str
    ) -> None:
        with ExitStack() as stack:
            ann = stack.enter_context(listening(live_url, together.cookie("ann")))
            visitor = stack.enter_context(listening(live_url, slug="python-rest-api-framework"))
            assert ann.next("revision")
            assert visitor.next("revision")
            run(
                live_database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'steelyard live' AND datname = current_database()",
            )
            assert ann.next("end")
            assert visitor.next("news", "end") == ("news", '{"topic": "all"}')
