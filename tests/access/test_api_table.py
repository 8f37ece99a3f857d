"""Who may do what at every address of the API: one row per address and method, statuses per actor.

Addresses come from the resolver; one that no row knows fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.asking import send
from tests.cast import Cast, add_gate, add_scenario

pytestmark = pytest.mark.django_db(transaction=True)

ACTORS = (
    "visitor",
    "otto",
    "victor",
    "cora",
    "edgar",
    "olga",
    "stella",
    "read token of olga",
    "write token of edgar",
)
OPEN = "200 200 200 200 200 200 200 200 200"

# name, method, body, then statuses in the order of ACTORS: public decision | team decision | private decision
READS = (OPEN, "404 404 200 200 200 200 200 200 200", "404 404 404 404 200 200 200 200 200")
WRITES = (
    "401 403 403 403 200 200 200 403 200",
    "404 404 403 403 200 200 200 403 200",
    "404 404 404 404 200 200 200 403 200",
)


def made(statuses: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The same, but success is another code."""
    return tuple(line.replace("200", code) for line in statuses)


DECISION_ROWS = [
    ("decision-detail", "GET", None, READS),
    ("decision-alternatives", "GET", None, READS),
    ("decision-alternative", "GET", None, READS),
    ("decision-weights", "GET", None, READS),
    ("decision-weights", "PATCH", {"performance": 30}, WRITES),
    ("decision-weights", "PUT", {}, made(WRITES, "400")),
    ("decision-scores", "GET", None, READS),
    ("decision-scores", "PATCH", [], WRITES),
    ("decision-gates", "GET", None, READS),
    ("decision-gate", "GET", None, READS),
    ("decision-scenarios", "GET", None, READS),
    ("decision-scenarios", "POST", {"name": "Mine", "weights": {"performance": 1}}, made(WRITES, "201")),
    ("decision-scenario", "GET", None, READS),
    ("decision-scenario", "DELETE", None, made(WRITES, "204")),
    ("decision-ranking", "GET", None, READS),
    ("decision-evaluate", "POST", {}, READS),
    ("decision-audit", "GET", None, READS),
    ("decision-history", "GET", None, READS),
    ("decision-export", "GET", None, READS),
    ("decision-badge", "GET", None, READS),
    ("decision-events", "GET", None, READS),
]
OPEN_ROWS = [
    ("index", "GET"), ("schema", "GET"), ("docs", "GET"), ("redoc", "GET"), ("decision-list", "GET"),
    ("framework-list", "GET"), ("framework-detail", "GET"), ("source-list", "GET"), ("claim-list", "GET"),
    ("criterion-list", "GET"), ("criterion-detail", "GET"), ("metric-list", "GET"), ("evaluate", "POST"),
]  # fmt: skip
# Entries that the cast does not have, and addresses that are nowhere: nobody finds them.
NOWHERE = [
    ("source-detail", "GET"),
    ("claim-detail", "GET"),
    ("metric-detail", "GET"),
    ("root", "GET"),
    ("unknown", "GET"),
]
TABLE = {"alternatives": ["a"], "criteria": [{"key": "c", "weight": 1}], "scores": [[1]]}


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str, set[str]]]:
    """Name, path and methods of every address of the API."""
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, path)
        else:
            view = getattr(entry.callback, "cls", None)
            allowed = {
                name.upper() for name in ("get", "put", "patch", "post", "delete") if hasattr(view, name)
            }
            yield str(entry.name), "/" + path, allowed or {"GET"}


def api_routes() -> dict[str, tuple[str, set[str]]]:
    (api,) = [entry for entry in get_resolver().url_patterns if str(entry.pattern) == "api/"]
    return {name: (path, methods) for name, path, methods in routes(api.url_patterns, "api/")}


def fill(path: str, slug: str, gate: int) -> str:
    """An address with its arguments."""
    is_decision = path.startswith("/api/v1/decisions/<slug:slug>/")
    for argument, value in (
        ("<slug:slug>", slug if is_decision else "flask" if "frameworks" in path else "performance"),
        ("<slug:framework>", "flask"), ("<slug:scenario>", "fast"), ("<int:id>", str(gate)),
        ("<path:rest>", "nowhere/"),
    ):  # fmt: skip
        path = path.replace(argument, value)
    assert "<" not in path, f"{path}: tell this table what its argument is"
    return path


def test_every_address_and_method_has_a_row() -> None:
    rows = {(name, method) for name, method, *_ in DECISION_ROWS} | set(OPEN_ROWS) | set(NOWHERE)
    there = {(name, method) for name, (_, methods) in api_routes().items() for method in methods}
    anything = {(name, method) for name, method in there if name in ("root", "unknown")}
    assert there - anything == {row for row in rows if row[0] not in ("root", "unknown")}


@pytest.mark.parametrize(
    ("name", "method", "body", "statuses"), DECISION_ROWS, ids=lambda value: str(value)[:20]
)
def test_decisions(cast: Cast, name: str, method: str, body: object, statuses: tuple[str, ...]) -> None:
    path, _ = api_routes()[name]
    wrong = []
    for decision, line in zip((cast.public, cast.shared, cast.private), statuses, strict=True):
        gate = add_gate(decision, "performance", 1).pk
        for actor, expected in zip(ACTORS, line.split(), strict=True):
            decision.scenarios.all().delete()
            add_scenario(decision, "fast", performance=9)
            client = cast.client(actor if " " not in actor else "visitor")
            headers = cast.bearer(actor.split()[-1], actor.split()[0]) if " " in actor else {}
            address = fill(path, decision.slug, gate)
            answer = send(client, method, address, b"" if body is None else body, **headers)
            if str(answer.status_code) != expected:
                wrong.append(f"{method} {address} as {actor}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "method"), OPEN_ROWS)
def test_what_is_open_is_open_to_all(cast: Cast, name: str, method: str) -> None:
    path = fill(api_routes()[name][0], "", 0)
    for actor in ACTORS[:7]:
        answer = send(cast.client(actor), method, path, TABLE if method == "POST" else b"")
        assert answer.status_code == 200, (actor, answer.content)


@pytest.mark.parametrize(("name", "method"), NOWHERE)
def test_what_is_not_there_is_found_by_nobody(cast: Cast, name: str, method: str) -> None:
    path = fill(api_routes()[name][0], "", 999)
    for actor in ("visitor", "olga", "stella"):
        assert send(cast.client(actor), method, path, b"").status_code == 404
