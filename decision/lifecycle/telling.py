"""Who is told what about a decision's way: open pages at once, members by notification."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from decision.matrix.models import Decision
from decision.matrix.telling import tell
from decision.talk.services import notify
from decision.teams.actors import Actor, command
from decision.teams.models import Membership
from decision.teams.permissions import EDITING_ROLES

from .selectors import due_outcomes


def announce(decision: Decision, kind: str, text: str, *, by: Actor, only_live: bool = False) -> None:
    """Tell open pages that the status changed, and the team's members but for `by` why."""
    tell(decision.pk, "status")
    if only_live:
        return
    members = Membership.objects.filter(team=decision.team_id)
    others = members.exclude(user=by.user_id) if by.user_id else members
    to = list(others.values_list("user_id", flat=True))
    notify(decision=decision.pk, kind=kind, to=to, text=text, path=_path(decision), by=by)


def tell_due_reviews() -> int:
    """Tell owners, editors and signers of every decision whose review date has come; once each. Returns how many."""
    with transaction.atomic():
        due = due_outcomes(timezone.localdate())
        for outcome in due:
            decision = outcome.line.decision
            editors = Membership.objects.filter(team=decision.team_id, role__in=EDITING_ROLES)
            signers = outcome.line.signatures.filter(user__isnull=False)
            to = {*editors.values_list("user_id", flat=True), *signers.values_list("user_id", flat=True)}
            text = f"“{decision.title}” is due for review since {outcome.review_on:%-d %B %Y}."
            notify(
                decision=decision.pk, kind="review_due", to=to, text=text, path=_path(decision), by=command()
            )
            outcome.review_told_at = timezone.now()
            outcome.save(update_fields=["review_told_at"])
            tell(decision.pk, "status")
    return len(due)


def _path(decision: Decision) -> str:
    return reverse("decision-status", args=[decision.slug])
