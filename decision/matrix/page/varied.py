"""What the page says where other evidence stands behind the decision than is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..forms import WhatIf
from ..loading import PLUS, LoadedMatrix
from .numbers import listed, plural
from .scene import path_of

NAMED = 3


@dataclass(frozen=True, slots=True)
class Varied:
    """Which evidence it is, and the way back to what is stored, at the same weights where they still hold."""

    sentence: str
    leave: str


def varied_of(loaded: LoadedMatrix, what_if: WhatIf) -> Varied | None:
    """None where the evidence is as stored."""
    if not loaded.is_varied:
        return None
    parts = []
    if loaded.without:
        names = [f"“{source}”" for source in loaded.without]
        who = listed(names) if len(names) <= NAMED else plural(len(names), "source")
        parts.append(f"Without {who}: scores that rest on nothing else count as missing, at their worst.")
    if loaded.plus:
        parts.append(f"Judged by {loaded.labels[PLUS]} too: give it a weight below.")
    stored = replace(what_if, evidence=()) if not loaded.plus else None
    query = stored.query if stored else ""
    return Varied(" ".join(parts), path_of(loaded) + (f"?{query}" if query else ""))
