"""What may be stored in a matrix, as sentences; services ask, constraints in the database insist."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from criteria.models import Scale
from decision.engine.exact import usable
from decision.typed import plain
from frameworks.models import Confidence

from .models import Score, Weight

MOST_POINTS = Decimal("99999999.9999")
DECIMALS = 4
LONGEST_RATIONALE = 10_000


def invalid_points(
    points: Mapping[str, Decimal], rows: Mapping[str, Weight], *, replace: bool
) -> list[tuple[str, str]]:
    """Everything wrong with giving these points to these criteria, as (pointer, sentence)."""
    errors = []
    for key, value in points.items():
        if key not in rows:
            errors.append((f"/{key}", f"“{key}” is not a criterion of this decision."))
        elif sentence := _invalid_number(value, "A weight"):
            errors.append((f"/{key}", sentence))
        elif value < 0:
            errors.append((f"/{key}", f"A weight cannot be negative (got {value})."))
        elif value > MOST_POINTS:
            errors.append((f"/{key}", f"A weight cannot be more than {MOST_POINTS} points."))
    if replace:
        errors += [
            (f"/{key}", "This criterion is left out; name them all.") for key in rows if key not in points
        ]
    if not errors and not _weighs_something(points, rows):
        errors.append(("", "The weights add up to nothing: give at least one criterion more than 0 points."))
    return errors


def invalid_score(score: Score, scale: Scale) -> list[tuple[str, str]]:
    """Everything wrong with a score on its scale, as (field, sentence)."""
    errors = []
    if score.value is None:
        return [("value", "A new score needs a value.")]
    for field in ("value", "low", "high"):
        given = getattr(score, field)
        if given is None:
            continue
        if sentence := _invalid_number(given, "A score"):
            errors.append((field, sentence))
        elif not scale.low <= given <= scale.high:
            errors.append(
                (
                    field,
                    f"A score here runs from {plain(scale.low)} to {plain(scale.high)} (got {plain(given)}).",
                )
            )
    if not errors and not _or(score.low, score.value) <= score.value <= _or(score.high, score.value):
        errors.append(("low", "The range must include the score: low ≤ value ≤ high."))
    if score.confidence is not None and score.confidence not in Confidence.values:
        errors.append(("confidence", "Confidence is low, medium or high."))
    if len(score.rationale) > LONGEST_RATIONALE:
        errors.append(("rationale", f"A rationale has at most {LONGEST_RATIONALE:,} characters."))
    if score.rule not in Score.Rule.values:
        errors.append(("rule", f"The rule is one of {', '.join(Score.Rule.values)}."))
    return errors


def _or(value: Decimal | None, otherwise: Decimal) -> Decimal:
    return otherwise if value is None else value


def _invalid_number(value: Decimal, subject: str) -> str | None:
    if not usable(value):
        return f"{subject} must be a finite number of ordinary size (got {value})."
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        return f"{subject} is kept with at most {DECIMALS} decimals (got {value})."
    return None


def _weighs_something(points: Mapping[str, Decimal], rows: Mapping[str, Weight]) -> bool:
    """Whether some criterion without children keeps points all the way up."""
    value = {key: points.get(key, row.points) for key, row in rows.items()}
    parents = {row.parent.criterion.slug for row in rows.values() if row.parent is not None}

    def counts(key: str) -> bool:
        row = rows[key]
        return value[key] > 0 and (row.parent is None or counts(row.parent.criterion.slug))

    return any(counts(key) for key in rows if key not in parents)
