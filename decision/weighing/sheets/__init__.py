"""Sheets of judgements, one reader for each way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import QueryDict

from ..groups import Group
from ..ways import Way
from .base import Problem, Sheet
from .comparing import LEVELS, read_best_worst, read_pairs
from .direct import read_points, read_swings, read_trade_offs
from .ordering import RULES, read_order

__all__ = ["LEVELS", "RULES", "Problem", "Sheet", "read_sheet"]

_READERS: Mapping[str, Callable[[QueryDict, Way, Group], Sheet]] = {
    "points": read_points,
    "swing": read_swings,
    "ordering": read_order,
    "pairwise": read_pairs,
    "best-worst": read_best_worst,
    "trade-off": read_trade_offs,
}


def read_sheet(data: QueryDict, way: Way, group: Group) -> Sheet:
    """What `data` says about `group` by `way`. What cannot be used is named in `problems`."""
    return _READERS[way.key](data, way, group)
