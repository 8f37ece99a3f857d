"""Reading decisions: one query tells who may see what and which revision it is at, one more loads a
whole matrix, and nothing is loaded twice for the same revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from decision.database.first_row import first_row
from decision.problems import NotThere
from decision.recent import Recent
from decision.teams.actors import Actor
from decision.teams.permissions import may_view, visible_to
from frameworks.models import Claim

from .loading import LoadedMatrix, load_as_of, load_matrices, load_matrix
from .loading.as_of import refuse_unknown
from .models import Alternative, Decision, Revision, Score

LOADED_AT_MOST = 256


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision that the actor may see, and where it stands."""

    id: int
    slug: str
    title: str
    revision: int
    status: str
    visibility: str
    role: str | None
    now: int | None = None  # the current revision, where a past one is opened

    @property
    def is_frozen(self) -> bool:
        """Whether it is decided, so that nobody changes it without reopening it."""
        return self.status in (Decision.Status.DECIDED, Decision.Status.SUPERSEDED)


# Written out: composing them through the ORM costs several times what PostgreSQL needs to answer them.
_OPEN_TO_VISITORS = """
SELECT id, slug, title, revision, status, visibility, NULL FROM matrix_decision WHERE slug = %s
"""
_OPEN = """
SELECT decision.id, decision.slug, decision.title, decision.revision, decision.status, decision.visibility,
       (SELECT membership.role FROM teams_membership membership
         WHERE membership.team_id = decision.team_id AND membership.user_id = %s)
  FROM matrix_decision decision WHERE decision.slug = %s
"""


def open_decision(slug: str, *, by: Actor) -> OpenDecision:
    """The decision at `slug` as `by` may see it, in one query.

    Raises `NotThere` for outsiders and for unknown slugs alike.
    """
    row = first_row(_OPEN_TO_VISITORS, slug) if by.user_id is None else first_row(_OPEN, by.user_id, slug)
    found = OpenDecision(*row) if row else None
    if found is None or not may_view(by, found):
        raise NotThere(f"There is no decision “{slug}” here.")
    return found


_loaded: Recent[tuple[int, int], LoadedMatrix] = Recent(LOADED_AT_MOST)


def past(decision: OpenDecision, revision: int) -> OpenDecision:
    """The decision as it is opened at one of its revisions; who may see it is as today."""
    now = decision.now or decision.revision
    return replace(decision, revision=revision, now=None if revision == now else now)


def matrix_of(decision: OpenDecision) -> LoadedMatrix:
    """The matrix of `decision`, from memory when its revision is known, else in one query.

    The answer may be of a newer revision than `decision` where somebody changed it meanwhile; it is
    whole, and says which. A decision opened in the past is answered as it was; raises `NotThere` for revisions
    that never were and for those from before the record began.
    """
    if (loaded := _loaded.get((decision.id, decision.revision))) is not None:
        return loaded
    if decision.now is not None:
        return _keep(load_as_of(decision.id, decision.slug, decision.revision))
    return _keep(load_matrix(decision.id))


def _keep(loaded: LoadedMatrix) -> LoadedMatrix:
    return _loaded.keep((loaded.decision_id, loaded.revision), loaded)


def matrix_at(decision: OpenDecision, revision: int) -> LoadedMatrix:
    """The matrix of `decision` as it stood at a revision: `matrix_of` its past."""
    return matrix_of(past(decision, revision))


def require_revision(decision: OpenDecision, revision: int) -> None:
    """Raise `NotThere`, saying why, unless the revision is on the decision's record; one query."""
    known = Revision.objects.filter(decision=decision.id)
    found = known.aggregate(began=Min("number"), here=Count("pk", filter=Q(number=revision)))
    refuse_unknown(revision, began=found["began"], is_known=bool(found["here"]))


def matrices_of(decisions: Sequence[OpenDecision]) -> dict[str, LoadedMatrix]:
    """The matrices of many decisions by slug, from memory or in one query; those gone meanwhile are
    left out."""
    known = {row.slug: _loaded.get((row.id, row.revision)) for row in decisions}
    missing = [decision.id for decision in decisions if known[decision.slug] is None]
    found = {loaded.slug: _keep(loaded) for loaded in load_matrices(missing)} if missing else {}
    return {slug: loaded for slug, kept in known.items() if (loaded := kept or found.get(slug)) is not None}


@dataclass(frozen=True, slots=True)
class StoredScore:
    """A score with everything behind it; `claims` by id."""

    framework: str
    criterion: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    confidence: str | None
    rationale: str
    rule: str
    claims: list[int]


def scores_of(decision: OpenDecision) -> list[StoredScore]:
    """Every score of a decision in the matrix's order, in one query."""
    counted = Score.claims.through.objects.filter(score=OuterRef("pk"), claim__status__in=Claim.EVIDENCE)
    cited = counted.order_by("claim_id").values("claim_id")
    rows = (
        Score.objects.filter(decision=decision.id)
        .order_by("alternative__position", "alternative_id", "weight__position", "weight_id")
        .values_list(
            "alternative__framework__slug",
            "weight__criterion__slug",
            "value",
            "low",
            "high",
            "confidence",
            "rationale",
            "rule",
            ArraySubquery(cited),
        )  # fmt: skip
    )
    return [StoredScore(*row) for row in rows]


def decisions_matching(
    *,
    by: Actor,
    search: str | None = None,
    team: str | None = None,
    status: str | None = None,
    framework: str | None = None,
) -> QuerySet[Decision]:
    """The decisions that `by` may find, by slug: with `search` in the title or the question, of a team, in a
    status, with a framework among the alternatives."""
    rows = Decision.objects.filter(visible_to(by)).order_by("slug")
    for word in (search or "").split():
        rows = rows.filter(Q(title__icontains=word) | Q(question__icontains=word) | Q(slug__icontains=word))
    if team is not None:
        rows = rows.filter(team__slug=team)
    if status is not None:
        rows = rows.filter(status=status)
    if framework is not None:
        rows = rows.filter(
            Exists(Alternative.objects.filter(decision=OuterRef("pk"), framework__slug=framework))
        )
    return rows


def frameworks_in() -> ArraySubquery:
    """The alternatives of each decision of a queryset, by slug."""
    options = Alternative.objects.filter(decision=OuterRef("pk")).order_by("position", "id")
    return ArraySubquery(options.values("framework__slug"))
