"""To outsiders, a private decision and one that does not exist are the same: in answers, in lists, and in the work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .routes import Route, routes
from .rules import ACTORS, IS_THOROUGH, in_turn, on_decision
from .stage import Stage
from .table import API_OF_DECISIONS, PAGES_OF_DECISIONS, Row, rows

HIDDEN = "private-choice"
NOWHERE = "missing-choice"  # as long, so that even the length of an answer is the same
CHANGING = re.compile(r"'\d{4}-\d\d-\d\d [^']*'|\"s\d+_x\d+\"")  # times, and the names of savepoints
# Strangers, and who has most rights among those of the team who may not see it.
OUTSIDE = ("visitor", "otto", "cora")
SIGNED_IN = OUTSIDE[1:]  # they take turns, line by line of a kind; visitors are asked at each
EVERY = [
    (space, turn, row)
    for space, text in (("api:", API_OF_DECISIONS), ("", PAGES_OF_DECISIONS))
    for turn, row in in_turn(rows(text))
]
LISTS = (
    "/", "/?q=choice", "/search/?q=private", "/reviews/", "/catalog/", "/catalog/flask/", "/criteria/performance/",
    "/teams/", "/notifications/", "/notifications/unread/", "/api/v1/decisions/", "/api/v1/decisions/?search=private",
    "/api/v1/decisions/?team=platform", "/api/v1/decisions/?framework=flask", "/api/v1/", "/api/v1/schema/",
    "/api/v1/frameworks/flask/", "/api/v1/criteria/performance/",
)  # fmt: skip


def seen(answer: Any, slug: str) -> tuple[int, dict[str, str], str]:
    """All that an answer tells, without the address that the asker gave and without what is new in every answer."""
    headers = {name: value for name, value in answer.headers.items() if name != "RateLimit"}  # it counts
    text = answer.content.decode().replace(slug, "…")
    token = answer.context.get("csrf_token") if getattr(answer, "context", None) else None
    told = {name: value.replace(slug, "…") for name, value in headers.items()}
    return answer.status_code, told, text.replace(str(token), "") if token else text


def both(
    stage: Stage, route: Route, row: Row, actor: str
) -> list[tuple[tuple[int, dict[str, str], str], list[str]]]:
    """What an actor is told of the hidden decision and of none, and what the database was asked for it."""
    found = []
    for slug in (HIDDEN, NOWHERE):
        path = stage.address(route, "private", row.variant).replace(HIDDEN, slug)
        with CaptureQueriesContext(connection) as queries:
            answer = stage.ask(actor, row.method, path, row.name)
        found.append(
            (seen(answer, slug), [CHANGING.sub("", query["sql"].replace(slug, "…")) for query in queries])
        )
    return found


@pytest.mark.parametrize("actor", OUTSIDE)
def test_every_address_answers_alike_after_the_same_work(stage: Stage, actor: str) -> None:
    """The same queries, so that no clock tells them apart either."""
    for space, turn, row in EVERY:
        if actor in SIGNED_IN and actor != SIGNED_IN[turn % len(SIGNED_IN)] and not IS_THOROUGH:
            continue
        (hidden, work), (nowhere, other_work) = both(stage, routes(space)[row.name], row, actor)
        assert hidden == nowhere, (row, actor)
        expected = on_decision(row, "private", is_page=space != "api:")
        assert str(hidden[0]) == expected[ACTORS.index(actor)], (row, actor)
        assert work == other_work, (row, actor)


@pytest.mark.parametrize("actor", OUTSIDE)
def test_no_list_names_it(stage: Stage, actor: str) -> None:
    for path in LISTS:
        assert HIDDEN not in stage.ask(actor, "GET", path).content.decode().lower(), path
    assert HIDDEN in stage.ask("olga", "GET", "/").content.decode()


def test_its_team_shows_it_to_those_who_may_read_it(stage: Stage) -> None:
    shown = {
        who: HIDDEN in stage.ask(who, "GET", "/teams/platform/").content.decode()
        for who in ("victor", "olga")
    }
    assert shown == {"victor": False, "olga": True}


def test_naming_it_as_successor_tells_nothing(stage: Stage) -> None:
    """Who supersedes a decision of their own with a hidden one is told the same as with none."""
    told = []
    for slug in (HIDDEN, NOWHERE):
        client, headers = stage.clients["otto"]
        path = "/api/v1/decisions/public-choice/status/"
        body = {"status": "superseded", "reason": "x", "successor": slug}
        answer = client.put(path, body, content_type="application/json", headers=headers)
        told.append((answer.status_code, answer.content.decode().replace(slug, "…")))
    assert told[0] == told[1]
