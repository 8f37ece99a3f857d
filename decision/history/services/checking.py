"""The rules of a matrix, asked once more when rows are back where they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision.engine import EngineError
from decision.matrix.loading import load_matrix
from decision.matrix.models import Decision, Scenario, Score, Weight
from decision.matrix.rules import invalid_points, invalid_score
from decision.matrix.services.editing import summary, weights_of
from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.permissions import require_curator

from .steps import RowStep


def require_own_scenarios(steps: Sequence[RowStep], by: Actor) -> None:
    """What a source published is for curators to change; its points come and go with their criteria all the same."""
    moved = {step.row for step in steps if step.what == "weight" and (step.adds or step.removes)}
    steps = [
        step
        for step in steps
        if step.what == "scenario"
        or (step.what == "scenario_weight" and (step.before or step.after or {})["weight_id"] not in moved)
    ]
    rows = {
        step.row if step.what == "scenario" else (step.before or step.after or {})["scenario_id"]
        for step in steps
    }
    kinds: Mapping[int, Any] = Scenario.objects.in_bulk(rows)
    published = [row for row in kinds.values() if row.kind == Scenario.Kind.PUBLISHED]
    removed = [
        step for step in steps if step.what == "scenario" and (step.before or {}).get("kind") == "published"
    ]
    if published or removed:
        require_curator(by)


def contradiction(locked: Decision) -> EngineError | None:
    """Why the stored rows make no matrix, None where they do; one query."""
    try:
        load_matrix(locked.pk)
    except EngineError as error:
        return error
    return None


def check(locked: Decision, steps: Sequence[RowStep], *, is_whole: bool) -> None:
    """Raise `Invalid` naming what would be wrong now; a contradiction from before (not `is_whole`) may stay."""
    errors: list[tuple[str, str]] = []
    if any(step.what == "weight" for step in steps):
        rows = weights_of(locked)
        points = {key: row.points for key, row in rows.items()}
        errors += invalid_points(points, rows, replace=False) if rows else []
    scored = [step.row for step in steps if step.what == "score" and not step.adds]
    for score in Score.objects.filter(pk__in=scored).select_related(
        "weight__criterion__scale", "alternative__framework"
    ):
        place = f"{score.alternative} on {score.weight.criterion}"
        wrong = invalid_score(score, score.weight.criterion.scale)
        errors += [("", f"{place}: {sentence}") for _, sentence in wrong]
    groups = Weight.objects.filter(decision=locked, children__isnull=False).select_related("criterion")
    for group in groups.exclude(scores__isnull=True, gates__isnull=True).distinct():
        sentence = f"“{group.criterion}” is a group now: it can have no scores and no must-haves of its own."
        errors.append(("", sentence))
    if not errors and is_whole and (error := contradiction(locked)) is not None:
        errors += error.errors or [("", error.detail)]
    if errors:
        raise Invalid(
            f"Going back would leave this: {summary(errors)}", errors=errors, title="Cannot be undone"
        )
