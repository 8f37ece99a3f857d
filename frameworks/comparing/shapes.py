"""The forms in which a comparison is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ..citing import NumberedSource, Statement


@dataclass(frozen=True, slots=True)
class Side:
    """One of the frameworks."""

    slug: str
    name: str
    label: str
    href: str
    shape: int
    without: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a framework stands on a criterion's scale."""

    x: str
    shape: int
    text: str
    href: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A criterion on which documents give at least two of them a mark or a verdict word."""

    name: str
    href: str
    ends: tuple[str, str]
    marks: tuple[Mark | None, ...]
    first: str
    last: str
    ahead: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one framework; `is_best` where a figure is better than every other's."""

    statements: tuple[Statement, ...]
    is_best: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One metric, criterion or kind of statement."""

    name: str
    note: str
    href: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one sort."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A framework that could be compared."""

    slug: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Everything on the page; `problem` says why nothing is compared yet."""

    sides: tuple[Side, ...]
    options: tuple[Option, ...]
    problem: str = ""
    title: str = ""
    summary: str = ""
    judged: tuple[JudgedRow, ...] = ()
    groups: tuple[Group, ...] = ()
    sources: tuple[NumberedSource, ...] = ()
    only_differences: bool = False
    hidden: int = 0
    swap: str = ""
    toggle: str = ""
    start: str = ""
