"""The forms in which the search page shows what was found."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.claims import ClaimView
from frameworks.search import Piece

from .decisions import DecisionHit


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by its words."""

    href: str
    title: tuple[Piece, ...]
    about: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What was found of one kind; `more` leads to the rest."""

    key: str
    name: str
    hits: tuple[Hit | DecisionHit, ...]
    count: int
    more: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of thing to look at alone."""

    name: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter, and how many claims it leaves."""

    name: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with its values, the most frequent first."""

    name: str
    values: tuple[Value, ...]
    rest: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with what was looked for marked in it."""

    claim: ClaimView
    text: tuple[Piece, ...]
    subject: tuple[Piece, ...]
    about: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything on the page; `problem` says why nothing could be looked for."""

    text: str
    problem: str = ""
    tabs: tuple[Tab, ...] = ()
    sections: tuple[Section, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    claim_count: int = 0
    is_cut: bool = False
    filters: tuple[Filter, ...] = ()
    chosen: tuple[Value, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    within: str = ""
    number: int = 1
    first: int = 0
    last: int = 0
    before: str = ""
    after: str = ""
    is_asked: bool = False

    @property
    def is_empty(self) -> bool:
        return self.is_asked and not self.problem and not self.claim_count and not self.sections
