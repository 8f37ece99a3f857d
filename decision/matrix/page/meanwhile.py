"""Two people changed the same: who it was, and both values side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timesince import timesince

from decision.teams.people import shown_name

from ..models import Score, Weight

SOMEBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class Other:
    """Who changed it meanwhile, and how long ago: `Edgar`, `2 minutes ago`."""

    name: str = SOMEBODY
    when: str = "meanwhile"


@dataclass(frozen=True, slots=True)
class Row:
    """One value that two people set differently; `stored` and `yours` as the page writes them."""

    name: str
    stored: str
    yours: str


def who_changed_score(decision: int, criterion: str, framework: str) -> Other:
    """Who last changed one cell; two queries."""
    events = Score.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        decision=decision, weight__criterion__slug=criterion, alternative__framework__slug=framework
    )
    return _who(events)


def who_changed_weights(decision: int, criteria: Collection[str]) -> Other:
    """Who last changed any of these weights; two queries."""
    events = Weight.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        decision=decision, criterion__slug__in=criteria
    )
    return _who(events)


def _who(events: QuerySet[Any]) -> Other:
    made = events.order_by("-pgh_id").values_list("pgh_created_at", "pgh_context__metadata__user").first()
    if made is None:
        return Other()
    at, user_id = made
    user = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    minutes = (timezone.now() - at).total_seconds() / 60
    when = "a moment ago" if minutes < 1 else f"{timesince(at, depth=1)} ago".replace("\u00a0", " ")
    return Other(shown_name(user) if user else SOMEBODY, when)
