"""Keeping who is here: written by the serving processes, and by the pages that say what is being edited."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Forbidden, Invalid
from decision.teams.actors import Actor

from .models import DEAD_AFTER, Presence, Process
from .readers import Arrival


def note_pages(process: UUID, *, opened: Collection[Arrival], closed: Collection[UUID]) -> None:
    """Write which pages of a process were opened and closed; what is written already stays as it is."""
    with transaction.atomic():
        Presence.objects.filter(pk__in=closed).delete()
        if opened:
            Process.objects.bulk_create(
                [Process(pk=process)], update_conflicts=True, unique_fields=["id"], update_fields=["seen_at"]
            )
            rows = [
                Presence(
                    pk=one.id, process_id=process, decision_id=one.decision, user_id=one.user, view=one.view
                )
                for one in opened
            ]
            Presence.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def say_alive(process: UUID) -> bool:
    """Say that a process lives, and take away what processes left behind that no longer do.

    False when the database does not know the process (it forgot in a crash, or others took it for dead): then every
    open page has to be noted again.
    """
    now = timezone.now()
    is_known = Process.objects.filter(pk=process).update(seen_at=now) > 0
    Process.objects.filter(seen_at__lt=now - DEAD_AFTER).delete()
    return is_known


def leave(process: UUID) -> None:
    """Take away everything of a process that ends."""
    Process.objects.filter(pk=process).delete()


def say_doing(*, decision: str, criterion: str, by: Actor) -> None:
    """Let teammates see what a member edits: a criterion by slug, "" for nothing.

    Raises `NotThere` for outsiders, `Forbidden` for those who are not of the team, `Invalid` for an unknown criterion.
    """
    opened = open_decision(decision, by=by)
    if opened.role is None:
        raise Forbidden("Only the members of this decision’s team see each other here.")
    if criterion and criterion not in matrix_of(opened).points:
        raise Invalid(
            f"“{criterion[:80]}” is not a criterion of this decision.", errors=[("/doing", "Unknown.")]
        )
    here = Presence.objects.filter(decision=opened.id, user=by.user_id)
    here.exclude(doing=criterion).update(doing=criterion)
