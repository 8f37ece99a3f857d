"""What somebody has judged so far, as read from a form or an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from decision.matrix.forms import plain
from decision.typed import typed_percent

from ..groups import Group
from ..ways import Way


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that cannot be used: which control's, and why."""

    control: str
    sentence: str


@dataclass(frozen=True)
class Sheet:
    """Judgements about one group by one way.

    `answers` are the fields of the form as they were understood, `fields` the same in the form of an address.
    `judgements` is what the engine's `method` takes, None as long as something is missing; `todo` says what.
    """

    way: Way
    group: Group
    method: str
    answers: Mapping[str, str]
    asked: int
    judgements: Mapping[str, Any] | None = None
    todo: str = ""
    problems: tuple[Problem, ...] = ()
    order: tuple[str, ...] = ()
    ties: frozenset[str] = frozenset()
    pairs: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def answered(self) -> int:
        """How many questions are answered so far."""
        return len(self.answers)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields that reproduce this sheet."""
        return [*self.extra, *self.answers.items()]


def number(text: str, low: Decimal, high: Decimal) -> Decimal | None:
    """What was typed as a number from low to high, None if it is none."""
    found = typed_percent(text)
    return found if found is not None and low <= found <= high else None


def read_numbers(
    data: Mapping[str, str], prefix: str, keys: tuple[str, ...], low: Decimal, high: Decimal
) -> tuple[dict[str, Decimal], tuple[Problem, ...]]:
    """The usable numbers of `<prefix>.<key>` by key; empty fields are not answered, others are problems."""
    found: dict[str, Decimal] = {}
    problems = []
    for key in keys:
        text = data.get(f"{prefix}.{key}", "").strip()
        if not text:
            continue
        value = number(text, low, high)
        if value is None:
            sentence = f"Enter a number from {plain(low)} to {plain(high)} (“{visible(text)}” is none)."
            problems.append(Problem(f"{prefix}-{key}", sentence))
        else:
            found[key] = value
    return found, tuple(problems)


def written(prefix: str, numbers: Mapping[str, Decimal]) -> dict[str, str]:
    """Numbers as fields."""
    return {f"{prefix}.{key}": plain(value) for key, value in numbers.items()}


def visible(text: str) -> str:
    """What was typed, short enough for a sentence."""
    shown = "".join(character for character in text if character.isprintable())
    return shown if len(shown) <= 20 else f"{shown[:19]}…"
