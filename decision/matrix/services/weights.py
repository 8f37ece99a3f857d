"""Giving criteria their points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from decision.problems import Invalid
from decision.teams.actors import Actor

from ..models import Weight
from ..rules import invalid_points
from .editing import editing, revision_of, summary, weights_of


def set_weights(
    *,
    decision: str,
    points: Mapping[str, Decimal],
    by: Actor,
    if_revision: int | None = None,
    replace: bool = False,
) -> int:
    """Give criteria (by slug) their points; with `replace` all of them must be named. Returns the revision.

    Raises `Invalid` naming every criterion that is unknown, missing or negative, and when nothing would
    weigh anything; then nothing is saved.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        rows = weights_of(locked)
        if errors := invalid_points(points, rows, replace=replace):
            raise Invalid(summary(errors), errors=errors, title="Invalid weights")
        changed = []
        for key, value in points.items():
            if rows[key].points != value:
                rows[key].points = value
                changed.append(rows[key])
        Weight.objects.bulk_update(changed, ["points"])
    return revision_of(locked)
