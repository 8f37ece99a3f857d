"""What was acknowledged, by whom and why."""

from __future__ import annotations

from decision.problems import NotThere

from ..models import Acknowledgement


def acknowledgements_of(decision_id: int) -> dict[str, Acknowledgement]:
    """The acknowledgements of a decision by the finding's key; one query."""
    return {
        row.finding: row for row in Acknowledgement.objects.filter(decision=decision_id).select_related("by")
    }


def acknowledgement(decision_id: int, number: int) -> Acknowledgement:
    """One of a decision. Raises `NotThere`."""
    row = Acknowledgement.objects.filter(decision=decision_id, pk=number).first()
    if row is None:
        raise NotThere("There is no such acknowledgement here.")
    return row
