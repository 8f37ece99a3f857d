"""Weights that a guided way found, kept in the reader's ballot instead of in the decision."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from decision.teams.actors import Actor

from .services import save_ballot


def keep_in_ballot(
    *, decision: str, points: Mapping[str, Decimal], record: Mapping[str, Any], by: Actor
) -> str:
    """Keep the points of one group of criteria, and how they came about; answers the ballot's address.

    What the round does not ask for is left out. Raises as `save_ballot`.
    """
    save_ballot(decision=decision, points=points, by=by, weighing=record, lenient=True)
    return reverse("ballot", args=[decision])
