"""The score that one claim alone would give. Anchors are fixed: what a claim is worth never depends on the other
alternatives.

A figure counts through the value function of its metric, a document's word at its level on the scale of the criterion
that it speaks of, a score that a document gives as itself. Anything else gives no score.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.engine import EngineError
from decision.matrix.forms import plain
from decision.matrix.loading import CriterionRow
from decision.matrix.models import Score
from frameworks.models import Claim

from .audit.figures import factor_between
from .selectors.cell import Behind

TEN = Decimal(10)
STEP = Decimal("0.01")  # of a score that comes out of a function
EXACT = Decimal("0.0001")
FIGURES = (Claim.Kind.MEASUREMENT, Claim.Kind.STATISTIC)
SILENT = "it gives no score"


@dataclass(frozen=True, slots=True)
class Alone:
    """What one claim alone says: a score in the criterion's own units by a rule, or None; `how` says in words why,
    nothing of a claim that is of no kind to give a score."""

    value: Decimal | None
    rule: str
    how: str


def alone(claim: Claim, row: CriterionRow, framework: str, behind: Behind) -> Alone:
    """The score that `claim` alone gives to `framework` on the criterion of `row`."""
    if claim.framework is not None and claim.framework.slug != framework:
        return Alone(None, "", f"Speaks of {claim.framework.label}: {SILENT}.")
    if claim.number is not None and claim.metric is not None and claim.kind in FIGURES:
        return _of_figure(claim, row, behind)
    if claim.kind == Claim.Kind.RATING and not row.is_measured:
        return _of_word(claim, row, behind)
    if claim.kind == Claim.Kind.SCORE and claim.criterion_id == behind.criterion and claim.number is not None:
        return _on_scale(claim.number, row, Score.Rule.JUDGED, "The score that the document gives.")
    return Alone(None, "", "")


def _of_figure(claim: Claim, row: CriterionRow, behind: Behind) -> Alone:
    assert claim.metric is not None, "only measured figures come here"
    assert claim.number is not None, "only measured figures come here"
    factor = factor_between(claim.unit, claim.metric.unit)
    if factor is None:
        return Alone(None, "", f"Its unit, {claim.unit}, cannot be read as {claim.metric.unit}: {SILENT}.")
    number = claim.number * Decimal(repr(factor))
    if row.is_measured:
        if claim.metric_id != behind.metric:
            return Alone(None, "", f"Another metric than the criterion’s: {SILENT}.")
        return _on_scale(
            number, row, Score.Rule.MEASURED, "The figure itself; the value function makes the score."
        )
    if claim.metric.pk not in behind.functions:
        return Alone(None, "", f"Its metric has no value function: {SILENT}.")
    function, name = behind.functions[claim.metric.pk]
    try:
        part = min(max(function(number), Decimal(0)), TEN) / TEN
    except EngineError:
        return Alone(None, "", f"Its metric’s value function cannot be used: {SILENT}.")
    return _on_scale(_placed(part, row), row, Score.Rule.MEASURED, f"Value function: {name}.")


def _of_word(claim: Claim, row: CriterionRow, behind: Behind) -> Alone:
    words = behind.words.get(claim.criterion_id or behind.criterion)
    value = words.values.get(" ".join(claim.text.casefold().split())) if words else None
    if words is None or value is None:
        return Alone(None, "", f"Its word is no level of the scale: {SILENT}.")
    about = (
        ""
        if claim.criterion_id in (None, behind.criterion) or not claim.criterion
        else f" of {claim.criterion.name}"
    )
    how = f"“{claim.text}” stands for {plain(value)} on the scale{about}."
    part = (value - words.low) / (words.high - words.low)
    return _on_scale(_placed(part, row), row, Score.Rule.RATING_LEVEL, how)


def _placed(part: Decimal, row: CriterionRow) -> Decimal:
    """A value from 0 (worst) to 1 in the units of a criterion."""
    if row.direction != engine.Direction.BENEFIT:
        part = 1 - part
    return row.low + part * (row.high - row.low)


def _on_scale(value: Decimal, row: CriterionRow, rule: str, how: str) -> Alone:
    if not row.low <= value <= row.high:
        return Alone(None, "", f"Lies beyond the scale of the criterion: {SILENT}.")
    return Alone(value.quantize(EXACT if row.is_measured else STEP), rule, how)
