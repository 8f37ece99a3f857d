"""What is shown of the rivals: cards, lines, and the parts of a card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Single:
    """One weight that, moved alone, puts the rival first."""

    number: int
    slot: int
    name: str
    now: str
    to: str
    x_now: str
    x_to: str
    query: str


@dataclass(frozen=True, slots=True)
class Step:
    """One weight of a mix, before and after."""

    number: int
    slot: int
    name: str
    now: str
    to: str


@dataclass(frozen=True, slots=True)
class Mix:
    """A change of several weights, as a sentence, as steps, and as the query that applies it."""

    points: str
    sentence: str
    steps: tuple[Step, ...]
    left_out: int
    query: str
    note: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A criterion on which a mixture of rivals beats the alternative."""

    name: str
    own: str
    mixture: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Why it can or cannot lead, in a sentence, and what to check it by."""

    sentence: str
    mixture: str
    compared: tuple[Compared, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class RivalCard:
    """Everything that would make one rival lead."""

    key: str
    name: str
    shape: int
    gap: str
    can_win: bool
    verdict: str
    singles: tuple[Single, ...]
    more_singles: int
    mix: Mix | None
    level: str
    euclidean: Mix | None
    scores: tuple[str, ...]
    more_scores: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class RivalLine:
    """A rival in short."""

    name: str
    shape: int
    gap: str
    can_win: bool
    points: str
    sentence: str
    query: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The section: cards, lines, and the nearest flip of all; `rival` is the name that was looked for, and `found` says
    how many have it."""

    cards: tuple[RivalCard, ...]
    lines: tuple[RivalLine, ...]
    left_out: int
    nearest: str
    locked: str
    leader: str
    tie: str
    rival: str = ""
    found: str = ""
    is_searched: bool = False
