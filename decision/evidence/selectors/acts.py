"""What was said of the audit's findings, from the trail: acknowledged, by whom and why, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..models import Acknowledgement

TOLD_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Act:
    """One acknowledgement, or that it was taken back; `said` is what the finding said when it was acknowledged."""

    at: datetime
    who: str
    is_taken_back: bool
    said: str
    reason: str


def acts_of(decision_id: int, *, sees_names: bool) -> list[Act]:
    """The latest first, at most fifty; one query."""
    events: Any = Acknowledgement.pgh_event_model  # type: ignore[attr-defined]
    rows = (
        events.objects.filter(decision=decision_id)
        .order_by("-pgh_id")
        .values_list(
            "pgh_created_at",
            "pgh_label",
            "name",
            "pgh_context__metadata",
            "said",
            "reason",
            "pgh_obj_id",
            "made_at",
        )
    )
    found: list[Act] = []
    known: set[tuple[object, object]] = set()
    for at, label, name, context, said, reason, obj, made_at in reversed(list(rows[:TOLD_AT_MOST])):
        is_taken_back = label == "delete"
        if (
            not is_taken_back and (obj, made_at) in known
        ):  # a merge gave its finding another key; nobody said anything
            continue
        known.add((obj, made_at))
        who = ((context or {}).get("actor") or "somebody") if is_taken_back else name
        found.append(Act(at, who if sees_names else "a member", is_taken_back, said, reason))
    return found[::-1]
