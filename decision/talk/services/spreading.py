"""Who is told of a comment: the mentioned, those in the thread, and of a new thread the editors."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.urls import reverse

from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.people import shown_name
from decision.teams.permissions import EDITING_ROLES

from ..models import Comment, Notification
from ..selectors import people_of
from ..wording import names_in
from .notifying import notify

Kind = Notification.Kind


def tell_of_comment(comment: Comment, first: Comment, by: Actor) -> None:
    """Tell everybody whom a new comment concerns, each once and for the nearest reason."""
    mentioned = _mentioned(comment.decision_id, names_in(comment.text))
    is_new = comment.pk == first.pk
    others = _editors(comment.decision_id) if is_new else _authors(first)
    verb = "began a discussion" if is_new else "replied"
    _tell(comment, first, Kind.MENTION, mentioned, "mentioned you", by)
    _tell(comment, first, Kind.COMMENT if is_new else Kind.REPLY, others - mentioned, verb, by)


def tell_of_edit(comment: Comment, before: str, by: Actor) -> None:
    """Tell whom an edited comment mentions for the first time."""
    newly = names_in(comment.text) - names_in(before)
    first = comment.parent or comment
    _tell(comment, first, Kind.MENTION, _mentioned(comment.decision_id, newly), "mentioned you", by)


def _tell(comment: Comment, first: Comment, kind: Kind, to: Collection[int], verb: str, by: Actor) -> None:
    if not to:
        return
    author = get_user_model().objects.get(pk=by.user_id or 0)
    path = reverse("talk-thread", args=[comment.decision.slug, first.pk]) + f"#comment-{comment.pk}"
    about = f" on {first.about}" if first.about else ""
    text = f"{shown_name(author)} {verb}{about}"
    notify(decision=comment.decision_id, kind=kind, to=to, text=text, path=path, by=by, comment=comment.pk)


def _mentioned(decision: int, names: Collection[str]) -> set[int]:
    """The members of that name who may read the decision: nobody else can be called."""
    if not names:
        return set()
    return {person.id for person in people_of(decision) if person.username.casefold() in names}


def _editors(decision: int) -> set[int]:
    editors = Membership.objects.filter(team__decisions=decision, role__in=EDITING_ROLES)
    return set(editors.values_list("user_id", flat=True))


def _authors(first: Comment) -> set[int]:
    rows = Comment.objects.filter(decision=first.decision_id, removed_at=None).filter(parent=first)
    authors = {author for author in rows.values_list("author_id", flat=True) if author}
    return authors | ({first.author_id} if first.author_id and first.removed_at is None else set())
