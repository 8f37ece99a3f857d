"""How far judgements contradict each other, in figures and words."""

from __future__ import annotations

from dataclasses import dataclass

from decision import engine

from ..finding import Found
from ..sheets import Sheet

GOOD, POOR = 0.10, 0.20


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it means; `kind` is ok, warn or empty."""

    name: str
    value: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Worst:
    """The judgement to look at again: where it is, what was given and what the others imply."""

    control: str
    first: str
    second: str
    given: str
    implied: str


def figures_of(found: Found, sheet: Sheet) -> tuple[Figure, ...]:
    """The figures of the method, if it has any."""
    answer = found.answer
    if isinstance(answer, engine.PairwiseAnswer):
        return _pairwise(answer)
    if isinstance(answer, engine.BestWorstAnswer):
        ratio = answer.consistency_ratio
        kind = "ok" if ratio <= GOOD else "warn"
        words = (
            "The comparisons fit together well."
            if ratio <= GOOD
            else "The comparisons pull in different directions."
        )
        return (Figure("Consistency ξ", f"{ratio:.2f}", words, kind),)
    return ()


def worst_of(found: Found, sheet: Sheet) -> Worst | None:
    """The judgement that disturbs the others most, where they contradict each other enough to matter."""
    answer = found.answer
    if not isinstance(answer, engine.PairwiseAnswer) or answer.worst_judgement is None:
        return None
    if answer.consistency_ratio is not None and answer.consistency_ratio <= GOOD / 2:
        return None
    worst, names = answer.worst_judgement, sheet.group.names
    first, second = names[worst.row], names[worst.column]
    return Worst(
        f"p-{worst.row}-{worst.column}", first, second, _said(worst.given, first, second),
        _said(worst.implied, first, second),
    )  # fmt: skip


def _pairwise(answer: engine.PairwiseAnswer) -> tuple[Figure, ...]:
    ratio = answer.consistency_ratio
    if ratio is None:
        words = (
            f"{answer.given} of {answer.possible} pairs compared; the consistency ratio needs all of them."
        )
        return (Figure("Consistency ratio", "–", words, ""),)
    if ratio <= GOOD:
        return (
            Figure("Consistency ratio", f"{ratio:.2f}", "Below 0.10: the comparisons fit together.", "ok"),
        )
    words = (
        "Above 0.10: some comparisons contradict others."
        if ratio <= POOR
        else "The comparisons contradict each other."
    )
    return (Figure("Consistency ratio", f"{ratio:.2f}", words, "warn"),)


def _said(ratio: float, first: str, second: str) -> str:
    """`Performance 3 times`, or `equal`."""
    if 0.95 < ratio < 1.05:
        return "equally important"
    name, times = (first, ratio) if ratio > 1 else (second, 1 / ratio)
    number = f"{times:.1f}".removesuffix(".0")
    return f"{name} {number} times as important"
