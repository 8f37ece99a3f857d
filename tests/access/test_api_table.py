"""Every address of the API has a row in the table, and reading is allowed to exactly those whom it names.

Addresses come from the resolver; one that no row knows fails.
"""

from __future__ import annotations

import pytest

from tests.api.asking import send
from tests.cast import Cast

from .table import ACTORS, BODIES, DECISION_ROWS, NOWHERE, OPEN_ROWS, READS, Doors, api_routes, fill

READ_ROWS = [row for row in DECISION_ROWS if row[3] is READS]


def test_every_address_and_method_has_a_row() -> None:
    rows = {(name, method) for name, method, *_ in DECISION_ROWS} | set(OPEN_ROWS) | set(NOWHERE)
    there = {(name, method) for name, (_, methods) in api_routes().items() for method in methods}
    anything = {(name, method) for name, method in there if name in ("root", "unknown")}
    assert there - anything == {row for row in rows if row[0] not in ("root", "unknown")}


@pytest.mark.parametrize(("name", "method", "body", "statuses"), READ_ROWS, ids=lambda value: str(value)[:20])
def test_decisions_are_read_by_those_who_may(
    cast: Cast, doors: Doors, name: str, method: str, body: object, statuses: tuple[str, ...]
) -> None:
    path, _ = api_routes()[name]
    wrong = []
    for decision, line in zip((cast.public, cast.shared, cast.private), statuses, strict=True):
        address = fill(path, decision.slug, decision.gates.get().pk)
        for actor, expected in zip(ACTORS, line.split(), strict=True):
            client, headers = doors[actor]
            answer = send(client, method, address, b"" if body is None else body, **headers)
            if str(answer.status_code) != expected:
                wrong.append(f"{method} {address} as {actor}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "method"), OPEN_ROWS)
def test_what_is_open_is_open_to_all(doors: Doors, name: str, method: str) -> None:
    path = fill(api_routes()[name][0], "", 0)
    for actor in ACTORS[:7]:
        answer = send(doors[actor][0], method, path, BODIES.get(name, b""))
        assert answer.status_code == 200, (actor, answer.content)


@pytest.mark.parametrize(("name", "method"), NOWHERE)
def test_what_is_not_there_is_found_by_nobody(doors: Doors, name: str, method: str) -> None:
    path = fill(api_routes()[name][0], "", 999)
    for actor in ("visitor", "olga", "stella"):
        assert send(doors[actor][0], method, path, b"").status_code == 404
