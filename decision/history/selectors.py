"""Reading a decision's past for people: what changed since they last looked, and by whom."""

from __future__ import annotations

from decision.matrix.models import Decision, Revision
from decision.record.selectors import Asked, Change, changes_of

TOLD_AT_MOST = 200


def last_revision_by(decision_id: int, user_id: int | None) -> int | None:
    """The last revision that a person made, None where there is none; one query."""
    made = Revision.objects.filter(decision=decision_id, user_id=user_id, user_id__isnull=False)
    return made.order_by("-number").values_list("number", flat=True).first()


def changes_since(decision_id: int, revision: int) -> list[Change]:
    """What changed after `revision` and by whom, the latest first, at most 200 events; two queries."""
    return changes_of(decision_id, Asked(low=revision + 1), size=TOLD_AT_MOST)


def slug_now(decision_id: int) -> str:
    """What a decision is called in addresses after a change that may have been about that; one query."""
    return Decision.objects.values_list("slug", flat=True).get(pk=decision_id)
