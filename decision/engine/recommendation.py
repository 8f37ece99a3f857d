"""What the ranking recommends, in numbers and in plain words that say no more than the numbers do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from operator import itemgetter, sub
from typing import Literal, NamedTuple

from decision.engine.argument import strongest_argument
from decision.engine.caveats import Caveat, caveats, missing_decides
from decision.engine.conditions import mix_condition, one_weight_conditions, tie_conditions
from decision.engine.errors import UnboundedMissing
from decision.engine.exact import all_units, as_decimal, units
from decision.engine.figures import Figures
from decision.engine.gates import GateResult
from decision.engine.how_often import HowOften, how_often
from decision.engine.matrix import Matrix
from decision.engine.phrases import Part, Sentence, sentence
from decision.engine.sensitivity import NamedFlip, nearest_flips
from decision.engine.wording import abridged, decimals_telling_apart, listed, points_text

Outcome = Literal["winner", "tie", "close_call", "undecidable"]
_SO_FAR = " so far"
"""What is said of a win or tie that a missing score could still undo."""
_MOST_NAMED = 3


class Advantage(NamedTuple):
    """What one leaf adds to the winner's lead over the runner-up (below 0: takes from it), in whole 10^-10."""

    criterion: str
    units: int

    @property
    def advantage(self) -> Decimal:
        """The same with 10 decimals."""
        return as_decimal(self.units)


@dataclass(frozen=True)
class Recommendation:
    """The outcome and its grounds. What takes longer than the rest is worked out when it is asked for.

    `alternative` is the winner, also of a close call; None under a tie or where nothing can be decided. Under
    several runners-up with the same total `runner_up` is the first by name. `reasons` are the criteria for
    the winner against the runner-up, the largest first, three at most; `against` all that speak for the runner-up.
    `is_open`: a missing score could still undo the win or the tie; the words say "so far" then.

    The words are written here and nowhere else: `headline` says who leads in a few, `lead` the same in a sentence with
    both totals, `because` what carries it (or why nothing is decided), `one_weight` which single weights change it.
    """

    outcome: Outcome
    alternative: str | None
    runner_up: str | None
    margin_units: int | None
    headline: Sentence
    because: str
    lead: str = ""
    reasons: tuple[Advantage, ...] = ()
    against: tuple[Advantage, ...] = ()
    one_weight: tuple[Sentence, ...] = ()
    notes: tuple[Caveat, ...] = ()
    is_open: bool = False
    grounds: Grounds | None = field(default=None, repr=False, compare=False)

    @property
    def summary(self) -> str:
        """Who leads and what carries it, in whole sentences that need no table beside them."""
        return f"{self.lead} {self.because}".strip()

    @property
    def so_far(self) -> str:
        """What to say after a lead or a tie that what is missing could still undo; else nothing."""
        return _SO_FAR if self.is_open else ""

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to know before relying on it."""
        return tuple([note.text for note in self.notes])

    @cached_property
    def mix(self) -> tuple[Sentence, ...]:
        """The smallest move of several weights that changes the winner, where it is nearer than any single weight."""
        return () if self.grounds is None else self.grounds.mix()

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """What would have to change for another to win, one weight and several."""
        return tuple([str(each) for each in (*self.one_weight, *self.mix)])

    @cached_property
    def argument(self) -> str:
        """The strongest argument against the winner in a sentence; empty where there is no winner or no rival."""
        return "" if self.grounds is None else self.grounds.argument()

    @cached_property
    def robustness(self) -> HowOften | None:
        """How often the winner comes first under weights drawn evenly; None where there is no winner or no rival, or
        where an unbounded score is missing. Drawn once for a matrix.
        """
        return None if self.grounds is None else self.grounds.robustness()

    @cached_property
    def margin(self) -> Decimal | None:
        """The winner's lead with 10 decimals; 0 under a tie."""
        return None if self.margin_units is None else as_decimal(self.margin_units)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a winner is held against: matrix, figures, the rows of the first two, and the nearest single weight."""

    matrix: Matrix
    computed: Figures
    labels: Mapping[str, str]
    winner: int
    runner_up: int
    nearest: NamedFlip | None

    def argument(self) -> str:
        return strongest_argument(self.matrix, self.computed, self.winner, self.runner_up, self.labels)

    def mix(self) -> tuple[Sentence, ...]:
        return mix_condition(self.matrix, self.computed, self.nearest, self.labels)

    def robustness(self) -> HowOften | None:
        try:
            return how_often(self.matrix, self.matrix.alternatives[self.winner])
        except UnboundedMissing:
            return None


def recommend(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> Recommendation:
    """Turn figures into a recommendation; `labels` name alternatives and criteria by key."""
    if (nothing := undecidable(matrix, computed, labels)) is not None:
        return replace(nothing, notes=caveats(matrix, computed, labels))
    leaders = _by_name(matrix, computed.leaders(), labels)
    if len(leaders) > 1:
        return _tie(matrix, computed, leaders, labels)
    return _win(matrix, computed, leaders[0], labels)


def undecidable(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> Recommendation | None:
    """That nothing can be recommended and why, or None where something can."""
    because = _nothing_to_decide(matrix, computed, labels)
    if not because:
        return None
    excluded = bool(matrix.alternatives and matrix.leaves and not computed.ranked)
    headline = "No alternative meets every must-have" if excluded else "Nothing to rank yet"
    return Recommendation("undecidable", None, None, None, sentence(headline), because)


def _nothing_to_decide(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> str:
    if not matrix.alternatives:
        return "There is nothing to rank yet: add alternatives."
    if not matrix.leaves:
        return "There is nothing to rank by yet: add criteria."
    if not computed.ranked:
        best = _best_of_excluded(matrix, computed, labels)
        return f"No alternative passes every must-have, so none is ranked. {best}"
    parts, missing = computed.weights.parts, matrix.prepared.missing
    if any(missing):
        weighing = {j for j, part in enumerate(parts) if part}
        if all(weighing <= set(missing[i]) for i in computed.ranked):
            return "No score is known yet in any criterion that has weight."
    return ""


def _best_of_excluded(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> str:
    """Who has the highest total all the same, and what it fails."""
    best = max(range(len(matrix.alternatives)), key=lambda i: (computed.totals[i], -i))
    failed = [
        f"“{gate.name}”"
        for gate in matrix.gates
        if gate.excludes and computed.gates[best][gate.key] is GateResult.FAIL
    ]
    total = points_text(units(computed.totals[best], computed.unit))
    return f"{_label(matrix, best, labels)} has the highest total, {total}, and fails {abridged(failed)}."


def _tie(matrix: Matrix, computed: Figures, leaders: list[int], labels: Mapping[str, str]) -> Recommendation:
    names = [_label(matrix, row, labels) for row in leaders]
    total = points_text(units(computed.totals[leaders[0]], computed.unit))
    all_of_them = len(leaders) == len(computed.ranked) and len(leaders) > 2
    who = f"All {len(leaders)} alternatives" if all_of_them else listed(names)
    shown = listed(names) if len(names) <= _MOST_NAMED else f"{len(names)} alternatives"
    is_open = missing_decides(matrix, computed, leaders)
    so_far = _SO_FAR if is_open else ""
    return Recommendation(
        outcome="tie",
        alternative=None,
        runner_up=None,
        margin_units=0,
        headline=sentence(f"{shown} tie at {total}{so_far}"),
        lead=f"{who} tie for first place with {total} points each{so_far}.",
        because="These weights and scores do not decide between them.",
        one_weight=tie_conditions(matrix, computed, leaders, labels),
        notes=caveats(matrix, computed, labels),
        is_open=is_open,
    )


def _only(matrix: Matrix, computed: Figures, winner: int) -> str:
    """Why nobody else is ranked: what is unknown, or only warned about, is not called passed."""
    if len(matrix.alternatives) == 1:
        return "only alternative"
    passes = all(result is GateResult.PASS for result in computed.gates[winner].values())
    return "only one that passes every must-have" if passes else "only one that no must-have excludes"


def _win(matrix: Matrix, computed: Figures, winner: int, labels: Mapping[str, str]) -> Recommendation:
    seconds = _by_name(matrix, [i for i in computed.ranked if computed.ranks[i] == 2], labels)
    name, key = _label(matrix, winner, labels), matrix.alternatives[winner]
    total = units(computed.totals[winner], computed.unit)
    notes = caveats(matrix, computed, labels)
    if not seconds:
        because = (
            f"{name} is the {_only(matrix, computed, winner)}; its total is {points_text(total)} points."
        )
        headline = sentence(Part(name, "who"), " is the only one ranked")
        return Recommendation("winner", key, None, None, headline, because, notes=notes)
    margin = units(computed.totals[winner] - computed.totals[seconds[0]], computed.unit)
    is_close = margin < matrix.close_call_units
    is_open = missing_decides(matrix, computed, [winner])
    advantages = _advantages(matrix, computed, winner, seconds[0])
    flips = nearest_flips(matrix, computed)
    gains = [one for one in advantages if one.units > 0]
    return Recommendation(
        outcome="close_call" if is_close else "winner",
        alternative=key,
        runner_up=matrix.alternatives[seconds[0]],
        margin_units=margin,
        headline=_headline(name, margin, is_close=is_close, is_open=is_open),
        lead=_lead(matrix, computed, [winner, *seconds], labels, is_open=is_open),
        because=_carried_by(gains, labels),
        reasons=tuple(gains[:_MOST_NAMED]),
        against=tuple(one for one in reversed(advantages) if one.units < 0),
        one_weight=one_weight_conditions(matrix, computed, flips, labels),
        notes=notes,
        is_open=is_open,
        grounds=Grounds(matrix, computed, labels, winner, seconds[0], flips[0] if flips else None),
    )


def _headline(name: str, margin: int, *, is_close: bool, is_open: bool) -> Sentence:
    text = points_text(margin)
    by = text if text != points_text(0) else "less than 0.01"
    so_far, close = _SO_FAR if is_open else "", ", too close to call" if is_close else ""
    return sentence(Part(name, "who"), f" leads by {by}{so_far}{close}")


def _lead(
    matrix: Matrix, computed: Figures, rows: list[int], labels: Mapping[str, str], *, is_open: bool
) -> str:
    """The first of `rows` against all the others, which have the same total."""
    first, other = [computed.totals[row] for row in rows[:2]]
    names = [_label(matrix, row, labels) for row in rows]
    total, second, margin = all_units([first, other, first - other], computed.unit)
    decimals = decimals_telling_apart(total, second)
    by = points_text(margin, decimals) if margin else "less than 0.0000000001"
    figures = f"{points_text(total, decimals)} against {points_text(second, decimals)}"
    tied, so_far = "" if len(rows) == 2 else " each", _SO_FAR if is_open else ""
    return f"{names[0]} leads {abridged(names[1:])} by {by} points{so_far} ({figures}{tied})."


def _carried_by(gains: list[Advantage], labels: Mapping[str, str]) -> str:
    """Name the one or two criteria that add most to the lead; nothing if each adds less than 10 decimals
    show.
    """
    named = [f"{labels.get(one.criterion, one.criterion)} (+{_visible(one.units)})" for one in gains[:2]]
    if not named:
        return ""
    if len(named) == 1:
        return f"Its only advantage is in {named[0]}."
    if gains[0].units >= 2 * gains[1].units:
        return f"Its largest advantage is in {named[0]}."
    return f"Its largest advantages are in {listed(named)}."


def _visible(points: int) -> str:
    return points_text(points, decimals_telling_apart(points, 0))


def _advantages(matrix: Matrix, computed: Figures, winner: int, runner_up: int) -> list[Advantage]:
    """Differences of contributions that are any, the largest first; equal ones in listed order."""
    products = computed.products
    by_key = zip(matrix.tree.keys, map(sub, products[winner], products[runner_up]), strict=True)
    differences = sorted(by_key, key=itemgetter(1), reverse=True)
    points = all_units([difference for _, difference in differences], computed.unit)
    return [Advantage(key, each) for (key, _), each in zip(differences, points, strict=True) if each]


def _by_name(matrix: Matrix, rows: list[int], labels: Mapping[str, str]) -> list[int]:
    return sorted(rows, key=lambda row: (_label(matrix, row, labels), row))


def _label(matrix: Matrix, row: int, labels: Mapping[str, str]) -> str:
    key = matrix.alternatives[row]
    return labels.get(key, key)
