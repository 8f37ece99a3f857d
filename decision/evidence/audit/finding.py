"""What a finding is: what, where, why it matters, and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..rows import Place

Severity = Literal["serious", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("serious", "warning", "note")


class Move(NamedTuple):
    """What a finding can do to one alternative's total and rank: from the smallest to the largest."""

    alternative: str
    low: float
    high: float
    best_rank: int
    worst_rank: int


@dataclass(frozen=True, slots=True)
class Effect:
    """By how much a finding can move the result, as a sentence and in numbers."""

    sentence: str
    moves: tuple[Move, ...] = ()
    most: float = 0.0
    changes_leader: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do; `link` says where, for who makes addresses of it."""

    sentence: str
    link: tuple[str, ...]
    link_text: str


@dataclass(frozen=True)
class Finding:
    """One thing that the data of a decision say against the decision.

    `key` names it for as long as it is there; `facts` is what it rests on: when they change, it is another finding
    under the same key, and whoever acknowledged it is asked again.
    """

    code: str
    key: str
    severity: Severity
    sentence: str
    effect: Effect
    advice: Advice
    facts: tuple[object, ...]
    cells: tuple[Place, ...] = ()
    criteria: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()
    details: tuple[str, ...] = field(default=())

    @cached_property
    def fingerprint(self) -> str:
        """Of the facts: the same as long as they are."""
        return digest(self.facts)


def digest(facts: Iterable[object]) -> str:
    """Sixteen characters that stand for these facts."""
    return hashlib.sha256(repr(tuple(facts)).encode()).hexdigest()[:16]


def key_of(code: str, *parts: str) -> str:
    """A finding's key: its code and what it is about; a digest in place of what would be too long."""
    key = ":".join((code, *parts))
    return key if len(key) <= 200 else f"{code}:{digest(parts)}"
