"""Reading a decision's past for people: what changed since they last looked, and by whom."""

from __future__ import annotations

from decision.record.selectors import Asked, Change, changes_of

TOLD_AT_MOST = 200


def changes_since(decision_id: int, revision: int) -> list[Change]:
    """What changed after `revision` and by whom, the latest first, at most 200 events; two queries."""
    return changes_of(decision_id, Asked(low=revision + 1), size=TOLD_AT_MOST)
