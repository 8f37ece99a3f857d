"""Saying something about a decision, changing it, taking it back, and settling a thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.utils import timezone

from decision.matrix.models import Decision
from decision.matrix.services.editing import editing
from decision.matrix.telling import tell
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import Guarded, may_contribute, may_edit, require_contribute

from ..models import Comment
from ..wording import clean_text
from .placing import About, place_of
from .spreading import tell_of_comment, tell_of_edit

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it was stored, and whether its thread was opened again by it."""

    comment: Comment
    reopened: bool = False


def add_comment(
    *, decision: str, text: str, by: Actor, thread: int | None = None, about: About | None = None
) -> Said:
    """Say something: in a thread (the id of any comment in it), or as a new thread about something.

    A reply to a resolved thread opens it again. Members are told: the mentioned, those in the thread, editors of a new
    one. Raises `Invalid` for a blank or overlong text and for what is not part of the decision, `NotThere` for an
    unknown thread.
    """
    with editing(decision, by=by, even_frozen=True, require=require_contribute) as locked:
        kept = clean_text(text)
        if thread is not None:
            if about is not None and about != About():
                raise _refused("A reply is about what its thread is about: leave that out.", "/thread")
            return _reply(locked, thread, kept, by)
        comment = Comment.objects.create(
            decision=locked, author_id=by.user_id, text=kept, **place_of(locked, about or About())
        )
        tell_of_comment(comment, comment, by)
        tell(locked.pk, "comments")
    return Said(comment)


def _reply(decision: Decision, thread: int, text: str, by: Actor) -> Said:
    first = _first(decision, thread)
    reopened = first.resolved_at is not None
    comment = Comment.objects.create(decision=decision, parent=first, author_id=by.user_id, text=text)
    if reopened:
        _settle(first, None, by)
    tell_of_comment(comment, first, by)
    tell(decision.pk, "comments")
    return Said(comment, reopened)


def edit_comment(*, decision: str, comment: int, text: str, by: Actor) -> Comment:
    """Say it otherwise: one's own comments only, and marked as edited. Whoever is newly mentioned is told.

    Raises `Conflicting` for a removed comment.
    """
    with editing(decision, by=by, even_frozen=True, require=require_contribute) as locked:
        row = _found(locked, comment)
        if row.author_id != by.user_id:
            raise Forbidden("Only who wrote a comment may edit it.")
        if row.removed_at is not None:
            raise Conflicting("This comment was removed: write a new one.")
        kept = clean_text(text)
        if kept != row.text:
            before, row.text, row.edited_at = row.text, kept, timezone.now()
            row.save(update_fields=["text", "edited_at"])
            tell_of_edit(row, before, by)
            tell(locked.pk, "comments")
    return row


def remove_comment(*, decision: str, comment: int, by: Actor, reason: str = "") -> Comment:
    """Take back one's own comment, or as an editor remove anybody's with a reason; a stone stays in its place.

    The notifications of it go with it. A thread in which nothing stands any more is resolved.
    """
    with editing(decision, by=by, even_frozen=True, require=require_take_part) as locked:
        row = _found(locked, comment)
        because = ""
        if row.author_id != by.user_id:
            if not _may_moderate(by, locked):
                raise Forbidden("Only who wrote a comment may remove it, and editors with a reason.")
            because = _reason(reason)
        if row.removed_at is None:
            row.text, row.removed_at, row.removed_by_id, row.removed_because = (
                "",
                timezone.now(),
                by.user_id,
                because,
            )
            row.save(update_fields=["text", "removed_at", "removed_by", "removed_because"])
            row.notifications.all().delete()
            _resolve_if_bare(locked, row.thread_id, by)
            tell(locked.pk, "comments")
    return row


def set_resolved(*, decision: str, comment: int, resolved: bool, by: Actor) -> Comment:
    """Settle the thread of a comment, or open it again: those who said something in it, and editors.

    Returns the thread's first comment. Settling twice changes nothing.
    """
    with editing(decision, by=by, even_frozen=True, require=require_take_part) as locked:
        first = _first(locked, comment)
        said = Comment.objects.filter(decision=locked, author_id=by.user_id, removed_at=None)
        if (
            not _may_moderate(by, locked)
            and not said.filter(pk=first.pk).union(said.filter(parent=first)).exists()
        ):
            verb = "resolve" if resolved else "reopen"
            raise Forbidden(f"Only those who take part in a discussion may {verb} it, and editors.")
        if resolved == (first.resolved_at is None):
            if not resolved and not _stands(first):
                raise Conflicting("Nothing is left in this discussion: write a reply, and it is open again.")
            _settle(first, by if resolved else None, by)
            tell(locked.pk, "comments")
    return first


def _may_moderate(by: Actor, locked: Decision) -> bool:
    return may_edit(by, cast(Guarded, locked))  # `editing` has put the role beside it


def require_take_part(actor: Actor, decision: Guarded) -> None:
    """Editors, staff among them, may settle and remove; everybody else must be one who may comment."""
    if not (may_edit(actor, decision) or may_contribute(actor, decision)):
        require_contribute(actor, decision)


def _found(decision: Decision, comment: int) -> Comment:
    row = Comment.objects.filter(decision=decision, pk=comment).first()
    if row is None:
        raise NotThere(f"There is no comment {comment} on this decision.")
    return row


def _first(decision: Decision, comment: int) -> Comment:
    row = _found(decision, comment)
    return row if row.parent_id is None else _found(decision, row.parent_id)


def _settle(first: Comment, resolved_by: Actor | None, by: Actor) -> None:
    first.resolved_at = timezone.now() if resolved_by else None
    first.resolved_by_id = by.user_id if resolved_by else None
    first.save(update_fields=["resolved_at", "resolved_by"])


def _stands(first: Comment) -> bool:
    return first.removed_at is None or first.replies.filter(removed_at=None).exists()


def _resolve_if_bare(decision: Decision, thread: int, by: Actor) -> None:
    first = _found(decision, thread)
    if first.resolved_at is None and not _stands(first):
        _settle(first, by, by)


def _reason(given: str) -> str:
    reason = " ".join(given.replace("\x00", "").split())
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise _refused(
            f"Say why it is removed, in 1 to {LONGEST_REASON} characters: its author reads it.", "/reason"
        )
    return reason


def _refused(sentence: str, place: str) -> Invalid:
    return Invalid(sentence, errors=[(place, sentence)], title="Invalid comment")
