"""What to know before relying on a ranking: each caveat one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from decision.engine.exact import EXACT, units
from decision.engine.figures import Figures
from decision.engine.gates import GateResult, gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.wording import abridged, missing_text, points_text

Kind = Literal["close", "open", "tie", "excluded", "warned", "unknown", "alike", "evidence", "method"]
_CENT = Decimal("0.01")
_MOST_ALIKE = 3
"""Sentences of one kind; what exceeds them is counted."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """What to know before relying on a ranking; `kind` says what it is about, so that a page can mark it."""

    kind: Kind
    text: str


def caveats(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> tuple[Caveat, ...]:
    """All caveats, those that touch first place first."""
    names = [labels.get(key, key) for key in matrix.alternatives]
    found = [Caveat("close", text) for text in _close_call(matrix, computed)]
    if not matrix.prepared.is_exact:
        found += [Caveat("open", text) for text in _could_change(matrix, computed, names)]
        found += [Caveat("open", text) for text in _missing(matrix, computed, names, labels)]
    found += [Caveat("tie", text) for text in _lower_ties(computed, names)]
    found += _gates(matrix, computed, names)
    found += [Caveat("alike", text) for text in _constant(matrix, computed, labels)]
    return tuple(found)


def _close_call(matrix: Matrix, computed: Figures) -> Iterator[str]:
    totals = sorted([computed.totals[i] for i in computed.ranked], reverse=True)
    if len(totals) > 1 and totals[0] > totals[1]:
        margin = units(totals[0] - totals[1], computed.unit)
        if margin < matrix.close_call_units:
            threshold = f"{EXACT.quantize(matrix.close_call_margin, _CENT):f}"
            yield f"A close call: the lead is smaller than the {threshold} points this decision asks for."


def _could_change(matrix: Matrix, computed: Figures, names: list[str]) -> Iterator[str]:
    """Whether some outcome of missing and uncertain scores would bring another to the top or part tied
    leaders.
    """
    leaders = computed.leaders()
    if not leaders:
        return
    kind = "Missing or uncertain scores" if any(matrix.prepared.missing) else "Uncertain scores"
    if len(leaders) > 1 and any(computed.highs[i] > computed.lows[i] for i in leaders):
        yield f"{kind} could still decide between the leaders."
    safe = min(computed.lows[i] for i in leaders)
    rivals = [names[i] for i in computed.ranked if i not in leaders and computed.highs[i] >= safe]
    if rivals:
        yield f"{kind} could still change first place: at best {abridged(rivals)} would reach or pass it."


def missing_decides(matrix: Matrix, computed: Figures, leaders: list[int]) -> bool:
    """Whether what a missing score turns out to be could part tied leaders (rows), or bring another level with one or
    past it: the most that the other can have is no less than the least of the leader, and one of both lacks a score.
    """
    if not any(matrix.prepared.missing):
        return False
    lacks = {
        i for i in computed.ranked if computed.highs[i] > computed.lows[i] and _lacking(matrix, computed, i)
    }
    if len(leaders) > 1 and not lacks.isdisjoint(leaders):
        return True
    others = [i for i in computed.ranked if i not in leaders]
    return any(
        computed.highs[i] >= computed.lows[a] and (i in lacks or a in lacks) for i in others for a in leaders
    )


def _lacking(matrix: Matrix, computed: Figures, row: int) -> list[int]:
    """The columns that weigh and in which the alternative has no score."""
    return [j for j in matrix.prepared.missing[row] if computed.weights.parts[j]]


def _missing(matrix: Matrix, computed: Figures, names: list[str], labels: Mapping[str, str]) -> Iterator[str]:
    lacking = [(i, columns) for i in computed.ranked if (columns := _lacking(matrix, computed, i))]
    shown = lacking if len(lacking) <= _MOST_ALIKE + 1 else lacking[:_MOST_ALIKE]
    for i, columns in shown:
        keys = [matrix.leaves[j].key for j in columns]
        low, high = units(computed.lows[i], computed.unit), units(computed.highs[i], computed.unit)
        yield (
            f"{names[i]} has no score on {abridged([labels.get(key, key) for key in keys])}: its total lies between "
            f"{points_text(low)} and {points_text(high)}, and what is missing counts {missing_text(matrix.missing_at)}."
        )
    if rest := len(lacking) - len(shown):
        yield f"{rest} more alternatives lack scores, which count {missing_text(matrix.missing_at, many=True)}."


def _lower_ties(computed: Figures, names: list[str]) -> Iterator[str]:
    places = {computed.ranks[i] for i in computed.ranked}
    if len(places) == len(computed.ranked):
        return
    shared = []
    for place in sorted(places):
        together = [names[i] for i in computed.ranked if computed.ranks[i] == place]
        if len(together) > 1 and place > 1:
            shared.append(f"{abridged(sorted(together))} share rank {place}.")
    shown = shared if len(shared) <= _MOST_ALIKE + 1 else shared[:_MOST_ALIKE]
    yield from shown
    if rest := len(shared) - len(shown):
        yield f"{rest} more ranks are shared."


def _gates(matrix: Matrix, computed: Figures, names: list[str]) -> Iterator[Caveat]:
    for gate in matrix.gates:
        failed = [names[i] for i, row in enumerate(computed.gates) if row[gate.key] is GateResult.FAIL]
        unknown = [names[i] for i, row in enumerate(computed.gates) if row[gate.key] is GateResult.UNKNOWN]
        name = f"the must-have “{gate.name}”"
        if failed:
            fails, is_ = ("fails", "is") if len(failed) == 1 else ("fail", "are")
            outcome = f"and {is_} not ranked" if gate.excludes else f"but {is_} still ranked"
            yield Caveat(
                "excluded" if gate.excludes else "warned", f"{abridged(failed)} {fails} {name} {outcome}."
            )
        if unknown:
            yield Caveat(
                "unknown", f"{_upper(name)} cannot be checked for {abridged(unknown)}: the figure is missing."
            )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _constant(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> Iterator[str]:
    keys, parts = matrix.tree.keys, computed.weights.parts
    found = [labels.get(keys[j], keys[j]) for j in matrix.once(_alike) if parts[j]]
    if found:
        verb = "does" if len(found) == 1 else "do"
        yield f"{abridged(found)} {verb} not tell the alternatives apart: all score the same."


def _alike(matrix: Matrix) -> list[int]:
    """The columns in which all that are ranked certainly score the same."""
    prepared, rows = matrix.prepared, ranked_rows(matrix, gate_results(matrix))
    if len(rows) < 2:
        return []
    return [
        j
        for j, value in enumerate(prepared.worst[rows[0]])
        if all(prepared.worst[i][j] == value == prepared.best[i][j] for i in rows)
    ]
