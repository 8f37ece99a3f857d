"""Comments over the API, for the members of a decision's team. They change without the decision's revision."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.pagination import page_of
from decision.api.parameters import choice, text, whole
from decision.api.reading import read
from decision.matrix.api.base import DecisionView, unkept
from decision.matrix.selectors import OpenDecision
from decision.problems import Invalid
from decision.teams.authentication import actor_of
from decision.teams.permissions import require_contribute, require_read_talk

from . import services, shapes
from .models import Comment
from .selectors import answerable, comment_of
from .serializers import comment_answer

READS = (400, 401, 403, 404)
WRITES = (*READS, 409, 413, 415)
TRUTH = {"true": True, "false": False}
FILTERS = (
    query("open", "Only comments of threads that are open, or not.", choices=list(TRUTH)),
    query("criterion", "Only what is about this criterion or its cells (slug)."),
    query("framework", "Only what is about this alternative's cells (slug)."),
    query("thread", "Only this thread (id of its first comment).", int),
)


class _TalkView(DecisionView):
    """A view of what a decision's team says: for its members and staff."""

    require = staticmethod(require_contribute)

    def seen(self, request: Request, slug: str) -> OpenDecision:
        """The decision, for somebody who may read its talk."""
        opened = self.open(request, slug)
        require_read_talk(actor_of(request), opened)
        return opened

    def one(self, request: Request, slug: str, comment: int, status: int = 200) -> HttpResponse:
        """A comment as it stands."""
        return unkept(comment_answer(comment_of(self.seen(request, slug).id, comment)), status)


class CommentList(_TalkView):
    """What the team says."""

    ordering = ("id",)

    @described(
        "list_comments", shapes.CommentPage, parameters=(*FILTERS, *PAGING), refusals=READS, tag="decision"
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        """In the order in which it was written."""
        opened = self.seen(request, slug)
        return unkept(page_of(_wanted(request, opened), request, self, comment_answer))

    @described(
        "add_comment",
        shapes.CommentAnswer,
        body=shapes.NewComment,
        refusals=WRITES,
        status=201,
        tag="decision",
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Say something. A reply to a resolved thread opens it again."""
        given = read(shapes.NewComment, request.data, title="Invalid comment")
        about = services.About(given.criterion, given.framework, given.claim)
        said = services.add_comment(
            decision=slug, text=given.text, thread=given.thread, about=about, by=actor_of(request)
        )
        response = self.one(request, slug, said.comment.pk, status=201)
        response["Location"] = reverse("api:decision-comment", args=[slug, said.comment.pk])
        return response


def _wanted(request: Request, opened: OpenDecision) -> QuerySet[Comment]:
    is_open = choice(request, "open", TRUTH)
    return answerable(
        opened.id,
        is_open=TRUTH[is_open] if is_open else None,
        criterion=text(request, "criterion"),
        framework=text(request, "framework"),
        thread=whole(request, "thread"),
    )


class CommentDetail(_TalkView):
    """One comment."""

    require = staticmethod(services.require_take_part)

    @described("get_comment", shapes.CommentAnswer, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str, id: int) -> HttpResponse:
        return self.one(request, slug, id)

    @described(
        "change_comment", shapes.CommentAnswer, body=shapes.CommentChange, refusals=WRITES, tag="decision"
    )
    def patch(self, request: Request, slug: str, id: int) -> HttpResponse:
        """Other words, or the thread settled or opened again; both or neither where both are given."""
        given = read(shapes.CommentChange, request.data, title="Invalid comment")
        if given.text is None and given.resolved is None:
            raise Invalid("Give text, resolved or both: there is nothing to change.", title="Invalid comment")
        by = actor_of(request)
        with transaction.atomic():
            if given.text is not None:
                services.edit_comment(decision=slug, comment=id, text=given.text, by=by)
            if given.resolved is not None:
                services.set_resolved(decision=slug, comment=id, resolved=given.resolved, by=by)
        return self.one(request, slug, id)

    @described(
        "remove_comment", shapes.CommentAnswer, refusals=READS, tag="decision",
        parameters=[query("reason", "Why an editor removes what somebody else said.")],
    )  # fmt: skip
    def delete(self, request: Request, slug: str, id: int) -> HttpResponse:
        """Take it back, or as an editor remove it with a reason; a stone without text stays, and is answered."""
        reason = request.query_params.get("reason", "")
        services.remove_comment(decision=slug, comment=id, reason=reason, by=actor_of(request))
        return self.one(request, slug, id)
