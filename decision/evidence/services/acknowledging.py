"""Saying that a finding may stand, and taking that back."""

from __future__ import annotations

from django.utils import timezone

from decision.matrix.selectors import open_decision
from decision.matrix.services.editing import editing
from decision.matrix.telling import tell
from decision.problems import Conflicting, NotThere
from decision.teams.actors import Actor
from decision.teams.names import clean_line

from ..kept import audit_of
from ..models import Acknowledgement

LONGEST_REASON = 600


def acknowledge_finding(
    *, decision: str, finding: str, reason: str, by: Actor, fingerprint: str | None = None
) -> Acknowledgement:
    """Keep that `by` looked at a finding and why it may stand; also on a decision that is decided.

    An acknowledgement of other facts under the same key is replaced; the audit trail keeps what it was. With
    `fingerprint` it is of those facts only. Raises `NotThere` where the audit has no such finding, `Conflicting` where
    its facts are others now, `Invalid` without a reason.
    """
    with editing(decision, by=by, even_frozen=True) as locked:
        because = clean_line(reason, field="reason", longest=LONGEST_REASON)
        audit = audit_of(open_decision(decision, by=by))
        found = next((one for one in audit.findings if one.key == finding), None)
        if found is None:
            sentence = "The audit has no such finding now; it may have been settled meanwhile."
            raise NotThere(sentence, errors=[("/finding", sentence)])
        if fingerprint is not None and fingerprint != found.fingerprint:
            sentence = f"The facts of this finding changed meanwhile. It says now: {found.sentence}"
            raise Conflicting(sentence, errors=[("/fingerprint", sentence)])
        row, _ = Acknowledgement.objects.update_or_create(
            decision=locked, finding=found.key,
            defaults={
                "fingerprint": found.fingerprint, "said": found.sentence, "reason": because, "by_id": by.user_id,
                "name": by.name[:150], "made_at": timezone.now(),
            },
        )  # fmt: skip
        tell(locked.pk, "status")
    return row


def reopen_finding(*, decision: str, acknowledgement: int, by: Actor) -> None:
    """Take an acknowledgement back. Raises `NotThere` where there is none."""
    with editing(decision, by=by, even_frozen=True) as locked:
        row = Acknowledgement.objects.filter(decision=locked, pk=acknowledgement).first()
        if row is None:
            raise NotThere("There is no such acknowledgement here.")
        row.delete()
        tell(locked.pk, "status")
