"""What to know before relying on a ranking: each caveat one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from decision.engine.exact import EXACT, as_decimal, units
from decision.engine.figures import Figures
from decision.engine.gates import GateResult
from decision.engine.matrix import Matrix
from decision.engine.wording import abridged, listed, points_text

_CENT = Decimal("0.01")


def caveats(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> tuple[str, ...]:
    """All caveats, those that touch first place first."""
    names = [labels.get(key, key) for key in matrix.alternatives]
    return (
        *_close_call(matrix, computed, names),
        *_could_change(matrix, computed, names),
        *_missing(matrix, computed, names, labels),
        *_lower_ties(computed, names),
        *_gates(matrix, computed, names),
        *_constant(matrix, computed, labels),
    )


def _close_call(matrix: Matrix, computed: Figures, names: list[str]) -> Iterator[str]:
    totals = sorted((computed.totals[i] for i in computed.ranked), reverse=True)
    if len(totals) > 1 and totals[0] > totals[1]:
        margin = as_decimal(units(totals[0] - totals[1], computed.unit))
        if margin < matrix.close_call_margin:
            threshold = f"{EXACT.quantize(matrix.close_call_margin, _CENT):f}"
            yield f"A close call: the lead is smaller than the {threshold} points this decision asks for."


def _could_change(matrix: Matrix, computed: Figures, names: list[str]) -> Iterator[str]:
    """Whether some outcome of missing and uncertain scores would bring another to the top or part tied
    leaders.
    """
    leaders = computed.leaders()
    if matrix.prepared.is_exact or not leaders:
        return
    kind = "Missing or uncertain scores" if any(matrix.prepared.missing) else "Uncertain scores"
    if len(leaders) > 1 and any(computed.highs[i] > computed.lows[i] for i in leaders):
        yield f"{kind} could still decide between the leaders."
    safe = min(computed.lows[i] for i in leaders)
    rivals = [names[i] for i in computed.ranked if i not in leaders and computed.highs[i] >= safe]
    if rivals:
        yield f"{kind} could still change first place: at best {abridged(rivals)} would reach or pass it."


def _missing(matrix: Matrix, computed: Figures, names: list[str], labels: Mapping[str, str]) -> Iterator[str]:
    for i in computed.ranked:
        columns = [j for j in matrix.prepared.missing[i] if computed.weights.parts[j]]
        if columns:
            keys = [matrix.leaves[j].key for j in columns]
            low, high = units(computed.lows[i], computed.unit), units(computed.highs[i], computed.unit)
            yield (
                f"{names[i]} has no score on {abridged([labels.get(key, key) for key in keys])}: "
                f"its total lies between {points_text(low)} and {points_text(high)} and is ranked at its worst case."
            )


def _lower_ties(computed: Figures, names: list[str]) -> Iterator[str]:
    places = {computed.ranks[i] for i in computed.ranked}
    if len(places) == len(computed.ranked):
        return
    for place in sorted(places):
        together = [names[i] for i in computed.ranked if computed.ranks[i] == place]
        if len(together) > 1 and place > 1:
            yield f"{abridged(sorted(together))} share rank {place}."


def _gates(matrix: Matrix, computed: Figures, names: list[str]) -> Iterator[str]:
    for gate in matrix.gates:
        failed = [names[i] for i, row in enumerate(computed.gates) if row[gate.key] is GateResult.FAIL]
        unknown = [names[i] for i, row in enumerate(computed.gates) if row[gate.key] is GateResult.UNKNOWN]
        if failed:
            fails = "fails" if len(failed) == 1 else "fail"
            outcome = (
                ("is not ranked" if len(failed) == 1 else "are not ranked")
                if gate.excludes
                else "still ranked"
            )
            joint = "and" if gate.excludes else "but"
            is_ = "" if gate.excludes else ("is " if len(failed) == 1 else "are ")
            yield f"{listed(failed)} {fails} the must-have {gate.name} {joint} {is_}{outcome}."
        if unknown:
            yield f"The must-have {gate.name} cannot be checked for {listed(unknown)}: the figure is missing."


def _constant(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> Iterator[str]:
    if len(computed.ranked) < 2:
        return
    prepared = matrix.prepared
    first, second = (prepared.worst[i] for i in computed.ranked[:2])
    for j, leaf in enumerate(matrix.leaves):
        value = first[j]
        if second[j] != value:
            continue  # as nearly always
        alike = all(prepared.worst[i][j] == value == prepared.best[i][j] for i in computed.ranked)
        if alike and computed.weights.parts[j]:
            yield f"{labels.get(leaf.key, leaf.key)} does not tell the alternatives apart: all score the same."
