"""By how much something can move the totals: the decision's ranking again with other values, all at once.

Values and shares are the engine's own (`Matrix.prepared`, `engine.rank`); what is done with them here is sums of
products in floats, a row per alternative, so that hundreds of findings cost no more than one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from decision import engine
from decision.engine.prepared import Prepared
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.numbers import listed, signed, two_decimals

from ..rows import Place
from .finding import Effect, Move

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int_]
TIE = 1e-9
NAMED = 3


@dataclass(frozen=True)
class Stakes:
    """The values of a decision (alternatives x leaves) under its own shares."""

    loaded: LoadedMatrix
    ranking: engine.Ranking

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each alternative."""
        return {key: number for number, key in enumerate(self.loaded.matrix.alternatives)}

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of each leaf."""
        return {leaf.key: number for number, leaf in enumerate(self.loaded.matrix.leaves)}

    @cached_property
    def values(self) -> Floats:
        """Values as ranked: missing ones where the decision counts them."""
        return self.loaded.matrix.prepared.floats

    @cached_property
    def shares(self) -> Floats:
        """The share of each leaf; together 1."""
        weights = self.loaded.matrix.tree.weights()
        return np.array([part / weights.whole for part in weights.parts])

    @cached_property
    def _blank(self) -> Prepared:
        """A row without any score."""
        matrix = self.loaded.matrix
        return Prepared.of(matrix.leaves, ((None,) * len(matrix.leaves),), matrix.missing_at)

    @cached_property
    def counted(self) -> Floats:
        """What a missing score counts on each leaf."""
        counted: Floats = self._blank.floats[0]
        return counted

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """The worst and the best value on each leaf: those of a score that is missing."""
        unit = 10.0**self._blank.decimals
        return np.array(self._blank.worst[0]) / unit, np.array(self._blank.best[0]) / unit

    @cached_property
    def totals(self) -> Floats:
        """The total of each alternative."""
        return self.values @ self.shares

    @cached_property
    def ranked(self) -> npt.NDArray[np.bool_]:
        """Which alternatives are ranked at all: the others miss a must-have."""
        inside = {standing.alternative for standing in self.ranking.standings}
        return np.array([key in inside for key in self.loaded.matrix.alternatives], dtype=bool)

    @cached_property
    def leader(self) -> int | None:
        """The row in the lead; None under a tie or where nothing is ranked."""
        winner = self.ranking.recommendation.alternative
        return None if winner is None else self.rows[winner]

    @property
    def lead(self) -> float:
        """What the leader is ahead by; 0 under a tie."""
        return self.lead_in(self.totals)

    def lead_in(self, totals: Floats) -> float:
        """What today's leader would be ahead by (below 0: behind) if these were the totals."""
        if self.leader is None or self.ranked.sum() < 2:
            return 0.0
        rivals = np.where(self.ranked, totals, -np.inf)
        rivals[self.leader] = -np.inf
        return float(totals[self.leader] - rivals.max())

    def name(self, row: int) -> str:
        """The label of a row's alternative."""
        return self.loaded.labels[self.loaded.matrix.alternatives[row]]

    def first(self, totals: Floats) -> list[int]:
        """The rows that would stand first."""
        if not self.ranked.any():
            return []
        inside = np.where(self.ranked, totals, -np.inf)
        return [int(row) for row in np.flatnonzero(inside >= inside.max() - TIE)]

    def unknown(self, places: Collection[Place]) -> Effect:
        """If these scores could be anything on their scales."""
        lows, highs = self.totals.copy(), self.totals.copy()
        worst, best = self.ends
        rows = [self.rows[framework] for framework, _ in places]
        columns = [self.columns[criterion] for _, criterion in places]
        shares, held = self.shares[columns], self.values[rows, columns]
        np.add.at(lows, rows, shares * (worst[columns] - held))
        np.add.at(highs, rows, shares * (best[columns] - held))
        return self._between(lows, highs, sorted(set(rows)), "If " + _these(len(places)) + " be anything, ")

    def resting(self, places: Collection[Place], citing: int) -> Effect:
        """If the scores that rest on certain claims alone could be anything; `citing` scores cite any such."""
        if not places:
            scores = "The score that cites" if citing == 1 else f"All {citing} scores that cite"
            return Effect(f"{scores} such claims also {'rests' if citing == 1 else 'rest'} on others.")
        return self.unknown(places)

    def _between(self, lows: Floats, highs: Floats, touched: list[int], opening: str) -> Effect:
        moves = tuple(self._move(row, lows, highs) for row in touched)
        spread = highs - lows
        most = max((float(spread[row]) for row in touched), default=0.0)
        shown = sorted(touched, key=lambda row: (-spread[row], row))
        shown = shown[: named(len(shown))]
        parts = [f"{self.name(row)} from {_two(lows[row])} to {_two(highs[row])}" for row in shown]
        more = len(touched) - len(shown)
        if more > 0:
            parts.append(f"{more} more")
        who, changes = self._could_lead(lows, highs)
        sentence = f"{opening}totals would reach: {listed(parts)}. {who}" if parts else who
        return Effect(sentence, moves, most, changes)

    def _move(self, row: int, lows: Floats, highs: Floats) -> Move:
        others = self.ranked.copy()
        others[row] = False
        best = 1 + int((lows[others] > highs[row] + TIE).sum())
        worst = 1 + int((highs[others] > lows[row] + TIE).sum())
        return Move(self.loaded.matrix.alternatives[row], float(lows[row]), float(highs[row]), best, worst)

    def _could_lead(self, lows: Floats, highs: Floats) -> tuple[str, bool]:
        if self.leader is None:
            return "", False
        others = self.ranked.copy()
        others[self.leader] = False
        able = [int(row) for row in np.flatnonzero(others & (highs >= lows[self.leader] - TIE))]
        if not able:
            return f"{self.name(self.leader)} leads in any case.", False
        able.sort(key=lambda row: -highs[row])
        names = listed([self.name(row) for row in able[:NAMED]], joined_by="or")
        return f"{names} could then lead.", True

    def reordered(self, criterion: str, alternatives: Sequence[str], opening: str) -> Effect:
        """If these alternatives had the values that they have on a criterion, the best first."""
        column = self.columns[criterion]
        rows = [self.rows[key] for key in alternatives]
        held = self.values[rows, column]
        totals = self.totals.copy()
        totals[rows] += self.shares[column] * (np.sort(held)[::-1] - held)
        return self.compared(totals, opening)

    def compared(self, totals: Floats, opening: str) -> Effect:
        """If these were the totals."""
        change = totals - self.totals
        size = np.abs(change)
        order = np.argsort(-size, kind="stable")
        touched = order[size[order] > TIE].tolist()
        ranks = self.ranks_in(totals)
        moves = self._moves(touched, totals, ranks)
        if not touched:
            return Effect(f"{opening}no total would change.")
        parts = [
            f"{self.name(row)} would stand at {_two(totals[row])} ({signed(Decimal(repr(float(change[row]))))})"
            for row in touched[: named(len(touched))]
        ]
        if len(touched) > len(parts):
            parts.append(f"{len(touched) - len(parts)} more would move")
        after, changes = self._after(totals, ranks)
        return Effect(f"{opening}{listed(parts)}. {after}", moves, float(size.max()), changes)

    def _moves(self, rows: list[int], totals: Floats, ranks: Ranks) -> tuple[Move, ...]:
        keys = self.loaded.matrix.alternatives
        ends = (
            np.minimum(totals, self.totals), np.maximum(totals, self.totals), np.minimum(ranks, self.ranks),
            np.maximum(ranks, self.ranks),
        )  # fmt: skip
        return tuple(map(Move, map(keys.__getitem__, rows), *(end[rows].tolist() for end in ends)))

    def _after(self, totals: Floats, ranks: Ranks) -> tuple[str, bool]:
        first = self.first(totals)
        if first != self.first(self.totals):
            verb = "would lead" if len(first) == 1 else "would tie for first place"
            return f"{listed([self.name(row) for row in first])} {verb}.", True
        same = np.array_equal(ranks, self.ranks)
        return "The order would stay." if same else "The order behind the leader would change.", False

    @cached_property
    def ranks(self) -> Ranks:
        """The rank of each row as it stands."""
        return self.ranks_in(self.totals)

    def ranks_in(self, totals: Floats) -> Ranks:
        """The rank of each row if these were the totals, ties sharing the better."""
        return 1 + ahead_of(totals, totals[self.ranked])


def ahead_of(totals: Floats, among: Floats) -> Ranks:
    """How many of those `among` are clearly above each of the totals; in O(n log n), for there may be thousands."""
    ranks: Ranks = len(among) - np.searchsorted(np.sort(among), totals + TIE, side="right")
    return ranks


def leaves_without(loaded: LoadedMatrix, columns: Iterable[int], shares: Floats) -> Floats:
    """The shares once these columns weigh nothing and the others keep their proportions."""
    rest = shares.copy()
    rest[list(columns)] = 0.0
    whole = rest.sum()
    return rest / whole if whole > 0 else rest


def named(count: int) -> int:
    """How many of so many are named in a sentence: never is a single one left over."""
    return count if count <= NAMED + 1 else NAMED


def _these(count: int) -> str:
    return "this score could" if count == 1 else f"these {count} scores could"


def _two(number: float) -> str:
    return two_decimals(Decimal(repr(round(float(number), 10) + 0.0)))
