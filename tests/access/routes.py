"""Every address of the product, from the resolver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Route(NamedTuple):
    """An address: its name with its namespace, its pattern and what answers."""

    name: str
    pattern: str
    view: Callable[..., Any]

    @property
    def is_of_decision(self) -> bool:
        return "decisions/<slug:slug>/" in self.pattern


def every_route() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(entries: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Route]:
    for entry in entries:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, pattern, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield Route(space + str(entry.name), pattern, entry.callback)


@cache
def routes(space: str = "") -> dict[str, Route]:
    """The addresses of one namespace by their names in it."""
    return {
        route.name.removeprefix(space): route
        for route in every_route()
        if route.name.rpartition(":")[0] == space.rstrip(":")
    }
