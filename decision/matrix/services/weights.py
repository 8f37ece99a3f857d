"""Giving criteria their points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from decision.problems import Invalid
from decision.teams.actors import Actor

from ..models import Weight
from ..rules import invalid_points
from .editing import editing, revision_of, summary, weights_of
from .seen import Overwriting, merged_weights


def set_weights(
    *,
    decision: str,
    points: Mapping[str, Decimal],
    by: Actor,
    if_revision: int | None = None,
    replace: bool = False,
    seen: Mapping[str, Decimal] | None = None,
) -> int:
    """Give criteria (by slug) their points; with `replace` all of them must be named. Returns the revision.

    With `seen`, the points as the writer saw them, only groups of siblings that the writer changed are written.

    Raises `Invalid` naming every criterion that is unknown, missing or negative, and when nothing would
    weigh anything, `Overwriting` where somebody else changed a group that the writer changed too; then nothing is
    saved.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        rows = weights_of(locked)
        if errors := invalid_points(points, rows, replace=replace):
            raise Invalid(summary(errors), errors=errors, title="Invalid weights")
        if seen is not None:
            points, both = merged_weights(points, seen, _points(rows), _siblings(rows))
            if both:
                raise Overwriting(revision_of(locked), both)
        changed = []
        for key, value in points.items():
            if rows[key].points != value:
                rows[key].points = value
                changed.append(rows[key])
        Weight.objects.bulk_update(changed, ["points"])
    return revision_of(locked)


def _points(rows: Mapping[str, Weight]) -> dict[str, Decimal]:
    return {key: row.points for key, row in rows.items()}


def _siblings(rows: Mapping[str, Weight]) -> list[list[str]]:
    groups: dict[int | None, list[str]] = {}
    for key, row in rows.items():
        groups.setdefault(row.parent_id, []).append(key)
    return list(groups.values())
