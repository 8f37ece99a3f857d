"""Decisions themselves, and changing a whole matrix at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.db import transaction

from decision.problems import Forbidden, Invalid
from decision.teams.actors import Actor
from decision.teams.models import Team
from decision.teams.permissions import edited_by
from decision.teams.recording import recording

from ..models import Decision
from .editing import assign, clean_title, cleaned, editing, revision_of
from .scores import set_scores
from .seen import ScoreChange
from .structure import set_published_totals
from .weights import set_weights

LONGEST_DESCRIPTION = 10_000


def create_decision(*, fields: Mapping[str, object], by: Actor) -> Decision:
    """Open a decision. Staff may open any; others one of a team that they own or edit."""
    if not by.can_write or not (by.is_staff or _edits(by, fields.get("team"))):
        raise Forbidden("Only staff, and the owners and editors of its team, may open a decision.")
    with transaction.atomic(), recording(by):
        row = Decision()
        assign(row, _readable(fields))
        cleaned(row)
        row.save()
    return row


def describe_decision(
    *, decision: str, fields: Mapping[str, object], by: Actor, if_revision: int | None = None
) -> int:
    """Change a decision's own fields (title, question, visibility, …). Returns the revision.

    Where it stands is none of them: that is lifecycle's. Raises `Invalid` with the model's own sentences, by
    field, and `Forbidden` for a team that `by` may not give it to.
    """
    if "status" in fields:
        sentence = (
            "Send for review, decide or reopen on the decision’s sign-off page: each of these is on record."
        )
        raise Invalid(sentence, errors=[("/status", sentence)])
    with editing(decision, by=by, if_revision=if_revision) as locked:
        _refuse_foreign_team(fields, locked, by)
        assign(locked, _readable(fields))
        cleaned(locked)
        locked.save(update_fields=list(fields))
    return revision_of(locked)


def delete_decision(*, decision: str, by: Actor, if_revision: int | None = None) -> None:
    """Remove a decision with all its rows; the audit trail keeps what they were."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        locked.delete()


def change_matrix(
    *,
    decision: str,
    points: Mapping[str, Decimal],
    scores: Sequence[ScoreChange],
    published_totals: Mapping[str, Decimal | None],
    by: Actor,
    if_revision: int | None = None,
) -> int:
    """Change weights, scores and published totals together, all or nothing. Returns the revision.

    Raises `Invalid` with every error of the three, each pointer beneath its part: `/points/speed`,
    `/scores/0/value`, `/published_totals/flask`.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        errors: list[tuple[str, str]] = []
        if points:
            errors += _errors_of("points", lambda: set_weights(decision=decision, points=points, by=by))
        if scores:
            errors += _errors_of("scores", lambda: set_scores(decision=decision, changes=scores, by=by))
        if published_totals:
            errors += _errors_of(
                "published_totals",
                lambda: set_published_totals(decision=decision, totals=published_totals, by=by),
            )
        if errors:
            raise Invalid(
                "; ".join(sentence for _, sentence in errors[:3]), errors=errors, title="Invalid matrix"
            )
    return revision_of(locked)


def _errors_of(part: str, change: Callable[[], object]) -> list[tuple[str, str]]:
    try:
        change()
    except Invalid as invalid:
        return [(f"/{part}{pointer}", sentence) for pointer, sentence in invalid.errors]
    return []


def _readable(fields: Mapping[str, object]) -> Mapping[str, object]:
    """The fields with a clean title. Raises `Invalid` for one that cannot be shown, and for an endless description."""
    title, description = fields.get("title"), fields.get("description")
    if isinstance(description, str) and len(description) > LONGEST_DESCRIPTION:
        sentence = f"A description has at most {LONGEST_DESCRIPTION:,} characters (this one has {len(description):,})."
        raise Invalid(sentence, errors=[("/description", sentence)])
    return {**fields, "title": clean_title(title)} if isinstance(title, str) else fields


def _refuse_foreign_team(fields: Mapping[str, object], decision: Decision, by: Actor) -> None:
    """A decision moves only to a team that its mover edits, so that none lands in others’ hands."""
    team = fields.get("team", decision.team)
    if team != decision.team and not by.is_staff and not _edits(by, team):
        sentence = "A decision can be given to a team that you own or edit."
        raise Forbidden(sentence, errors=[("/team", sentence)])


def _edits(by: Actor, team: object) -> bool:
    return isinstance(team, Team) and Team.objects.filter(edited_by(by), pk=team.pk).exists()
