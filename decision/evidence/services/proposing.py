"""Proposing that a score be changed, and what others make of it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from decision.matrix.models import Alternative, Decision, Score, Weight
from decision.matrix.services import ScoreChange, check_scores, set_scores
from decision.matrix.services.editing import editing
from decision.matrix.telling import tell
from decision.problems import Conflicting, Forbidden, NotThere
from decision.talk.services import notify
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.names import clean_line
from decision.teams.people import shown_name
from decision.teams.permissions import (
    EDITING_ROLES,
    Guarded,
    may_contribute,
    may_edit,
    require_contribute,
)
from decision.teams.selectors import name_of_actor

from ..models import Proposal
from ..proposed import Stored, Wanted, change_of, difference

LONGEST_REASON = 600


def propose_change(
    *, decision: str, framework: str, criterion: str, wanted: Wanted, reason: str, by: Actor
) -> Proposal:
    """Ask for a score to be changed, saying why; whoever may edit the decision is told.

    Raises `Invalid` for what could not be stored, for a change that changes nothing, without a reason and where `by`
    has a proposal for this score already; `NotThere` for an unknown cell; `Forbidden` once it is decided.
    """
    with editing(decision, by=by, require=require_contribute) as locked:
        because = clean_line(reason, field="reason", longest=LONGEST_REASON)
        alternative, weight = _place(locked, framework, criterion)
        new, old = difference(wanted, _stored(alternative, weight))
        check_scores(
            decision=locked,
            changes=[change_of(new, None, framework=framework, criterion=criterion)],
        )
        row = Proposal(
            decision=locked, alternative=alternative, weight=weight, wanted=new, seen=old, reason=because,
            revision=locked.revision, by_id=by.user_id, name=by.name[:150],
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise Conflicting(
                "You have proposed a change of this score already: withdraw that one first."
            ) from error
        editors = Membership.objects.filter(team=locked.team_id, role__in=EDITING_ROLES)
        text = f"{name_of_actor(by)} proposes another score: {alternative} on {weight.criterion} in “{locked.title}”."
        _tell(row, text, set(editors.values_list("user_id", flat=True)), by)
    return row


def accept_proposal(*, decision: str, proposal: int, by: Actor, anyway: bool = False) -> Proposal:
    """Make the proposed change, as its acceptor's, with its reason in the history.

    Nobody accepts their own. Raises `Overwriting` where the score was changed in the same fields meanwhile (unless
    `anyway`), `Invalid` where it no longer fits, `Conflicting` where it is not open any more.
    """
    with editing(decision, by=by) as locked:
        row = _open(locked, proposal)
        if row.by_id == by.user_id:
            raise Forbidden("This is your own proposal: somebody else accepts it, or you withdraw it.")
        change = _change(row, anyway=anyway)
        note = f"Proposed by {shown_name(row.by) if row.by else row.name}: {row.reason}"
        set_scores(decision=decision, changes=[change], by=by, reason=note[:LONGEST_REASON])
        _decide(row, Proposal.Status.ACCEPTED, by)
        _tell(row, f"{name_of_actor(by)} accepted your proposal: {_what(row)}.", {row.by_id}, by)
    return row


def decline_proposal(*, decision: str, proposal: int, reason: str, by: Actor) -> Proposal:
    """Turn a proposal down, saying why: who made it reads that. Raises `Invalid` without a reason."""
    with editing(decision, by=by, even_frozen=True) as locked:
        row = _open(locked, proposal)
        row.answer = clean_line(reason, field="reason", longest=LONGEST_REASON)
        _decide(row, Proposal.Status.DECLINED, by)
        _tell(row, f"{name_of_actor(by)} declined your proposal: {_what(row)}. {row.answer}", {row.by_id}, by)
    return row


def withdraw_proposal(*, decision: str, proposal: int, by: Actor) -> Proposal:
    """Take one's own proposal back."""
    with editing(decision, by=by, even_frozen=True, require=require_contribute) as locked:
        row = _open(locked, proposal)
        if row.by_id != by.user_id:
            raise Forbidden("Only who made a proposal withdraws it; editors decline it.")
        _decide(row, Proposal.Status.WITHDRAWN, by)
        _tell(row, "", set(), by)
    return row


def require_take_part(actor: Actor, decision: Guarded) -> None:
    """Raise `Forbidden` unless `actor` may do anything at all with a proposal."""
    if not (may_edit(actor, decision) or may_contribute(actor, decision)):
        require_contribute(actor, decision)


def _place(locked: Decision, framework: str, criterion: str) -> tuple[Alternative, Weight]:
    alternative = locked.alternatives.select_related("framework").filter(framework__slug=framework).first()
    weight = locked.weights.select_related("criterion").filter(criterion__slug=criterion).first()
    if alternative is None or weight is None or weight.children.exists():
        raise NotThere("This decision has no such cell.")
    return alternative, weight


def _stored(alternative: Alternative, weight: Weight) -> Stored:
    score = Score.objects.filter(alternative=alternative, weight=weight).first()
    if score is None:
        return Stored()
    claims = frozenset(score.claims.values_list("pk", flat=True))
    return Stored(score.value, score.low, score.high, score.confidence, score.rule, claims)


def _open(locked: Decision, proposal: int) -> Proposal:
    row = (
        Proposal.objects.select_related("alternative__framework", "weight__criterion", "by", "decided_by")
        .filter(decision=locked, pk=proposal)
        .first()
    )
    if row is None:
        raise NotThere(f"There is no proposal {proposal} on this decision.")
    if row.status != Proposal.Status.OPEN:
        decider = shown_name(row.decided_by) if row.decided_by else row.decided_name
        who = f" by {decider}" if row.status != Proposal.Status.WITHDRAWN else ""
        raise Conflicting(f"This proposal was {row.get_status_display()}{who} already.")
    return row


def _change(row: Proposal, *, anyway: bool) -> ScoreChange:
    framework, criterion = row.alternative.framework.slug, row.weight.criterion.slug
    return change_of(row.wanted, None if anyway else row.seen, framework=framework, criterion=criterion)


def _decide(row: Proposal, status: Proposal.Status, by: Actor) -> None:
    row.status, row.decided_at = status, timezone.now()
    row.decided_by_id, row.decided_name = by.user_id, by.name[:150]
    row.save()


def _what(row: Proposal) -> str:
    return f"{row.alternative} on {row.weight.criterion}"


def _tell(row: Proposal, text: str, to: set[int | None], by: Actor) -> None:
    tell(row.decision_id, "proposals")
    people = {person for person in to if person is not None}
    if people:
        notify(
            decision=row.decision_id,
            kind="proposal",
            to=people,
            text=text,
            path=row.get_absolute_url(),
            by=by,
        )
