"""Threads and comments as their readers see them: plain values, with who may do what to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from decision.matrix.loading import LoadedMatrix
from decision.matrix.page import ago
from decision.matrix.selectors import OpenDecision
from decision.teams.actors import Actor
from decision.teams.people import initials, shown_name
from decision.teams.permissions import may_contribute, may_edit

from .models import Comment
from .selectors import Person, Thread
from .wording import Piece, pieces_of

REPLIES_IN_A_LIST = 8


@dataclass(frozen=True)
class Reader:
    """Who looks, at which decision, and whom they can call."""

    by: Actor
    opened: OpenDecision
    loaded: LoadedMatrix
    people: Sequence[Person]

    @property
    def may_write(self) -> bool:
        return may_contribute(self.by, self.opened)

    @property
    def may_moderate(self) -> bool:
        return may_edit(self.by, self.opened)

    @cached_property
    def criteria(self) -> Mapping[str, str]:
        """Names of criteria and groups by slug."""
        return {row.key: row.name for row in self.loaded.criteria}

    @cached_property
    def frameworks(self) -> Mapping[str, str]:
        """Names of alternatives by slug."""
        return {row.key: row.label for row in self.loaded.alternatives}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(person.username.casefold() for person in self.people)


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed into a form that was refused, and why; empty for a fresh one."""

    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment, or the stone in its place."""

    id: int
    author: str
    initials: str
    is_mine: bool
    at: datetime
    when: str
    edited: datetime | None
    pieces: tuple[Piece, ...]
    text: str
    stone: str
    may_edit: bool
    may_remove: bool
    needs_reason: bool
    form: Form | None

    @property
    def edit_form(self) -> str:
        """The name of the form that changes it."""
        return f"edit-{self.id}"

    @property
    def remove_form(self) -> str:
        """The name of the form that takes it back."""
        return f"remove-{self.id}"

    @property
    def version(self) -> str:
        """Differs whenever what is shown of it does."""
        return f"{self.edited.isoformat() if self.edited else ''}{self.stone}"


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread: what it is about, what was said, whether it is settled."""

    id: int
    about: str
    href: str
    gone: str
    quote: str
    comments: tuple[CommentView, ...]
    count: int
    earlier: int
    is_resolved: bool
    settled: str
    may_settle: bool
    may_reply: bool
    form: Form | None

    @property
    def reply_form(self) -> str:
        """The name of the form that answers it."""
        return f"reply-{self.id}"


def thread_view(
    thread: Thread, reader: Reader, form: Form | None = None, *, whole: bool = True
) -> ThreadView:
    """A thread as `reader` sees it; in lists only its latest replies."""
    first = thread.first
    takes_part = reader.by.user_id in thread.authors and reader.may_write
    replies = thread.replies
    earlier = 0 if whole else max(len(replies) - REPLIES_IN_A_LIST, 0)
    about, href, gone = _about(first, reader)
    settled = ""
    if first.resolved_at is not None:
        who = f" by {shown_name(first.resolved_by)}" if first.resolved_by else ""
        settled = f"Resolved{who} {ago(first.resolved_at)}"
    return ThreadView(
        id=first.pk, about=about, href=href, gone=gone,
        quote=_claim_text(first), comments=tuple(
            comment_view(row, reader, form) for row in (first, *replies[earlier:])
        ),
        count=len(replies) + 1, earlier=earlier, is_resolved=first.resolved_at is not None, settled=settled,
        may_settle=takes_part or reader.may_moderate, may_reply=reader.may_write,
        form=form_of(form, f"reply-{first.pk}"),
    )  # fmt: skip


def comment_view(row: Comment, reader: Reader, form: Form | None = None) -> CommentView:
    """A comment as `reader` sees it."""
    author = shown_name(row.author) if row.author else "Somebody who has left"
    is_mine = row.author_id is not None and row.author_id == reader.by.user_id
    stands = row.removed_at is None
    return CommentView(
        id=row.pk, author=author, initials=initials(author), is_mine=is_mine, at=row.created_at,
        when=ago(row.created_at), edited=row.edited_at if stands else None,
        pieces=pieces_of(row.text, reader.names), text=row.text, stone="" if stands else _stone(row),
        may_edit=stands and is_mine and reader.may_write,
        may_remove=stands and ((is_mine and reader.may_write) or reader.may_moderate),
        needs_reason=not is_mine, form=form_of(form, f"edit-{row.pk}", f"remove-{row.pk}"),
    )  # fmt: skip


def form_of(form: Form | None, *names: str) -> Form | None:
    """The refused form where it is one of these, else none."""
    return form if form is not None and form.name in names else None


def _about(first: Comment, reader: Reader) -> tuple[str, str, str]:
    """What a thread is about in words, where that is, and what is to be said when it is no longer there."""
    slug = reader.opened.slug
    if first.place == Comment.Place.DECISION:
        return "The decision", reverse("decision-detail", args=[slug]), ""
    criterion = first.criterion.slug if first.criterion else ""
    framework = first.framework.slug if first.framework else ""
    is_cell = first.place != Comment.Place.CRITERION
    if criterion not in reader.criteria or (is_cell and framework not in reader.frameworks):
        return first.about, "", "no longer part of the decision"
    if not is_cell:
        return reader.criteria[criterion], f"{reverse('decision-detail', args=[slug])}#c-{criterion}", ""
    name = f"{reader.criteria[criterion]} of {reader.frameworks[framework]}"
    is_lost = first.place == Comment.Place.CLAIM and first.claim is None
    href = reverse("cell-detail", args=[slug, criterion, framework])
    if first.place == Comment.Place.CLAIM:
        name = f"A claim on {name}"
    return name, href, "the claim is no longer on record" if is_lost else ""


def _claim_text(first: Comment) -> str:
    return first.claim.text[:300] if first.claim else ""


def _stone(row: Comment) -> str:
    if row.removed_by_id is not None and row.removed_by_id == row.author_id:
        return "Removed by its author."
    who = shown_name(row.removed_by) if row.removed_by else "an editor"
    return f"Removed by {who}: {row.removed_because}" if row.removed_because else "Removed by its author."
