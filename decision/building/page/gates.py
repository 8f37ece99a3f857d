"""The page of the must-haves: who falls and by which claim, and what else could be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decision import engine
from decision.engine import GateResult
from decision.matrix.loading import GateRow, LoadedMatrix
from decision.matrix.loading.rows import Observed
from decision.matrix.page.gates import beside_name
from decision.matrix.page.numbers import listed, plural, short
from frameworks.claims import ClaimView

from ..selectors.facts import Topic
from ..suggesting import Suggestion, suggestions

SHAPES = 8
FALLS_AT_MOST = 8  # named one by one
WORDS = {
    GateResult.PASS: ("pass", "i-check", "meets it"),
    GateResult.FAIL: ("fail", "i-x", "fails"),
    GateResult.UNKNOWN: ("unknown", "i-minus", "unknown"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a must-have says of one alternative, with the claim that says so."""

    name: str
    shape: int
    kind: str
    icon: str
    word: str
    text: str
    why: str
    claim: ClaimView | None


@dataclass(frozen=True, slots=True)
class GateCard:
    """A must-have with its verdicts, and what its form shows."""

    id: int
    name: str
    condition: str
    excludes: bool
    effect: str
    verdicts: tuple[Verdict, ...]
    comparison: str
    threshold: str
    level: str
    unit: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestionCard:
    """A must-have that could be added, and what it would do."""

    kind: str
    slug: str
    name: str
    condition: str
    comparison: str
    threshold: str
    level: str
    is_cited: bool
    falling: tuple[Verdict, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class GatesPage:
    """The page."""

    cards: tuple[GateCard, ...]
    sentence: str
    suggestions: tuple[SuggestionCard, ...]


def claims_needed(loaded: LoadedMatrix, made: Iterable[Suggestion]) -> set[int]:
    """The claims that the page names."""
    seen = [one for gate in loaded.gates for one in gate.observed.values()]
    seen += [outcome.seen for one in made for outcome in one.falling if outcome.seen]
    return {one.claim for one in seen}


def suggested(loaded: LoadedMatrix, topics: Sequence[Topic]) -> list[Suggestion]:
    """What could be asked for beside what is asked for."""
    taken = {("metric", gate.metric) for gate in loaded.gates if gate.metric}
    taken |= {("feature", gate.feature) for gate in loaded.gates if gate.feature}
    return suggestions(topics, loaded.matrix.alternatives, taken)


def gates_page(
    loaded: LoadedMatrix, topics: Sequence[Topic], made: Sequence[Suggestion], claims: Mapping[int, ClaimView],
    levels: Mapping[str, Sequence[str]],
) -> GatesPage:  # fmt: skip
    """Pure. `levels` are the words of each feature's scale, the highest first."""
    results = dict(zip(loaded.matrix.alternatives, engine.gate_results(loaded.matrix), strict=True))
    cards = tuple(_card(loaded, gate, results, claims, levels) for gate in loaded.gates)
    named = {(topic.kind, topic.slug): topic for topic in topics}
    return GatesPage(
        cards, _sentence(loaded, results),
        tuple(_suggestion(loaded, one, named[one.kind, one.slug], claims) for one in made),
    )  # fmt: skip


Results = Mapping[str, Mapping[str, GateResult]]


def _card(
    loaded: LoadedMatrix, gate: GateRow, results: Results, claims: Mapping[int, ClaimView],
    levels: Mapping[str, Sequence[str]],
) -> GateCard:  # fmt: skip
    verdicts = tuple(
        _verdict(loaded, gate, key, results[key][gate.key], claims) for key in loaded.matrix.alternatives
    )
    return GateCard(
        gate.id, gate.name, beside_name(gate), gate.mode == "excludes", _effect(gate, verdicts), verdicts,
        gate.comparison, f"{gate.threshold.normalize():f}", gate.level, gate.unit,
        tuple(levels.get(gate.feature or "", ())),
    )  # fmt: skip


def _effect(gate: GateRow, verdicts: Sequence[Verdict]) -> str:
    """Who is out, or only warned about, and for how many nobody knows."""
    failing = [one.name for one in verdicts if one.kind == "fail"]
    unknown = sum(one.kind == "unknown" for one in verdicts)
    effect = "Nobody fails it."
    if failing:
        one = len(failing) == 1
        does = "is out." if one else "are out."
        if gate.mode != "excludes":
            does = f"{'misses' if one else 'miss'} it; this only warns."
        effect = f"{_who(failing)} {does}"
    if unknown:
        effect += f" {plural(unknown, 'alternative')} cannot be judged: unknown never excludes."
    return effect


def _verdict(
    loaded: LoadedMatrix, gate: GateRow, key: str, result: GateResult, claims: Mapping[int, ClaimView]
) -> Verdict:
    cell = loaded.values.get((key, gate.criterion)) if gate.criterion else None
    seen = gate.observed.get(key)
    if gate.criterion:
        text, why = (f"{short(cell.value, 4)}", "its score here") if cell else ("", "it has no score here")
    else:
        text, why = _why(seen, result)
    return _made(loaded, key, result, text, why, claims.get(seen.claim) if seen else None)


def _why(seen: Observed | None, result: GateResult) -> tuple[str, str]:
    if seen is None:
        return "", "no claim on record says"
    notes = []
    if result is GateResult.UNKNOWN:
        notes.append("it may lie on either side of the threshold")
    if seen.others:
        notes.append(f"{plural(seen.others, 'other claim')} passed over")
    return seen.text, "; ".join(notes)


def _made(
    loaded: LoadedMatrix, key: str, result: GateResult, text: str, why: str, claim: ClaimView | None
) -> Verdict:
    kind, icon, word = WORDS[result]
    shape = loaded.matrix.alternatives.index(key) % SHAPES + 1
    return Verdict(loaded.labels[key], shape, kind, icon, word, text, why, claim)


def _suggestion(
    loaded: LoadedMatrix, made: Suggestion, topic: Topic, claims: Mapping[int, ClaimView]
) -> SuggestionCard:
    compare = "at least" if made.comparison == "at_least" else "at most"
    wanted = (
        f"“{made.level}”"
        if made.level
        else f"{short(made.threshold, 4)}{f' {topic.unit}' if topic.unit else ''}"
    )
    falling = tuple(
        _made(loaded, one.alternative, one.result, one.seen.text, "", claims.get(one.seen.claim))
        for one in made.falling
        if one.seen
    )
    passing = [loaded.labels[one.alternative] for one in made.outcomes if one.result is GateResult.PASS]
    unknown = [loaded.labels[one.alternative] for one in made.outcomes if one.result is GateResult.UNKNOWN]
    rest = f"Met by {_who(passing)}." + (f" Unknown for {_who(unknown)}." if unknown else "")
    if (more := len(falling) - FALLS_AT_MOST) > 0:
        rest = f"{more} more would fall. {rest}"
    return SuggestionCard(
        made.kind, made.slug, topic.name, f"{compare} {wanted}", made.comparison,
        f"{made.threshold.normalize():f}", made.level, topic.is_cited, falling[:FALLS_AT_MOST], rest,
    )  # fmt: skip


def _who(names: list[str]) -> str:
    return listed(names) if len(names) <= 5 else plural(len(names), "alternative")


def _sentence(loaded: LoadedMatrix, results: Results) -> str:
    if not loaded.gates:
        return "Nothing has to be met here: every alternative is ranked."
    out = [
        loaded.labels[key]
        for key, row in results.items()
        if any(row[gate.key] is GateResult.FAIL and gate.mode == "excludes" for gate in loaded.gates)
    ]
    many = plural(len(loaded.gates), "must-have")
    if not out:
        return f"{many}: nobody is out."
    if len(out) == len(results):
        return f"{many}: nobody meets them all."
    return f"{many}: {_who(out)} {'is' if len(out) == 1 else 'are'} out, and not ranked."
