"""What becomes of claims: proposed by somebody, then accepted, rejected or called stale by a curator."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from decision.problems import Forbidden, Invalid, NotThere
from decision.teams.actors import Actor
from decision.teams.curating import curating, refused_field, save_row
from decision.teams.recording import recording
from decision.unseen import unseen_in

from ..models import Claim
from .rows import check_claim, refuse_circles

LONGEST_REASON = 300
NEEDS_REASON = (Claim.Status.REJECTED, Claim.Status.STALE)


def require_state(by: Actor) -> None:
    """Raise `Forbidden` for visitors and reading tokens: everybody else may say what a document states."""
    if not by.can_write or by.is_visitor:
        raise Forbidden("Sign in, or send a token that may write, to propose a claim.")


def propose_claim(*, fields: Mapping[str, object], by: Actor) -> Claim:
    """Put a claim before the curators; until one accepts it, they and who proposed it see it.

    Raises `Forbidden` for visitors and reading tokens, `Invalid` as `save_claim` does.
    """
    require_state(by)
    with transaction.atomic(), recording(by):
        own = {"status": Claim.Status.PROPOSED, "proposed_by_id": by.user_id}
        row = save_row(Claim(**own), fields)
        check_claim(row)
        return row


def review_claims(*, claims: Collection[int], status: str, reason: str = "", by: Actor) -> int:
    """Accept, reject or call stale claims, all or none; how many changed.

    Raises `NotThere` when one is gone, `Invalid` for a status that is no verdict, a missing, long or unreadable reason.
    """
    reason = " ".join(reason.split())
    if status not in Claim.Status.values or status == Claim.Status.PROPOSED:
        raise refused_field("status", "Accept, reject, or mark as stale.")
    if status in NEEDS_REASON and not reason:
        verdict = "rejected" if status == Claim.Status.REJECTED else "stale"
        raise refused_field("reason", f"Say why these are {verdict}: the reason is kept with them.")
    if len(reason) > LONGEST_REASON:
        raise refused_field(
            "reason", f"At most {LONGEST_REASON} characters, please; these are {len(reason)}."
        )
    if told := unseen_in(reason):
        raise refused_field("reason", told)
    with curating(by):
        rows = list(Claim.objects.select_for_update(no_key=True).filter(pk__in=claims).order_by("pk"))
        if gone := sorted(set(claims) - {row.pk for row in rows}):
            raise NotThere(f"Claim {gone[0]} is gone; nothing was changed.")
        changed = [row for row in rows if (row.status, row.review_reason) != (status, reason)]
        counting = [row for row in changed if status in Claim.EVIDENCE and not row.is_evidence]
        for row in counting:
            _refuse_unsound(row)
        for row in changed:
            judged(row, status, reason, by)
        Claim.objects.bulk_update(changed, JUDGED, batch_size=200)
        refuse_circles(counting)
        return len(changed)


JUDGED = ("status", "review_reason", "reviewed_by", "reviewed_at")


def judged(row: Claim, status: str, reason: str, by: Actor) -> None:
    """Write a verdict into a claim, unsaved."""
    row.status, row.review_reason = status, reason
    row.reviewed_by_id, row.reviewed_at = by.user_id, timezone.now()


def _refuse_unsound(row: Claim) -> None:
    """What was only proposed, or rejected, must keep the rules when it begins to count."""
    try:
        check_claim(row)
    except Invalid as refused:
        raise Invalid(f"Claim {row.pk}: {refused.detail}", errors=refused.errors) from refused
