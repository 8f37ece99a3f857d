"""Every address and method gives each actor exactly what the table says; an address that it does not know fails."""

from __future__ import annotations

from collections.abc import Container

import pytest

from .routes import every_route, routes
from .rules import (
    ACTORS,
    IS_THOROUGH,
    VISIBILITIES,
    asked,
    asked_of_decision,
    elsewhere,
    in_turn,
    on_decision,
)
from .stage import Stage
from .table import API_ELSEWHERE, API_OF_DECISIONS, ENTERING, PAGES, PAGES_OF_DECISIONS, Row, rows

API = "api:"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ALIASES = {"sign-in", "sign-out", "sign-up"}  # second names of allauth's addresses
SOME = ("otto", "olga")  # enough where the answer does not depend on who asks


def deviations(stage: Stage, row: Row, path: str, expected: list[str], only: Container[str]) -> list[str]:
    """Where the product answers one of those who are asked otherwise than expected, in the order of ACTORS."""
    found = []
    for actor, status in zip(ACTORS, expected, strict=True):
        if actor not in only:
            continue
        answer = stage.ask(actor, row.method, path, row.name)
        if str(answer.status_code) != status:
            found.append(f"{row.method} {path} as {actor}: {answer.status_code}, not {status}")
    return found


@pytest.mark.parametrize("visibility", VISIBILITIES)
@pytest.mark.parametrize(
    ("space", "text"), [(API, API_OF_DECISIONS), ("", PAGES_OF_DECISIONS)], ids=["api", "pages"]
)
def test_decisions(stage: Stage, visibility: str, space: str, text: str) -> None:
    there, wrong = routes(space), []
    is_page = space != API
    for turn, row in in_turn(rows(text)):
        expected = on_decision(row, visibility, is_page=is_page)
        path = stage.address(there[row.name], visibility, row.variant)
        only = asked_of_decision(visibility, expected, turn, is_page=is_page)
        wrong += deviations(stage, row, path, expected, only)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("space", "text"), [(API, API_ELSEWHERE), ("", PAGES), ("", ENTERING)], ids=["api", "pages", "entering"]
)
def test_elsewhere(stage: Stage, space: str, text: str) -> None:
    there, wrong = routes(space), []
    for row in rows(text):
        expected = elsewhere(row, is_page=space != API)
        path = stage.address(there[row.name], "public", row.variant)
        wrong += deviations(stage, row, path, expected, asked(expected, is_page=space != API))
    assert not wrong, "\n".join(wrong)


def test_head_is_get_without_its_body(stage: Stage) -> None:
    wrong = []
    for space, text in ((API, API_OF_DECISIONS), ("", PAGES_OF_DECISIONS)):
        for turn, row in in_turn(rows(text)):
            if row.method == "GET":
                path = stage.address(routes(space)[row.name], "private", row.variant)
                expected = on_decision(row, "private", is_page=space != API)
                only = SOME if IS_THOROUGH else (SOME[turn % 2],)
                wrong += deviations(stage, row._replace(method="HEAD"), path, expected, only)
    assert not wrong, "\n".join(wrong)


def test_methods_without_a_line_are_refused(stage: Stage) -> None:
    wrong = []
    for space, texts in ((API, (API_OF_DECISIONS, API_ELSEWHERE)), ("", (PAGES_OF_DECISIONS, PAGES))):
        known = {(row.name, row.method): row for text in texts for row in rows(text)}
        named = {row.name: row for row in known.values()}
        for name, row in named.items():
            path = stage.address(routes(space)[name], "private", row.variant)
            for method in METHODS:
                if (name, method) not in known and row.rule != "nobody":
                    wrong += deviations(stage, row._replace(method=method), path, ["405"] * 9, only=SOME)
    assert not wrong, "\n".join(wrong)


def test_every_address_has_a_line() -> None:
    for space, texts in (
        (API, (API_OF_DECISIONS, API_ELSEWHERE)),
        ("", (PAGES_OF_DECISIONS, PAGES, ENTERING)),
    ):
        known = {row.name for text in texts for row in rows(text)}
        assert set(routes(space)) - ALIASES == known
    spaces = {route.name.rpartition(":")[0] for route in every_route()}
    assert spaces == {"", "api", "admin"}
