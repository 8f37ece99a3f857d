"""What is proposed for the scores of a decision."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from decision.problems import NotThere

from ..models import Proposal


def proposals_of(
    decision_id: int, *, status: str | None = None, framework: str | None = None, criterion: str | None = None
) -> QuerySet[Proposal]:
    """The proposals of a decision with the cells that they are about; one query."""
    rows = Proposal.objects.filter(decision=decision_id).select_related(
        "alternative__framework", "weight__criterion"
    )
    if status is not None:
        rows = rows.filter(status=status)
    if framework is not None:
        rows = rows.filter(alternative__framework__slug=framework)
    if criterion is not None:
        rows = rows.filter(weight__criterion__slug=criterion)
    return rows


def proposal_of(decision_id: int, number: int) -> Proposal:
    """One of a decision. Raises `NotThere`."""
    row = proposals_of(decision_id).filter(pk=number).first()
    if row is None:
        raise NotThere(f"There is no proposal {number} on this decision.")
    return row


def open_proposals_by_cell(decision_id: int) -> dict[tuple[str, str], int]:
    """How many proposals are open, by criterion and framework; one query."""
    rows = (
        Proposal.objects.filter(decision=decision_id, status=Proposal.Status.OPEN)
        .order_by()
        .values_list("weight__criterion__slug", "alternative__framework__slug")
        .annotate(count=Count("pk"))
    )
    return {(criterion, framework): count for criterion, framework, count in rows}
