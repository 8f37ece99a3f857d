"""The rows of one ballot: what may be answered, and writing only what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import Criterion
from decision.matrix.rules import DECIMALS, MOST_POINTS
from frameworks.models import Framework

from .asking import Cell, Questions
from .models import Ballot, BallotScore, BallotWeight

Errors = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ScoreVote:
    """An answer in one cell: a value, no opinion (None), or with `clear` no answer yet."""

    framework: str
    criterion: str
    value: Decimal | None = None
    clear: bool = False


def invalid_votes(
    questions: Questions, points: Mapping[str, Decimal | None], scores: Sequence[ScoreVote]
) -> Errors:
    """Everything wrong with these answers, as (pointer, sentence)."""
    errors: Errors = []
    asked = {row.key for row in questions.weights}
    for key, value in points.items():
        if key not in asked:
            errors.append((f"/weights/{key}", _not_asked(questions, key, "weights")))
        elif value is not None and (sentence := _invalid_points(value)):
            errors.append((f"/weights/{key}", sentence))
    scales = {row.key: (row.low, row.high) for row in questions.scored}
    options = {row.key for row in questions.alternatives} if questions.asks_scores else set()
    seen: set[Cell] = set()
    for index, vote in enumerate(scores):
        place = f"/scores/{index}"
        if (vote.framework, vote.criterion) in seen:
            errors.append((place, f"The cell {vote.framework} × {vote.criterion} is given twice."))
        seen.add((vote.framework, vote.criterion))
        if vote.criterion not in scales:
            errors.append((f"{place}/criterion", _not_asked(questions, vote.criterion, "scores")))
        elif vote.framework not in options:
            errors.append((f"{place}/framework", _not_asked(questions, vote.framework, "scores")))
        elif vote.value is not None and (sentence := _invalid_score(vote.value, *scales[vote.criterion])):
            errors.append((f"{place}/value", sentence))
    return errors


def _not_asked(questions: Questions, key: str, what: str) -> str:
    was_asked = key in questions.asked.criteria or key in questions.asked.alternatives
    name = questions.name(key)
    if was_asked and key not in questions.loaded.labels:
        return f"“{name}” is no longer part of the decision."
    if key in questions.loaded.labels and not was_asked:
        return f"“{name}” joined the decision after this round was opened, and is not asked."
    if not was_asked:
        return f"“{key}” is not part of this decision."
    if key in {row.key for row in questions.measured}:
        return f"“{name}” is measured: nobody votes on its figures."
    return f"This round does not ask for {what} of “{name}”."


def _invalid_points(value: Decimal) -> str | None:
    if not value.is_finite():
        return f"A weight must be a finite number (got {value})."
    if value < 0:
        return f"A weight cannot be negative (got {value})."
    if value > MOST_POINTS:
        return f"A weight cannot be more than {MOST_POINTS} points."
    return _too_fine(value, "A weight")


def _invalid_score(value: Decimal, low: Decimal, high: Decimal) -> str | None:
    if not value.is_finite() or not low <= value <= high:
        return f"A score here runs from {low.normalize():f} to {high.normalize():f} (got {value})."
    return _too_fine(value, "A score")


def _too_fine(value: Decimal, subject: str) -> str | None:
    if value and value != round(value, DECIMALS):
        return f"{subject} is kept with at most {DECIMALS} decimals (got {value})."
    return None


class Votes:
    """The answers of one ballot, read once; `write` changes only the rows that differ. At most 8 queries."""

    def __init__(self, ballot: Ballot) -> None:
        self.ballot = ballot
        self._weights = {row.criterion.slug: row for row in ballot.weights.select_related("criterion")}
        self._scores = {
            (row.framework.slug, row.criterion.slug): row
            for row in ballot.scores.select_related("framework", "criterion")
        }

    @property
    def points(self) -> dict[str, Decimal]:
        return {key: row.points for key, row in self._weights.items()}

    @property
    def scores(self) -> dict[Cell, Decimal | None]:
        return {cell: row.value for cell, row in self._scores.items()}

    def write(
        self, points: Mapping[str, Decimal | None], scores: Sequence[ScoreVote], *, replace: bool = False
    ) -> None:
        """Keep these answers; with `replace` forget all others. The answers have been checked."""
        cells = {(vote.framework, vote.criterion): vote for vote in scores}
        wanted = {cell: vote.value for cell, vote in cells.items() if not vote.clear}
        given = {key: value for key, value in points.items() if value is not None}
        self._forget_weights(
            {key for key in self._weights if key not in given and (replace or key in points)}
        )
        self._forget_scores(
            {cell for cell in self._scores if cell not in wanted and (replace or cell in cells)}
        )
        self._write_points(given)
        self._write_scores(wanted)

    def _forget_weights(self, keys: set[str]) -> None:
        if keys:
            BallotWeight.objects.filter(pk__in=[self._weights.pop(key).pk for key in keys]).delete()

    def _forget_scores(self, cells: set[Cell]) -> None:
        if cells:
            BallotScore.objects.filter(pk__in=[self._scores.pop(cell).pk for cell in cells]).delete()

    def _write_points(self, given: Mapping[str, Decimal]) -> None:
        changed = []
        for key, row in self._weights.items():
            if key in given and row.points != given[key]:
                row.points = given[key]
                changed.append(row)
        if changed:
            BallotWeight.objects.bulk_update(changed, ["points"])
        new = [key for key in given if key not in self._weights]
        criteria = Criterion.objects.in_bulk(new, field_name="slug") if new else {}
        made = BallotWeight.objects.bulk_create(
            BallotWeight(ballot=self.ballot, criterion=criteria[key], points=given[key]) for key in new
        )
        self._weights |= {row.criterion.slug: row for row in made}

    def _write_scores(self, wanted: Mapping[Cell, Decimal | None]) -> None:
        changed = []
        for cell, row in self._scores.items():
            if cell in wanted and row.value != wanted[cell]:
                row.value = wanted[cell]
                changed.append(row)
        if changed:
            BallotScore.objects.bulk_update(changed, ["value"])
        new = [cell for cell in wanted if cell not in self._scores]
        frameworks = Framework.objects.in_bulk({cell[0] for cell in new}, field_name="slug") if new else {}
        criteria = Criterion.objects.in_bulk({cell[1] for cell in new}, field_name="slug") if new else {}
        made = BallotScore.objects.bulk_create(
            BallotScore(
                ballot=self.ballot, framework=frameworks[cell[0]], criterion=criteria[cell[1]], value=wanted[cell]
            )
            for cell in new
        )  # fmt: skip
        self._scores |= {(row.framework.slug, row.criterion.slug): row for row in made}
