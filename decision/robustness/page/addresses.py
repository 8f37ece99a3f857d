"""Weights as an address: what a button applies is exactly what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from decision.matrix.forms import HUNDRED, WhatIf, plain
from decision.matrix.loading import LoadedMatrix

DECIMALS = 10


def query_of(shares: Mapping[str, Decimal], loaded: LoadedMatrix, what_if: WhatIf) -> str:
    """The query of a what-if with these shares of all weight, by leaf; evidence, scenario and locks stay as they are.

    The address holds percents among siblings, so each group of criteria is written from what its leaves have
    together. A group that is left with nothing keeps its own proportions.
    """
    nodes = _node_shares(shares, loaded)
    pairs = [*what_if.evidence, *([("scenario", what_if.scenario.slug)] if what_if.scenario else [])]
    for keys in what_if.groups.values():
        whole = sum((nodes[key] for key in keys), Decimal(0))
        if not whole:
            continue
        percents = {key: round(nodes[key] * HUNDRED / whole, DECIMALS) for key in keys}
        largest = max(percents, key=lambda key: percents[key])
        percents[largest] += HUNDRED - sum(percents.values(), Decimal(0))
        pairs += [(f"w.{key}", plain(percent)) for key, percent in percents.items()]
    pairs += [("lock", key) for key in what_if.base if key in what_if.locked]
    return urlencode(pairs)


def _node_shares(shares: Mapping[str, Decimal], loaded: LoadedMatrix) -> dict[str, Decimal]:
    """The share of every criterion: a leaf's own, a group's from the leaves beneath it."""
    parents = {row.key: row.parent for row in loaded.criteria}
    nodes = dict.fromkeys(parents, Decimal(0))
    for row in loaded.leaves:
        key: str | None = row.key
        while key is not None:
            nodes[key] += shares.get(row.key, Decimal(0))
            key = parents[key]
    return nodes


def with_query(path: str, *queries: str, at: str = "") -> str:
    """An address from parts of a query, empty ones left out, and a place on the page."""
    query = "&".join(part for part in queries if part)
    return f"{path}{'?' if query else ''}{query}{'#' if at else ''}{at}"


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as a query, empty values left out."""
    return urlencode([(name, value) for name, value in pairs if value])
