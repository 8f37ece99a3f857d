"""What the totals and the winner would be with other scores, in words and as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.page.numbers import listed, ordinal, signed, two_decimals
from decision.matrix.page.scene import Scene

PLACES = 9  # of a total, so that sums of floats tie where decimals do


@dataclass(frozen=True, slots=True)
class Effect:
    """One alternative's total with other scores, what it moves by, and who would lead."""

    total: str
    change: str
    winner: str
    changes_winner: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One alternative now and with derived scores."""

    name: str
    now: str
    derived: str
    place: str
    kind: str


@dataclass(frozen=True, slots=True)
class RowEffect:
    """The whole row by its figures: who would lead, and each alternative's total."""

    heading: str
    tail: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Totals and ranks by alternative, None for who misses a must-have; ties share the better rank."""

    totals: Mapping[str, Decimal]
    ranks: Mapping[str, int | None]

    @property
    def first(self) -> list[str]:
        """Who stands first, in the order of the matrix."""
        return [key for key, rank in self.ranks.items() if rank == 1]

    @property
    def lead(self) -> Decimal | None:
        """What the first is ahead of the next by; None where nobody else is ranked."""
        ranked = sorted((self.totals[key] for key, rank in self.ranks.items() if rank), reverse=True)
        return ranked[0] - ranked[1] if len(ranked) > 1 else None


def outcome_with(scene: Scene, criterion: str, values: Mapping[str, Decimal]) -> Outcome:
    """The result with these raw scores by alternative on one criterion: totals move by share times difference, and
    must-haves on the criterion are asked again."""
    loaded, share = scene.loaded, scene.ranking.shares[criterion]
    column = [leaf.key for leaf in loaded.leaves].index(criterion)
    leaf = loaded.matrix.leaves[column].model_copy(update={"parent": None, "points": Decimal(1)})
    alone = engine.Matrix(
        alternatives=tuple(values),
        criteria=(leaf,),
        cells=tuple((engine.Cell(value=one),) for one in values.values()),
    ).prepared.floats
    new = {key: _exact(alone[number, 0]) for number, key in enumerate(values)}
    totals, inside = {}, {}
    standings = {one.alternative: one for one in scene.everybody()}
    for row, key in enumerate(loaded.matrix.alternatives):
        standing, old = standings[key], _exact(loaded.matrix.prepared.floats[row, column])
        totals[key] = round(standing.total + share * (new.get(key, old) - old), PLACES)
        inside[key] = not any(
            _fails(gate, standing, criterion, values.get(key))
            for gate in loaded.matrix.gates
            if gate.excludes
        )
    ranked = sorted(totals[key] for key, is_in in inside.items() if is_in)
    ranks = {
        key: 1 + len(ranked) - bisect_right(ranked, total) if inside[key] else None
        for key, total in totals.items()
    }
    return Outcome(totals, ranks)


def _exact(number: float) -> Decimal:
    return Decimal(repr(round(float(number), 10)))


def _fails(gate: engine.Gate, standing: engine.Standing, criterion: str, value: Decimal | None) -> bool:
    if value is None or gate.criterion != criterion:
        return gate.key in standing.failed_gates
    return value < gate.threshold if gate.comparison == "at_least" else value > gate.threshold


def effect_of(scene: Scene, criterion: str, framework: str, value: Decimal) -> Effect:
    """What another score would do to `framework` and to the lead."""
    before, after = outcome_with(scene, criterion, {}), outcome_with(scene, criterion, {framework: value})
    total = after.totals[framework]
    change = signed(total - before.totals[framework])
    return Effect(two_decimals(total), change, winner_text(scene, after), before.first != after.first)


def row_effect(scene: Scene, criterion: str, values: Mapping[str, Decimal]) -> RowEffect:
    """What the result would be if the whole row used these scores."""
    before, after = outcome_with(scene, criterion, {}), outcome_with(scene, criterion, values)
    labels = scene.loaded.labels
    order = sorted(after.totals, key=lambda key: (after.ranks[key] is None, -after.totals[key]))
    lines = tuple(
        Line(
            labels[key], two_decimals(before.totals[key]), two_decimals(after.totals[key]),
            *_place(before.ranks[key], after.ranks[key]),
        )
        for key in order
    )  # fmt: skip
    second = next((key for key in order if after.ranks[key] == 2), None)
    tail = f", and {labels[second]} would be second" if second else ""
    return RowEffect(winner_text(scene, after), tail, lines)


def winner_text(scene: Scene, after: Outcome) -> str:
    """`FastAPI would still lead, by 1.64`."""
    labels, first = scene.loaded.labels, after.first
    if len(first) != 1:
        return (
            f"{listed([labels[key] for key in first])} would tie for first place"
            if first
            else "none would be ranked"
        )
    still = " still" if first[0] == scene.leader else ""
    margin = f", by {two_decimals(after.lead)}" if after.lead is not None else ""
    return f"{labels[first[0]]} would{still} lead{margin}"


def _place(before: int | None, after: int | None) -> tuple[str, str]:
    if after is None:
        return "out", "down"
    now = f"{after}{ordinal(after)}"
    if before == after:
        return f"{now}, same", "down"
    if before is None:
        return f"out → {now}", "up"
    return f"{before}{ordinal(before)} → {now}", "up" if after < before else "down"
