"""Tables of the caller's own, asked in one line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from decision.engine import TableAnswer, rank_table, read_table

Column = dict[str, object]


def columns(*weights: object, costs: Sequence[int] = (), **more: object) -> list[Column]:
    """Criteria c0, c1, … with these weights; those at `costs` are costs."""
    return [
        {"key": f"c{j}", "weight": weight, "direction": "cost" if j in costs else "benefit", **more}
        for j, weight in enumerate(weights)
    ]


def ask(
    method: str, scores: Sequence[Sequence[object]], criteria: Sequence[Column], **more: object
) -> TableAnswer:
    """The answer of a method; alternatives are called a1, a2, …"""
    request = {
        "alternatives": [f"a{i}" for i in range(1, len(scores) + 1)],
        "criteria": criteria,
        "scores": scores,
        "method": method,
        **more,
    }
    return rank_table(read_table(json.dumps(request)))


def totals(found: TableAnswer) -> list[float]:
    """Totals in the order asked."""
    return figures(found, "total")


def figures(found: TableAnswer, name: str) -> list[float]:
    """One figure of every alternative, in the order asked."""
    by_name = {row.alternative: getattr(row, name) for row in found.ranking}
    return [by_name[f"a{i}"] for i in range(1, len(by_name) + 1)]


def ranks(found: TableAnswer) -> list[int]:
    """Ranks in the order asked."""
    by_name = {row.alternative: row.rank for row in found.ranking}
    return [by_name[f"a{i}"] for i in range(1, len(by_name) + 1)]
