"""Using weights that were found by a guided way."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from decision.matrix.services import set_weights
from decision.matrix.services.editing import editing
from decision.teams.actors import Actor
from decision.teams.recording import recording

from .models import Elicitation


def use_weights(
    *,
    decision: str,
    points: Mapping[str, Decimal],
    record: Mapping[str, Any],
    by: Actor,
    seen: Mapping[str, Decimal] | None = None,
) -> Elicitation:
    """Give the criteria these points and keep how they came about, both or nothing.

    Raises as `set_weights` does: `Forbidden` for readers, `Invalid` for criteria that are gone, `Overwriting` where
    somebody else changed the same weights since they were `seen`.
    """
    note = f"weights by {Elicitation.Method(record['method']).label}"
    with editing(decision, by=by) as locked, recording(by, note=note):
        revision = set_weights(decision=decision, points=points, by=by, seen=seen)
        return Elicitation.objects.create(
            decision=locked,
            group=record["group"],
            by_id=by.user_id,
            name=by.name[:150],
            method=record["method"],
            judgements=record["judgements"],
            points=record["points"],
            figures=record["figures"],
            ranges=record["ranges"],
            revision=revision,
        )
