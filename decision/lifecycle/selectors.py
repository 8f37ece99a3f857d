"""Reading what became of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from decision.matrix.models import Decision
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.permissions import visible_to

from .models import Line, Outcome, Signature


def current_outcome(decision_id: int) -> Outcome | None:
    """What the latest line of a decision ended with, None while it is open."""
    line = Line.objects.filter(decision=decision_id).select_related("outcome").order_by("-number").first()
    return getattr(line, "outcome", None) if line else None


def lines_of(decision_id: int) -> list[Line]:
    """The lines of a decision with outcomes and signatures, the latest first; two queries."""
    rows = Line.objects.filter(decision=decision_id).select_related("outcome__framework")
    return list(rows.prefetch_related("signatures").order_by("-number"))


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as others see it; `is_current` unless the decision changed after it was given."""

    name: str
    user_id: int | None
    role: str
    revision: int
    is_current: bool
    comment: str
    signed_at: datetime


def signed(signature: Signature, *, revision: int) -> Signed:
    """A signature beside the revision that it should speak of: the decided one, or today's."""
    return Signed(
        signature.name, signature.user_id, signature.role, signature.revision,
        signature.revision >= revision, signature.comment, signature.signed_at,
    )  # fmt: skip


def is_member(by: Actor, decision_id: int) -> bool:
    """Whether `by` may read names: members of the decision's team and staff."""
    if by.is_staff:
        return True
    team = Decision.objects.filter(pk=decision_id).values("team")
    return by.user_id is not None and Membership.objects.filter(team__in=team, user=by.user_id).exists()


def successor_of(outcome: Outcome | None, by: Actor) -> Decision | None:
    """What took an outcome's place, where `by` may find it: others learn neither its title nor its address."""
    if outcome is None or outcome.superseded_by_id is None:
        return None
    return Decision.objects.filter(visible_to(by), pk=outcome.superseded_by_id).first()


@dataclass(frozen=True, slots=True)
class Review:
    """A decided decision and the day on which it is looked at again."""

    slug: str
    title: str
    team: str
    label: str
    decided_at: datetime
    review_on: date
    days: int

    @property
    def is_due(self) -> bool:
        return self.days <= 0

    @property
    def overdue(self) -> int:
        """Days past the review date."""
        return -self.days


def reviews_for(by: Actor, *, today: date | None = None) -> list[Review]:
    """Decided decisions that `by` may find, the next to be looked at first; one query."""
    today = today or timezone.localdate()
    rows = (
        Outcome.objects.filter(
            line__decision__in=Decision.objects.filter(visible_to(by), status=Decision.Status.DECIDED)
        )
        .annotate(last=Max("line__decision__lifecycle_lines__number"))
        .filter(line__number=F("last"))
        .order_by("review_on", "line__decision__title")
        .values_list(
            "line__decision__slug",
            "line__decision__title",
            "line__decision__team__name",
            "label",
            "decided_at",
            "review_on",
        )  # fmt: skip
    )
    return [
        Review(slug, title, team or "", label, decided_at, review_on, (review_on - today).days)
        for slug, title, team, label, decided_at, review_on in rows
    ]


def due_outcomes(today: date) -> list[Outcome]:
    """Outcomes that hold, whose review date has come and nobody was told; locked for the one who tells."""
    return list(
        Outcome.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("line__decision")
        .filter(
            Q(review_told_at__isnull=True),
            ~Exists(
                Line.objects.filter(decision=OuterRef("line__decision"), number__gt=OuterRef("line__number"))
            ),
            review_on__lte=today,
            line__decision__status=Decision.Status.DECIDED,
        )
        .order_by("pk")[:100]
    )
