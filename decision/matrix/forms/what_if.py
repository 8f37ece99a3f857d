"""Reads what-ifs from an address: a scenario, moved weights and locks, hostile input included.

`?scenario=<slug>` chooses a set of points, `w.<criterion>=<percent among its siblings>` moves weights,
`lock=<criterion>` keeps one where it is, `moved=<criterion>&to=<percent>` moves one weight now while its
unlocked siblings follow. Other evidence behind the decision is read in `evidence.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from decision import engine
from decision.problems import NotThere
from decision.typed import plain, typed_percent

from ..loading import LoadedMatrix, ScenarioRow
from ..services.seen import HUNDRED, SAME, as_percents

DECIMALS = 10
ROUNDING = Decimal("0.6")
LIMITS = "Enter a number from 0 to 100."

Percents = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the address that was not used: which criterion's field (None: none), what was typed, why."""

    criterion: str | None
    typed: str
    sentence: str


@dataclass(frozen=True)
class WhatIf:
    """The weights that a page shows: percents of every node among its siblings, and the engine's points.

    `percents` is what the controls show; `points` is what is ranked: the same, except that a group whose weights are
    all 0 (named in `zero_groups`) is ranked by its last valid weights. `evidence` is what the address says of other
    evidence behind the decision.
    """

    scenario: ScenarioRow | None
    base: Percents
    percents: Percents
    points: Mapping[str, Decimal]
    moved_groups: frozenset[str | None]
    zero_groups: frozenset[str | None] = frozenset()
    locked: frozenset[str] = frozenset()
    moved: str | None = None
    problems: tuple[Problem, ...] = ()
    groups: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    evidence: tuple[tuple[str, str], ...] = ()

    @property
    def is_moved(self) -> bool:
        """Whether any weight differs from the scenario's, or from the decision's own where there is none."""
        return bool(self.moved_groups)

    @cached_property
    def query(self) -> str:
        """The canonical query that reproduces these weights exactly, without the question mark."""
        pairs = [*self.evidence, *([("scenario", self.scenario.slug)] if self.scenario else [])]
        for parent in self.groups:
            if parent in self.moved_groups:
                pairs += [(f"w.{key}", plain(self.percents[key])) for key in self.groups[parent]]
        pairs += [("lock", key) for key in self.base if key in self.locked]
        return urlencode(pairs)


def read_what_if(query: QueryDict, loaded: LoadedMatrix) -> WhatIf:
    """The weights that `query` asks for. What cannot be used is left out and named in `problems`."""
    return _Reader(query, loaded).read()


def percents_of(points: Mapping[str, Decimal], groups: Mapping[str | None, tuple[str, ...]]) -> Percents:
    """Points of every node as percents among its siblings (all 0 where they have none)."""
    percents = {}
    for keys in groups.values():
        percents.update(as_percents({key: points[key] for key in keys}))
    return percents


def sibling_groups(loaded: LoadedMatrix) -> dict[str | None, tuple[str, ...]]:
    """The criteria beneath each parent (None: the roots), in the matrix's order."""
    groups: dict[str | None, list[str]] = {}
    for row in loaded.criteria:
        groups.setdefault(row.parent, []).append(row.key)
    return {parent: tuple(keys) for parent, keys in groups.items()}


def evidence_pairs(loaded: LoadedMatrix) -> tuple[tuple[str, str], ...]:
    """What the address says of other evidence behind a decision."""
    plus = (("plus", loaded.plus),) if loaded.plus else ()
    switched = ((f"gate.{gate}", mode) for gate, mode in loaded.switched)
    return (*(("without", source) for source in loaded.without), *plus, *switched)


class _Reader:
    """Reads one query; collects problems as it goes."""

    def __init__(self, query: QueryDict, loaded: LoadedMatrix) -> None:
        self.query, self.loaded = query, loaded
        self.groups = sibling_groups(loaded)
        self.parent_of = {row.key: row.parent for row in loaded.criteria}
        self.problems: list[Problem] = []
        self.zero: set[str | None] = set()

    def read(self) -> WhatIf:
        scenario = self._scenario()
        base_points = {**self.loaded.points, **(scenario.points if scenario else {})}
        base = percents_of(base_points, self.groups)
        self.zero = {
            parent for parent, keys in self.groups.items() if keys and not any(base[key] for key in keys)
        }
        typed = self._typed()
        changed = self._changed(typed)
        locked = self._locks()
        percents = dict(base)
        for parent, keys in self.groups.items():
            if given := {key: typed[key] for key in keys if key in typed}:
                kept = changed & given.keys() if len(given) == len(keys) else given.keys()
                percents.update(self._filled(parent, {key: base[key] for key in keys} | given, locked | kept))
        moved = self._move(percents, locked)
        moved_groups = {
            parent
            for parent, keys in self.groups.items()
            if any(abs(percents[k] - base[k]) >= SAME for k in keys)
        }
        shown = {key: percents[key] for parent in moved_groups - self.zero for key in self.groups[parent]}
        return WhatIf(
            scenario=scenario, base=base, percents=percents, points=base_points | shown,
            moved_groups=frozenset(moved_groups), zero_groups=frozenset(self.zero), locked=frozenset(locked),
            moved=moved, problems=tuple(self.problems), groups=self.groups, evidence=evidence_pairs(self.loaded),
        )  # fmt: skip

    def _scenario(self) -> ScenarioRow | None:
        slug = self.query.get("scenario", "")
        if not slug:
            return None
        try:
            return self.loaded.scenario(slug)
        except NotThere as error:
            self._refuse(None, slug, f"{error.detail} The decision’s own weights are shown.")
            return None

    def _typed(self) -> Percents:
        """The usable `w.…` of the query; the last one counts where one is repeated."""
        typed: Percents = {}
        for name, values in self.query.lists():
            if not name.startswith("w.") or not values:
                continue
            key = name[2:]
            if key not in self.parent_of:
                self._refuse(None, key, f"“{shortened(key)}” is not a criterion of this decision.")
                continue
            if len(values) > 1:
                self._refuse(
                    None, key, f"The weight of “{key}” is given {len(values)} times; the last one counts."
                )
            number = self._number(key, values[-1])
            if number is not None:
                typed[key] = number
        return typed

    def _changed(self, typed: Percents) -> set[str]:
        """What somebody typed over the weights that the form showed (`was`): those stay, their siblings follow."""
        was = self.query.get("was", "").split("_")
        if len(was) != len(self.parent_of):
            return set()
        shown = dict(zip(self.parent_of, was, strict=True))
        return {key for key, number in typed.items() if plain(number) != shown[key]}

    def _locks(self) -> set[str]:
        locks = set(self.query.getlist("lock"))
        for key in sorted(locks - self.parent_of.keys()):
            self._refuse(
                None, key, f"“{shortened(key)}” cannot be locked: it is not a criterion of this decision."
            )
        return locks & self.parent_of.keys()

    def _filled(self, parent: str | None, percents: Percents, kept_keys: set[str]) -> Percents:
        """Percents of siblings made to add up to 100: some are kept, the others scaled; all where that cannot do."""
        together = sum(percents.values(), Decimal(0))
        if not together:
            self.zero.add(parent)
            return percents
        self.zero.discard(parent)
        if together == HUNDRED:
            return percents
        kept = sum((value for key, value in percents.items() if key in kept_keys), Decimal(0))
        free = together - kept
        if kept_keys & percents.keys() and kept <= HUNDRED and free:
            scale = (HUNDRED - kept) / free
            scaled = {key: value if key in kept_keys else value * scale for key, value in percents.items()}
            return _rounded(scaled, [key for key in percents if key not in kept_keys])
        if abs(together - HUNDRED) > ROUNDING:
            self._refuse(
                None, plain(together), f"The weights added up to {together:.4g} %; they were scaled to 100 %."
            )
        return _rounded({key: value * HUNDRED / together for key, value in percents.items()}, list(percents))

    def _move(self, percents: Percents, locked: set[str]) -> str | None:
        """Apply `moved` and `to`; the key that moved, or None."""
        key, text = self.query.get("moved"), self.query.get("to", "")
        if key is None:
            return None
        if key not in self.parent_of:
            self._refuse(
                None, key, f"“{shortened(key)}” is not a criterion of this decision; nothing was moved."
            )
            return None
        if key in locked:
            self._refuse(key, text, "This weight is locked: unlock it to move it.")
            return key
        to = self._number(key, text)
        if to is None:
            return key
        siblings = {sibling: percents[sibling] for sibling in self.groups[self.parent_of[key]]}
        self.zero.discard(self.parent_of[key])
        percents.update(engine.move_weight(siblings, key, to, locked & siblings.keys()))
        return key

    def _number(self, key: str, text: str) -> Decimal | None:
        """A percentage, or None and a problem that keeps what was typed."""
        number = typed_percent(text)
        if number is None or not 0 <= number <= HUNDRED:
            self._refuse(key, shortened(text), LIMITS)
            return None
        return round(number, DECIMALS) + 0

    def _refuse(self, criterion: str | None, typed: str, sentence: str) -> None:
        self.problems.append(Problem(criterion, typed, sentence))


def _rounded(percents: Percents, free: Sequence[str]) -> Percents:
    """Percents in as many decimals as an address takes, still 100 together; the largest of the free makes up for it."""
    found = {key: round(value, DECIMALS) for key, value in percents.items()}
    found[max(free, key=lambda key: found[key])] += HUNDRED - sum(found.values(), Decimal(0))
    return found


def shortened(text: str) -> str:
    """What was typed, cut where it is absurdly long; characters that no page can show are dropped."""
    visible = "".join(character for character in text if character.isprintable())
    return visible if len(visible) <= 40 else f"{visible[:39]}…"
