"""Reading what a team says: for its members and staff only, whoever else may read the decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from decision.matrix.models import Decision, Score
from decision.matrix.selectors import OpenDecision, open_decision
from decision.problems import NotThere
from decision.teams.actors import Actor
from decision.teams.people import name_of
from decision.teams.permissions import inside, insiders, require_read_talk
from frameworks.models import Claim

from .models import Comment, Notification, Preference

THREADS_A_PAGE = 30
SHOWN_WITH = ("author", "criterion", "framework", "claim", "removed_by", "resolved_by")


def open_talk(slug: str, *, by: Actor) -> OpenDecision:
    """The decision whose talk `by` may read. Raises `Forbidden` for everybody outside its team, staff excepted."""
    opened = open_decision(slug, by=by)
    require_read_talk(by, opened)
    return opened


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be mentioned."""

    id: int
    username: str
    name: str


def people_of(decision: int) -> list[Person]:
    """The members of the decision's team who may read it, by user name; one query."""
    rows = (
        get_user_model()
        .objects.filter(insiders(decision), memberships__team__decisions=decision)
        .order_by("username")
        .values_list("pk", "username", "first_name", "last_name")
    )
    return [Person(pk, username, name_of(first, last, username)) for pk, username, first, last in rows]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads: open, resolved, mine or all; about a criterion, about one cell."""

    show: str = "all"
    criterion: str | None = None
    framework: str | None = None
    page: int = 1


@dataclass(slots=True)
class Thread:
    """A first comment, then its replies in order."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)

    @property
    def comments(self) -> list[Comment]:
        return [self.first, *self.replies]

    @property
    def authors(self) -> set[int]:
        """Everybody who said something in it that still stands."""
        return {row.author_id for row in self.comments if row.author_id and row.removed_at is None}


def comments_of(decision: int) -> QuerySet[Comment]:
    """The comments of a decision with everything that showing them takes."""
    return Comment.objects.filter(decision=decision).select_related(*SHOWN_WITH)


def answerable(
    decision: int,
    *,
    is_open: bool | None = None,
    criterion: str | None = None,
    framework: str | None = None,
    thread: int | None = None,
) -> QuerySet[Comment]:
    """The comments of a decision by id, each with its thread's first, narrowed by what that is about."""
    rows = comments_of(decision).select_related(
        "parent__criterion", "parent__framework", "parent__resolved_by", *SHOWN_WITH
    )
    firsts = Comment.objects.filter(decision=decision, parent=None)
    if is_open is not None:
        firsts = firsts.filter(resolved_at__isnull=is_open)
    if criterion is not None:
        firsts = firsts.filter(criterion__slug=criterion)
    if framework is not None:
        firsts = firsts.filter(framework__slug=framework)
    if thread is not None:
        firsts = firsts.filter(pk=thread)
    return rows.filter(Q(pk__in=firsts.values("pk")) | Q(parent__in=firsts.values("pk"))).order_by("id")


def comment_of(decision: int, comment: int) -> Comment:
    """One comment. Raises `NotThere`."""
    row = answerable(decision).filter(pk=comment).first()
    if row is None:
        raise NotThere(f"There is no comment {comment} on this decision.")
    return row


def threads_of(decision: int, wanted: Wanted, *, by: Actor) -> tuple[list[Thread], bool]:
    """A page of threads, open ones first, each by its latest comment; and whether there are more. Two queries."""
    rows = _firsts(decision, wanted, by)
    rows = rows.annotate(
        latest=Coalesce(Max("replies__id"), F("id"), output_field=IntegerField()),
        is_resolved=Q(resolved_at__isnull=False),
    ).order_by("is_resolved", "-latest")
    start = (wanted.page - 1) * THREADS_A_PAGE
    firsts = list(rows[start : start + THREADS_A_PAGE + 1])
    has_more = len(firsts) > THREADS_A_PAGE
    return _with_replies(decision, firsts[:THREADS_A_PAGE]), has_more


def thread_of(decision: int, comment: int) -> Thread:
    """The thread that a comment belongs to. Raises `NotThere`."""
    here = Comment.objects.filter(decision=decision, pk=comment).annotate(thread=Coalesce("parent", "pk"))
    first = comments_of(decision).filter(pk__in=here.values("thread")).first()
    if first is None:
        raise NotThere(f"There is no comment {comment} on this decision.")
    return _with_replies(decision, [first])[0]


def _with_replies(decision: int, firsts: Sequence[Comment]) -> list[Thread]:
    threads = {row.pk: Thread(row) for row in firsts}
    for reply in comments_of(decision).filter(parent__in=threads).order_by("id") if threads else ():
        threads[reply.parent_id or 0].replies.append(reply)
    return list(threads.values())


def _firsts(decision: int, wanted: Wanted, by: Actor) -> QuerySet[Comment]:
    rows = comments_of(decision).filter(parent=None)
    if wanted.show in ("open", "resolved"):
        rows = rows.filter(resolved_at__isnull=wanted.show == "open")
    elif wanted.show == "mine":
        rows = rows.filter(takes_part(by))
    if wanted.criterion is not None:
        rows = rows.filter(criterion__slug=wanted.criterion)
    if wanted.framework is not None:
        rows = rows.filter(framework__slug=wanted.framework)
    return rows


def takes_part(by: Actor) -> Q:
    """The threads in which `by` said something."""
    mine = Comment.objects.filter(parent=OuterRef("pk"), author=by.user_id)
    return Q(author=by.user_id) | Q(Exists(mine))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many threads there are, by state and by criterion (slug to name and number)."""

    all: int
    open: int
    mine: int
    criteria: Mapping[str, tuple[str, int]]

    @property
    def resolved(self) -> int:
        return self.all - self.open


def counts_of(decision: int, *, by: Actor) -> Counts:
    """How many threads a decision has; one query."""
    rows = (
        Comment.objects.filter(decision=decision, parent=None)
        .values_list("criterion__slug", "criterion__name")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=Q(resolved_at=None)),
            mine=Count("pk", filter=takes_part(by)),
        )
        .order_by("criterion__name")
    )
    found = list(rows)
    return Counts(
        all=sum(row[2] for row in found),
        open=sum(row[3] for row in found),
        mine=sum(row[4] for row in found),
        criteria={slug: (name, all) for slug, name, all, _, _ in found if slug},
    )


def open_by_cell(decision: int) -> dict[tuple[str, str | None], int]:
    """How many open threads each (criterion, framework) has; None for those about the criterion alone. One query."""
    rows = (
        Comment.objects.filter(decision=decision, parent=None, resolved_at=None, criterion__isnull=False)
        .values_list("criterion__slug", "framework__slug")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return {(criterion, framework): count for criterion, framework, count in rows if criterion}


def cells_citing(decision: int, claims: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """The cells (criterion, framework) whose scores cite each claim, in the matrix's order; one query."""
    rows = (
        Score.objects.filter(decision=decision, claims__in=claims)
        .order_by("weight__position", "weight_id", "alternative__position", "alternative_id")
        .values_list("claims", "weight__criterion__slug", "alternative__framework__slug")
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for claim, criterion, framework in rows:
        if claim in claims:
            found.setdefault(claim, []).append((criterion, framework))
    return found


def claims_of_cell(decision: int, criterion: str, framework: str) -> list[tuple[int, str]]:
    """The claims that a cell's score cites, by id with their words; one query."""
    cell = Score.objects.filter(
        decision=decision, weight__criterion__slug=criterion, alternative__framework__slug=framework
    )
    rows = Claim.objects.evidence().filter(scores__in=cell).order_by("id").values_list("pk", "text", "kind")
    return [(pk, text or kind) for pk, text, kind in rows]


def notifications_of(by: Actor) -> QuerySet[Notification]:
    """What `by` was told, the latest first; never what they may not see any more, nor of words taken back."""
    return (
        Notification.objects.filter(user=by.user_id or 0, decision__in=Decision.objects.filter(inside(by)))
        .filter(Q(comment__isnull=True) | Q(comment__removed_at__isnull=True))
        .select_related("decision", "comment")
        .order_by("-id")
    )


def unread_count(by: Actor) -> int:
    """How many notifications `by` has not read; one query."""
    return notifications_of(by).filter(read_at=None).order_by().count()


def preference_of(user: int) -> Preference:
    """What a person wants mailed; the defaults where they never said. One query."""
    return Preference.objects.filter(pk=user).first() or Preference(user_id=user)
