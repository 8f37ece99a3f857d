"""Two revisions of a decision side by side: totals, ranks, and what each difference comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.engine import Cause
from decision.engine.wording import missing_text
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.numbers import signed, two_decimals
from decision.matrix.selectors import OpenDecision, matrix_at

from .words import number

NAMED_AT_MOST = 3
MOVED = Decimal("0.0005")  # shares that moved less are not worth a name


@dataclass(frozen=True, slots=True)
class Part:
    """One effect with what it comes from: a score or a share, from what to what; `counted` where what a missing score
    counts has changed instead."""

    cause: Cause
    criterion: str
    name: str
    before: Decimal | None
    after: Decimal | None
    amount: Decimal
    counted: str = ""

    @property
    def words(self) -> str:
        """What changed: `Documentation 6 → 9`."""
        match self.cause:
            case Cause.SCORE:
                return f"{self.name} {_score(self.before)} → {_score(self.after)}"
            case Cause.WEIGHT:
                return f"weight of {self.name} {_share(self.before)} → {_share(self.after)}"
            case Cause.RULE if self.counted:
                return f"{self.name} missing, which counts {self.counted} now"
            case Cause.RULE:
                return f"{self.name}: scale or value function changed"
            case Cause.COME:
                return f"{self.name} added at {_share(self.after)}"
            case Cause.GONE:
                return f"{self.name} removed, had {_share(self.before)}"


@dataclass(frozen=True, slots=True)
class Moved:
    """One alternative at both revisions; the parts add up to the difference of its totals."""

    key: str
    name: str
    total_before: Decimal | None
    total_after: Decimal | None
    rank_before: int | None
    rank_after: int | None
    amount: Decimal | None
    parts: tuple[Part, ...]
    gates: tuple[str, ...]

    @property
    def weights(self) -> Decimal:
        """What all moved weights together add."""
        return sum((part.amount for part in self.parts if part.cause is Cause.WEIGHT), Decimal(0))

    @property
    def summary(self) -> str:
        """The difference and its causes in a sentence."""
        if self.total_before is None:
            return f"{self.name} joined with {two_decimals(self.total_after or Decimal(0))}."
        if self.total_after is None:
            return f"{self.name} left; it had {two_decimals(self.total_before)}."
        reasons = ", ".join([*self._reasons(), *self.gates])
        if self.amount == 0 and not reasons:
            return f"Nothing changed for {self.name}."
        return f"{signed(self.amount or Decimal(0))} for {self.name}{': ' if reasons else ''}{reasons}."

    def _reasons(self) -> Iterable[str]:
        others = [part for part in self.parts if part.cause is not Cause.WEIGHT]
        told = [(part.words, part.amount) for part in others[:NAMED_AT_MOST]]
        if self.weights or any(part.cause is Cause.WEIGHT for part in self.parts):
            told.append((self._to_where(), self.weights))
        if rest := others[NAMED_AT_MOST:]:
            words = f"{len(rest)} more" if len(rest) > 1 else rest[0].words
            told.append((words, sum((part.amount for part in rest), Decimal(0))))
        told.sort(key=lambda reason: -abs(reason[1]))
        return [f"{words} ({signed(amount)})" for words, amount in told]

    def _to_where(self) -> str:
        grown = [
            part
            for part in self.parts
            if part.cause is Cause.WEIGHT and (part.after or 0) - (part.before or 0) > MOVED
        ]
        grown.sort(key=lambda part: (part.before or 0) - (part.after or 0))
        names = [part.name for part in grown[:2]]
        return f"weights moved to {' and '.join(names)}" if names else "weights moved"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of a decision; alternatives in the order of their rank now, those that left at the end."""

    before: int
    after: int
    alternatives: tuple[Moved, ...]
    leader_before: str | None
    leader_after: str | None

    @property
    def lead(self) -> str:
        """Who is ahead, and who was: `Flask leads; FastAPI led before.`"""
        names = {one.key: one.name for one in self.alternatives}
        before, after = names.get(self.leader_before or ""), names.get(self.leader_after or "")
        if before == after:
            return f"{after} leads in both." if after else "Nobody leads in either."
        return f"{f'{after} leads' if after else 'Nobody leads'}; {before or 'nobody'} led before."


def comparison_of(decision: OpenDecision, before: int, after: int) -> Comparison:
    """Compare two revisions; at most two queries, none where both are known.

    Raises `NotThere` for a revision that is not on record, `EngineError` where one of them cannot be ranked.
    """
    return compared(matrix_at(decision, before), matrix_at(decision, after))


def compared(old: LoadedMatrix, new: LoadedMatrix) -> Comparison:
    """Compare two loaded matrices. Raises `EngineError` where one of them cannot be ranked."""
    names = {**old.labels, **new.labels}
    rankings = engine.rank(old.matrix, None, old.labels), engine.rank(new.matrix, None, new.labels)
    gates = _gates_changed(*rankings, {gate.key: gate.name for gate in (*old.gates, *new.gates)})
    found = [
        Moved(
            one.alternative,
            names[one.alternative],
            one.total_before,
            one.total_after,
            one.rank_before,
            one.rank_after,
            one.amount,
            tuple(_part(effect, one.alternative, old, new, rankings, names) for effect in one.effects),
            tuple(gates.get(one.alternative, ())),
        )  # fmt: skip
        for one in engine.differences(old.matrix, new.matrix)
    ]
    found.sort(key=lambda one: (one.total_after is None, one.rank_after or 10**6, one.name))
    leaders = [ranking.recommendation.alternative for ranking in rankings]
    return Comparison(old.revision, new.revision, tuple(found), *leaders)


def _part(
    effect: engine.Effect,
    alternative: str,
    old: LoadedMatrix,
    new: LoadedMatrix,
    rankings: tuple[engine.Ranking, engine.Ranking],
    names: Mapping[str, str],
) -> Part:
    key = effect.criterion
    if effect.cause is Cause.SCORE:
        was, now = old.values.get((alternative, key)), new.values.get((alternative, key))
        before, after = was.value if was else None, now.value if now else None
    else:
        before, after = rankings[0].shares.get(key), rankings[1].shares.get(key)
    is_missing = not any((alternative, key) in side.values for side in (old, new))
    counts = old.matrix.missing_at != new.matrix.missing_at and is_missing and effect.cause is Cause.RULE
    counted = missing_text(new.matrix.missing_at) if counts else ""
    return Part(effect.cause, key, names[key], before, after, effect.amount, counted)


def _gates_changed(
    old: engine.Ranking, new: engine.Ranking, names: Mapping[str, str]
) -> dict[str, list[str]]:
    """By alternative, the must-haves that it fails since, or no longer fails."""
    failed = [
        {one.alternative: set(one.failed_gates) for one in (*ranking.standings, *ranking.excluded)}
        for ranking in (old, new)
    ]
    found: dict[str, list[str]] = {}
    for key in failed[0].keys() & failed[1].keys():
        was, now = failed[0][key], failed[1][key]
        said = [f"fails “{names[gate]}” now" for gate in sorted(now - was)]
        said += [f"no longer fails “{names[gate]}”" for gate in sorted(was - now)]
        if said:
            found[key] = said
    return found


def _score(value: Decimal | None) -> str:
    return "missing" if value is None else number(value)


def _share(value: Decimal | None) -> str:
    percent = (value or Decimal(0)) * 100
    return f"{number(round(percent, 1))}\u00a0%"
