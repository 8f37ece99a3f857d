"""What was said of the audit's findings, from the trail: acknowledged, by whom and why, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from decision.teams.people import shown_name

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
    """The latest first, at most fifty; two queries, one where nobody is named."""
    events: Any = Acknowledgement.pgh_event_model  # type: ignore[attr-defined]
    fields = (
        "pgh_created_at",
        "pgh_label",
        "by_id",
        "name",
        "pgh_context__metadata",
        "said",
        "reason",
        "pgh_obj_id",
        "made_at",
    )
    rows = list(
        events.objects.filter(decision=decision_id).order_by("-pgh_id").values_list(*fields)[:TOLD_AT_MOST]
    )
    told: list[tuple[Any, ...]] = []
    known: set[tuple[object, object]] = set()
    for at, label, by, name, context, said, reason, obj, made_at in reversed(rows):
        is_taken_back = label == "delete"
        if not is_taken_back and (obj, made_at) in known:
            continue  # a merge gave its finding another key; nobody said anything
        known.add((obj, made_at))
        if is_taken_back:
            by, name = (context or {}).get("user"), (context or {}).get("actor") or "somebody"
        told.append((at, by, name, is_taken_back, said, reason))
    people = get_user_model().objects.in_bulk({by for _, by, *_ in told if by}) if sees_names and told else {}

    def who(by: int | None, name: str) -> str:
        if not sees_names:
            return "a member"
        return shown_name(people[by]) if by in people else name

    return [Act(at, who(by, name), *rest) for at, by, name, *rest in told[::-1]]
