"""The matrix as an editable grid: what is stored as text inputs, and what was typed back into changes.

Every input has a name: `p-<weight>` points, `t-<alternative>` published total, and for each cell
`v-<alternative>-<weight>` its value, `l-…` and `h-…` its range, `c-…` its confidence. The page carries what each
input held when it was opened, so that only what the curator changed is saved, a page may leave unchanged inputs
out, and a change made meanwhile is seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from criteria.forms import parsed_number
from decision.typed import plain
from frameworks.models import Confidence

from ..loading import AlternativeRow, CriterionRow, LoadedMatrix
from ..services import ScoreChange

MOST_DETAILED_CELLS = 2_000
PARTS = {"value": "v", "low": "l", "high": "h", "confidence": "c"}
MISSING_CELL = ("", "", "", "")


def stored_inputs(loaded: LoadedMatrix) -> dict[str, str]:
    """What every input of the grid holds, by name."""
    inputs = {f"p-{row.id}": plain(row.points) for row in loaded.criteria}
    inputs |= {f"t-{row.id}": _written(row.published_total) for row in loaded.alternatives}
    parts = "vlhc" if is_detailed(loaded) else "v"
    for leaf in loaded.leaves:
        for option in loaded.alternatives:
            texts = _cell_texts(loaded, option, leaf)
            for part, text in zip(parts, texts, strict=False):
                inputs[f"{part}-{option.id}-{leaf.id}"] = text
    return inputs


def is_detailed(loaded: LoadedMatrix) -> bool:
    """Whether ranges and confidence stand in the grid too; a very large one leaves them to the score's page."""
    return len(loaded.leaves) * len(loaded.alternatives) <= MOST_DETAILED_CELLS


class Grid:
    """The grid as it was typed: `typed` texts, `errors` and `conflicts` by input name, and the changes."""

    def __init__(
        self, loaded: LoadedMatrix, data: Mapping[str, Any] | None = None, *, is_stale: bool = False
    ) -> None:
        self.loaded = loaded
        self.stored = stored_inputs(loaded)
        self.errors: dict[str, str] = {}
        self.conflicts: dict[str, str] = {}
        self.points: dict[str, Decimal] = {}
        self.totals: dict[str, Decimal | None] = {}
        self.scores: list[ScoreChange] = []
        self.cells: list[str] = []
        self.opened = self.stored if data is None else parsed_opened(data)
        self.typed = self.stored if data is None else self._typed(data)
        if is_stale:
            self._rebase()
        self.changed = {name for name, text in self.typed.items() if text != self.opened.get(name, "")}
        if data is not None:
            self._read()

    @cached_property
    def opened_json(self) -> str:
        """What the next save compares with: the inputs as they are stored now."""
        return json.dumps({name: text for name, text in self.stored.items() if text}, separators=(",", ":"))

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.points or self.totals or self.scores)

    def refuse(self, pointer: str, sentence: str) -> bool:
        """Put a sentence of `change_matrix` at the input that its pointer means; whether there is one."""
        part, _, place = pointer.strip("/").partition("/")
        index, _, field = place.partition("/")
        if part == "points":
            name = next((f"p-{row.id}" for row in self.loaded.criteria if row.key == place), None)
        elif part == "published_totals":
            name = next((f"t-{row.id}" for row in self.loaded.alternatives if row.key == place), None)
        elif part == "scores" and index.isdecimal() and int(index) < len(self.cells):
            name = f"{PARTS.get(field, 'v')}-{self.cells[int(index)]}"
        else:
            name = None
        if name is not None:
            self.errors[name] = sentence
        return name is not None

    def _typed(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {name: str(data.get(name, self.opened.get(name, ""))).strip() for name in self.stored}

    def _rebase(self) -> None:
        """Take over what others changed where the curator changed nothing, and name where both did."""
        for name, now in self.stored.items():
            was, mine = self.opened.get(name, ""), self.typed[name]
            if mine == was:
                self.typed[name] = now
            elif now not in (was, mine):
                self.conflicts[name] = now
        self.opened = self.stored

    def _read(self) -> None:
        for row in self.loaded.criteria:
            if (name := f"p-{row.id}") in self.changed and (
                number := self._number(name, "points")
            ) is not None:
                self.points[row.key] = number
        for option in self.loaded.alternatives:
            if (name := f"t-{option.id}") in self.changed:
                self._read_total(option, name)
        touched = {name.partition("-")[2] for name in self.changed if name[0] in "vlhc"}
        if touched:
            for leaf in self.loaded.leaves:
                for option in self.loaded.alternatives:
                    if (place := f"{option.id}-{leaf.id}") in touched:
                        self._read_cell(option, leaf, place)

    def _read_total(self, option: AlternativeRow, name: str) -> None:
        number = self._number(name, "total") if self.typed[name] else None
        if name not in self.errors:
            self.totals[option.key] = number

    def _read_cell(self, option: AlternativeRow, leaf: CriterionRow, place: str) -> None:
        value, low, high, confidence = (self.typed.get(f"{part}-{place}", "") for part in "vlhc")
        if not value:
            details = (f"{part}-{place}" for part in "lhc")
            if any(self.typed.get(name) and name in self.changed for name in details):
                self.errors[f"v-{place}"] = "Give the score too, or clear its range and confidence."
            else:
                self._take(place, ScoreChange(option.key, leaf.key, remove=True))
            return
        texts = {"v": value, "l": low, "h": high}
        numbers = {part: self._number(f"{part}-{place}", "score") for part, text in texts.items() if text}
        if any(f"{part}-{place}" in self.errors for part in "vlh"):
            return
        detailed = f"c-{place}" in self.stored
        self._take(
            place,
            ScoreChange(
                option.key, leaf.key, value=numbers["v"], low=numbers.get("l"), high=numbers.get("h"),
                clear_range=detailed, confidence=confidence if detailed else None,
            ),
        )  # fmt: skip

    def _take(self, place: str, change: ScoreChange) -> None:
        self.scores.append(change)
        self.cells.append(place)

    def _number(self, name: str, what: str) -> Decimal | None:
        text = self.typed[name]
        number = parsed_number(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
        if number is None:
            shown = f"“{text[:24]}” is not a number" if text else "This is empty"
            self.errors[name] = f"{shown}: write the {what} like 7.5."
        return number


def parsed_opened(data: Mapping[str, Any]) -> dict[str, str]:
    """What the page says its inputs held; nothing when that was lost on the way."""
    try:
        opened = json.loads(data.get("opened") or "{}")
    except ValueError:
        return {}
    if not isinstance(opened, dict):
        return {}
    return {str(name): text for name, text in opened.items() if isinstance(text, str)}


def confidences() -> list[tuple[str, str]]:
    """The choices of confidence, none first."""
    return [("", "—"), *Confidence.choices]


def _cell_texts(
    loaded: LoadedMatrix, option: AlternativeRow, leaf: CriterionRow
) -> tuple[str, str, str, str]:
    place = (option.key, leaf.key)
    value = loaded.values.get(place)
    if value is None:
        return MISSING_CELL
    return plain(value.value), _written(value.low), _written(value.high), loaded.cells[place].confidence or ""


def _written(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
