"""What the page says where other evidence stands behind the decision than is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from decision.engine.wording import missing_text

from ..forms import WhatIf
from ..loading import OFF, PLUS, LoadedMatrix
from .numbers import listed, percent_text, plural
from .scene import path_of

NAMED = 3


@dataclass(frozen=True, slots=True)
class Varied:
    """Which evidence it is, and the way back to what is stored, at the same weights where they still hold."""

    sentence: str
    leave: str


def varied_of(loaded: LoadedMatrix, what_if: WhatIf, titles: Mapping[str, str]) -> Varied | None:
    """None where the evidence is as stored. `titles` are of the sources that are left out, by slug."""
    if not loaded.is_varied:
        return None
    parts = []
    if loaded.without:
        names = [f"“{titles.get(source, source)}”" for source in loaded.without]
        who = listed(names) if len(names) <= NAMED else plural(len(names), "source")
        parts.append(
            f"Without {who}: scores that rest on nothing else count as missing, "
            f"{missing_text(loaded.matrix.missing_at, many=True)}."
        )
    if loaded.plus:
        weight = what_if.percents[PLUS]
        how = f"at {percent_text(weight)} of the weight." if weight else "give it a weight below."
        parts.append(f"Judged by {loaded.labels[PLUS]} too{',' if weight else ':'} {how}")
    parts += _switched(loaded)
    stored = replace(what_if, evidence=()) if not loaded.plus else None
    query = stored.query if stored else ""
    return Varied(" ".join(parts), path_of(loaded) + (f"?{query}" if query else ""))


def _switched(loaded: LoadedMatrix) -> list[str]:
    """How many must-haves are off, and which warn or exclude here only."""
    parts = []
    if off := sum(mode == OFF for _, mode in loaded.switched):
        parts.append(f"With {plural(off, 'must-have')} off.")
    changed = {gate for gate, mode in loaded.switched if mode != OFF}
    does = {"excludes": "excludes", "warns": "only warns"}
    return parts + [f"“{row.name}” {does[row.mode]} here." for row in loaded.gates if row.id in changed]
