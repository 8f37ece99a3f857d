"""Who may do what at every address of the API: one row per address and method, statuses per actor."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast

Doors = dict[str, tuple[Client, dict[str, str]]]
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
    ("decision-members", "GET", None, ("401 403 200 200 200 200 200 200 200", *READS[1:])),
    ("decision-audit", "GET", None, READS),
    ("decision-history", "GET", None, READS),
    ("decision-compare", "GET", None, READS),
    ("decision-undo", "POST", {"revision": 1}, made(WRITES, "409")),
    ("decision-export", "GET", None, READS),
    ("decision-badge", "GET", None, READS),
    ("decision-events", "GET", None, READS),
]
OPEN_ROWS = [
    ("index", "GET"), ("schema", "GET"), ("docs", "GET"), ("redoc", "GET"), ("decision-list", "GET"),
    ("framework-list", "GET"), ("framework-detail", "GET"), ("source-list", "GET"), ("claim-list", "GET"),
    ("criterion-list", "GET"), ("criterion-detail", "GET"), ("metric-list", "GET"), ("evaluate", "POST"),
    ("weights", "POST"), ("agreement", "POST"),
]  # fmt: skip
# Entries that the cast does not have, and addresses that are nowhere: nobody finds them.
NOWHERE = [
    ("source-detail", "GET"),
    ("claim-detail", "GET"),
    ("metric-detail", "GET"),
    ("root", "GET"),
    ("unknown", "GET"),
]
BODIES = {
    "evaluate": {"alternatives": ["a"], "criteria": [{"key": "c", "weight": 1}], "scores": [[1]]},
    "weights": {"method": "equal", "order": ["a"]},
    "agreement": {"rankings": [[1]]},
}


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


def doors(cast: Cast) -> Doors:
    """How each actor asks: a browser, and headers."""
    signed_in = {name: (cast.client(name), {}) for name in ("visitor", *cast.users)}
    tokens = {name: (Client(), cast.bearer(*reversed(name.split(" token of ")))) for name in ACTORS[7:]}
    return signed_in | tokens
