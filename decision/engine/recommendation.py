"""What the ranking recommends, in numbers and in plain words that say no more than the numbers do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Literal

from decision.engine.argument import strongest_argument
from decision.engine.caveats import caveats
from decision.engine.conditions import MOST_CONDITIONS, mix_condition, one_weight_conditions, tie_conditions
from decision.engine.errors import UnboundedMissing
from decision.engine.exact import all_units, as_decimal, units
from decision.engine.figures import Figures
from decision.engine.gates import GateResult
from decision.engine.how_often import HowOften, how_often
from decision.engine.matrix import Matrix
from decision.engine.sensitivity import NamedFlip, nearest_flips
from decision.engine.wording import abridged, decimals_telling_apart, listed, points_text

Outcome = Literal["winner", "tie", "close_call", "undecidable"]
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Advantage:
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
    the winner against the runner-up, the largest first, three at most; `against` all that speak for the
    runner-up. `carried` is the part of the summary
    that names the largest reasons.
    """

    outcome: Outcome
    alternative: str | None
    runner_up: str | None
    margin_units: int | None
    summary: str
    reasons: tuple[Advantage, ...]
    against: tuple[Advantage, ...]
    one_weight: tuple[str, ...]
    caveats: tuple[str, ...]
    carried: str = ""
    grounds: Grounds | None = field(default=None, repr=False, compare=False)

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """What would have to change for another to win: the nearest single weights, and the smallest mix of weights
        where that is nearer still.
        """
        return self.one_weight if self.grounds is None else (*self.one_weight, *self.grounds.mix())

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

    def mix(self) -> tuple[str, ...]:
        return mix_condition(self.matrix, self.computed, self.nearest, self.labels)

    def robustness(self) -> HowOften | None:
        try:
            return how_often(self.matrix, self.matrix.alternatives[self.winner])
        except UnboundedMissing:
            return None


def recommend(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> Recommendation:
    """Turn figures into a recommendation; `labels` name alternatives and criteria by key."""
    why_not = nothing_to_decide(matrix, computed)
    if why_not:
        notes = caveats(matrix, computed, labels)
        return Recommendation("undecidable", None, None, None, why_not, (), (), (), notes)
    leaders = _by_name(matrix, computed.leaders(), labels)
    if len(leaders) > 1:
        return _tie(matrix, computed, leaders, labels)
    return _win(matrix, computed, leaders[0], labels)


def nothing_to_decide(matrix: Matrix, computed: Figures) -> str:
    """Why nothing can be recommended, or an empty string."""
    if not matrix.alternatives:
        return "There is nothing to rank yet: add alternatives."
    if not matrix.leaves:
        return "There is nothing to rank by yet: add criteria."
    if not computed.ranked:
        return "No alternative passes every must-have, so none is ranked."
    parts, missing = computed.weights.parts, matrix.prepared.missing
    weighing = {j for j, part in enumerate(parts) if part}
    if all(weighing <= set(missing[i]) for i in computed.ranked):
        return "No score is known yet in any criterion that has weight."
    return ""


def _tie(matrix: Matrix, computed: Figures, leaders: list[int], labels: Mapping[str, str]) -> Recommendation:
    names = [_label(matrix, row, labels) for row in leaders]
    total = points_text(units(computed.totals[leaders[0]], computed.unit))
    all_of_them = len(leaders) == len(computed.ranked) and len(leaders) > 2
    who = f"All {len(leaders)} alternatives" if all_of_them else listed(names)
    return Recommendation(
        outcome="tie",
        alternative=None,
        runner_up=None,
        margin_units=0,
        summary=f"{who} tie for first place with {total} points each. "
        "These weights and scores do not decide between them.",
        reasons=(),
        against=(),
        one_weight=tie_conditions(matrix, computed, leaders, labels),
        caveats=caveats(matrix, computed, labels),
    )


def _only(matrix: Matrix, computed: Figures, winner: int) -> str:
    """Why nobody else is ranked: what is unknown, or only warned about, is not called passed."""
    if len(matrix.alternatives) == 1:
        return "only alternative"
    passes = all(result is GateResult.PASS for result in computed.gates[winner].values())
    return "only one that passes every must-have" if passes else "only one that no must-have excludes"


def _win(matrix: Matrix, computed: Figures, winner: int, labels: Mapping[str, str]) -> Recommendation:
    seconds = _by_name(matrix, [i for i in computed.ranked if computed.ranks[i] == 2], labels)
    name = _label(matrix, winner, labels)
    total = units(computed.totals[winner], computed.unit)
    notes = caveats(matrix, computed, labels)
    if not seconds:
        summary = (
            f"{name} is the {_only(matrix, computed, winner)}; its total is {points_text(total)} points."
        )
        return Recommendation("winner", matrix.alternatives[winner], None, None, summary, (), (), (), notes)
    margin = units(computed.totals[winner] - computed.totals[seconds[0]], computed.unit)
    is_close = as_decimal(margin) < matrix.close_call_margin
    advantages = _advantages(matrix, computed, winner, seconds[0])
    nearest = nearest_flips(matrix, computed, MOST_CONDITIONS)
    gains = [one for one in advantages if one.units > 0]
    carried = _carried_by(gains, labels)
    lead = _lead(computed, total, margin, seconds, [name, *(_label(matrix, row, labels) for row in seconds)])
    return Recommendation(
        outcome="close_call" if is_close else "winner",
        alternative=matrix.alternatives[winner],
        runner_up=matrix.alternatives[seconds[0]],
        margin_units=margin,
        summary=f"{lead} {carried}".rstrip(),
        reasons=tuple(gains[:_MOST_REASONS]),
        against=tuple(one for one in reversed(advantages) if one.units < 0),
        carried=carried,
        one_weight=one_weight_conditions(nearest, labels),
        caveats=notes,
        grounds=Grounds(matrix, computed, labels, winner, seconds[0], nearest[0] if nearest else None),
    )


def _lead(computed: Figures, total: int, margin: int, seconds: list[int], names: list[str]) -> str:
    second = units(computed.totals[seconds[0]], computed.unit)
    decimals = decimals_telling_apart(total, second)
    by = points_text(margin, decimals) if margin else "less than 0.0000000001"
    figures = f"{points_text(total, decimals)} against {points_text(second, decimals)}"
    tied = "" if len(seconds) == 1 else " each"
    return f"{names[0]} leads {abridged(names[1:])} by {by} points ({figures}{tied})."


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
    differences = [
        (a - b, leaf.key)
        for a, b, leaf in zip(products[winner], products[runner_up], matrix.leaves, strict=True)
    ]
    differences.sort(key=itemgetter(0), reverse=True)
    points = all_units([difference for difference, _ in differences], computed.unit)
    return [Advantage(key, each) for (_, key), each in zip(differences, points, strict=True) if each]


def _by_name(matrix: Matrix, rows: list[int], labels: Mapping[str, str]) -> list[int]:
    return sorted(rows, key=lambda row: (_label(matrix, row, labels), row))


def _label(matrix: Matrix, row: int, labels: Mapping[str, str]) -> str:
    key = matrix.alternatives[row]
    return labels.get(key, key)
