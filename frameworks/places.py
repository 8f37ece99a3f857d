"""Places in a document as people write them: “46; 112-114”."""

from __future__ import annotations

import re
from collections.abc import Sequence

PLACE = re.compile(r"(\d{1,7})(?:\s*[-–—]\s*(\d{1,7}))?")
EXAMPLE = "46; 112-114"


def read_lines(text: str) -> tuple[list[list[int]], list[str]]:
    """“46; 112-114” as [[46, 46], [112, 114]], and a sentence about each bad place."""
    places: list[list[int]] = []
    errors = []
    for part in filter(None, map(str.strip, re.split(r"[;,\n]", text))):
        found = PLACE.fullmatch(part)
        if found is None:
            errors.append(f"“{part[:40]}” is not a line or a range of lines: write them like “{EXAMPLE}”.")
            continue
        first, last = int(found[1]), int(found[2] or found[1])
        if first < 1:
            errors.append(f"“{part}”: lines are counted from 1.")
        elif last < first:
            errors.append(f"“{part}” runs backwards: did you mean {last}-{first}?")
        else:
            places.append([first, last])
    return places, errors


def written_lines(places: Sequence[Sequence[int]]) -> str:
    """[[46, 46], [112, 114]] as “46; 112-114”."""
    return "; ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in places)
