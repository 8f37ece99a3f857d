"""From draft to decided and back. Each act locks the decision, so that two people pressing a button at once
take turns, and the second is told what the first did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from decision import engine
from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Decision
from decision.matrix.selectors import matrix_of, open_decision
from decision.matrix.services.editing import editing, revision_of
from decision.problems import Conflicting, Invalid, NotThere, Stale
from decision.teams.actors import Actor
from decision.teams.people import shown_name
from decision.teams.permissions import Guarded, require_contribute, require_edit
from decision.teams.recording import recording
from decision.teams.selectors import name_of_actor
from frameworks.models import Framework

from .models import Line, Outcome, Signature
from .refusing import check_choice, invalid, refuse_long, require_reason, review_errors
from .selectors import current_outcome
from .telling import announce

Status = Decision.Status
FIRST_AT_MOST = 300
OPENER_AT_MOST = 150


@contextmanager
def _turning(
    slug: str,
    *,
    by: Actor,
    since: tuple[str, ...],
    doing: str,
    if_revision: int | None = None,
    require: Callable[[Actor, Guarded], None] = require_edit,
) -> Iterator[Decision]:
    """Lock a decision that stands in one of the statuses `since`; raises `Conflicting` in words otherwise."""
    with editing(slug, by=by, even_frozen=True, require=require) as locked:
        if locked.status not in since:
            raise Conflicting(f"This decision {_standing(locked)}, so it can’t be {doing}.")
        if if_revision is not None and locked.revision != if_revision:
            raise Stale(locked.revision)
        yield locked


def _standing(decision: Decision) -> str:
    outcome = current_outcome(decision.pk)
    if decision.status == Status.DECIDED and outcome is not None:
        return f"was decided by {outcome.decided_by} on {outcome.decided_at:%-d %B %Y} for {outcome.label}"
    return {
        Status.DRAFT: "is a draft",
        Status.IN_REVIEW: "is in review",
        Status.DECIDED: "is decided",
        Status.SUPERSEDED: "is superseded",
    }[Status(decision.status)]


def send_for_review(*, decision: str, by: Actor, if_revision: int | None = None) -> int:
    """Ask the team to look at a draft and sign it. Returns the revision."""
    with _turning(
        decision, by=by, since=(Status.DRAFT,), doing="sent for review", if_revision=if_revision
    ) as locked:
        _line_of(locked)
        _turn(locked, Status.IN_REVIEW, by=by)
        announce(locked, "status", f"{by.name} asks for a review of “{locked.title}”.", by=by)
    return revision_of(locked)


def take_back(*, decision: str, by: Actor, if_revision: int | None = None) -> int:
    """Make a decision in review a draft again; signatures stay, with the revision they were given at."""
    since = (Status.IN_REVIEW,)
    with _turning(decision, by=by, since=since, doing="made a draft", if_revision=if_revision) as locked:
        _turn(locked, Status.DRAFT, by=by)
        announce(locked, "status", f"{by.name} took “{locked.title}” back from review.", by=by)
    return revision_of(locked)


def sign(*, decision: str, by: Actor, comment: str = "", if_revision: int | None = None) -> Signature:
    """Stand behind the decision as it is now; signing again renews the signature and its comment.

    Raises `Conflicting` for a draft, `Stale` when it changed since the signer looked.
    """
    since = (Status.IN_REVIEW, Status.DECIDED)
    with _turning(
        decision, by=by, since=since, doing="signed", if_revision=if_revision, require=require_contribute
    ) as locked:
        refuse_long("/comment", comment)
        user = get_user_model().objects.get(pk=by.user_id or 0)
        row, _ = Signature.objects.update_or_create(
            line=_line_of(locked),
            user=user,
            defaults={
                "name": shown_name(user),
                "role": _role(locked),
                "revision": locked.revision,
                "comment": comment.strip(),
                "signed_at": timezone.now(),
            },
        )
        announce(locked, "status", f"{shown_name(user)} signed “{locked.title}”.", by=by, only_live=True)
    return row


def withdraw_signature(*, decision: str, by: Actor) -> None:
    """Take one's signature back, as long as nothing is decided."""
    with _turning(
        decision, by=by, since=(Status.DRAFT, Status.IN_REVIEW), doing="unsigned", require=require_contribute
    ) as locked:
        removed, _ = _line_of(locked).signatures.filter(user=by.user_id).delete()
        if not removed:
            raise Conflicting("You have not signed this decision.")
        announce(locked, "status", "", by=by, only_live=True)


def decide(
    *,
    decision: str,
    framework: str,
    review_on: date,
    by: Actor,
    reason: str = "",
    if_revision: int | None = None,
) -> Outcome:
    """Choose an alternative: weights and scores are frozen from now on, and today's totals are kept.

    Raises `Invalid` when the framework takes no part, when another than the first is chosen without a reason,
    and for a review date that is not after today; `Conflicting` when somebody decided already.
    """
    since = (Status.DRAFT, Status.IN_REVIEW)
    with _turning(decision, by=by, since=since, doing="decided again", if_revision=if_revision) as locked:
        loaded = matrix_of(open_decision(decision, by=by))
        ranking = _ranking(loaded)
        first = [line.alternative for line in ranking.standings if line.rank == 1]
        options = {row.key: row.label for row in loaded.alternatives}
        check_choice(framework, options, first, reason, review_on)
        _turn(locked, Status.DECIDED, by=by, note=f"decided: {loaded.labels[framework]}")
        outcome = Outcome.objects.create(
            line=_line_of(locked),
            framework=Framework.objects.get(slug=framework),
            label=loaded.labels[framework],
            is_first=framework in first,
            first=_shortened(", ".join(options[key] for key in first), FIRST_AT_MOST),
            reason=reason.strip(),
            standings=_standings(ranking, loaded.labels),
            revision=revision_of(locked),
            decided_by=name_of_actor(by),
            review_on=review_on,
        )
        announce(locked, "decided", f"{outcome.decided_by} decided “{locked.title}”: {outcome.label}.", by=by)
    return outcome


def set_review(*, decision: str, review_on: date, by: Actor, if_revision: int | None = None) -> Outcome:
    """Look at a decided decision again on another day."""
    since = (Status.DECIDED,)
    with _turning(
        decision, by=by, since=since, doing="given a review date", if_revision=if_revision
    ) as locked:
        if errors := review_errors(review_on):
            raise Invalid(errors[0][1], errors=errors)
        outcome = _outcome_of(locked)
        outcome.review_on, outcome.review_told_at = review_on, None
        outcome.save(update_fields=["review_on", "review_told_at"])
        announce(locked, "status", "", by=by, only_live=True)
    return outcome


def reopen(*, decision: str, reason: str, by: Actor, if_revision: int | None = None) -> Line:
    """Begin a new line as a draft; the old one keeps its outcome, its signatures and its revisions."""
    since = (Status.DECIDED, Status.SUPERSEDED)
    with _turning(decision, by=by, since=since, doing="reopened", if_revision=if_revision) as locked:
        require_reason(reason, "Say why it is opened again: those who signed will ask.")
        last = _line_of(locked)
        _turn(locked, Status.DRAFT, by=by, note=f"reopened: {reason.strip()}")
        line = Line.objects.create(
            decision=locked,
            number=last.number + 1,
            from_revision=revision_of(locked),
            opened_by=_shortened(name_of_actor(by), OPENER_AT_MOST),
            reason=reason.strip(),
        )
        announce(locked, "status", f"{line.opened_by} reopened “{locked.title}”: {line.reason}", by=by)
    return line


def supersede(
    *, decision: str, reason: str, by: Actor, successor: str = "", if_revision: int | None = None
) -> int:
    """Say that a decided decision no longer holds, and which decision (by slug) took its place, if one did."""
    since = (Status.DECIDED,)
    with _turning(decision, by=by, since=since, doing="superseded", if_revision=if_revision) as locked:
        require_reason(reason, "Say why it no longer holds.")
        outcome = _outcome_of(locked)
        if successor:
            outcome.superseded_by = _successor(successor, locked, by)
        outcome.superseded_at, outcome.superseded_why = timezone.now(), reason.strip()
        outcome.save(update_fields=["superseded_by", "superseded_at", "superseded_why"])
        _turn(locked, Status.SUPERSEDED, by=by, note=f"superseded: {reason.strip()}")
        announce(locked, "status", f"“{locked.title}” no longer holds: {reason.strip()}", by=by)
    return revision_of(locked)


def _successor(slug: str, decision: Decision, by: Actor) -> Decision:
    try:
        found = open_decision(slug, by=by)
    except NotThere as unknown:
        raise invalid("/successor", unknown.detail) from None
    if found.id == decision.pk:
        raise invalid("/successor", "A decision can’t take its own place: name another.")
    return Decision.objects.get(pk=found.id)


def _turn(decision: Decision, status: str, *, by: Actor, note: str = "") -> None:
    """Put the decision into a status; the revision that this makes says `note`."""
    decision.status = status
    with recording(by, note=note):
        decision.save(update_fields=["status"])


def _line_of(decision: Decision) -> Line:
    line = Line.objects.filter(decision=decision).order_by("-number").first()
    return line or Line.objects.create(decision=decision, opened_at=decision.created_at)


def _outcome_of(decision: Decision) -> Outcome:
    outcome = current_outcome(decision.pk)
    if outcome is None:
        raise Conflicting("There is no record of what was decided: reopen the decision and decide it.")
    return outcome


def _ranking(loaded: LoadedMatrix) -> engine.Ranking:
    try:
        return engine.rank(loaded.matrix, None, loaded.labels)
    except engine.EngineError as error:
        raise Conflicting(f"This matrix can’t be ranked, so nothing can be decided: {error.detail}") from None


def _standings(ranking: engine.Ranking, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "framework": line.alternative,
            "label": labels[line.alternative],
            "rank": line.rank,
            "total": str(line.total.normalize()),
        }
        for line in (*ranking.standings, *ranking.excluded)
    ]


def _role(decision: Decision) -> str:
    return str(getattr(decision, "role", None) or "")


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
