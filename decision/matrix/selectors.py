"""Reading decisions: one query tells who may see what and which revision it is at, one more loads a
whole matrix, and nothing is loaded twice for the same revision."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.db.models import OuterRef, Subquery

from decision.problems import NotThere
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.permissions import may_view

from .loading import LoadedMatrix, load_matrix
from .models import Decision

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


def open_decision(slug: str, *, by: Actor) -> OpenDecision:
    """The decision at `slug` as `by` may see it, in one query.

    Raises `NotThere` for outsiders and for unknown slugs alike.
    """
    role = Membership.objects.filter(team=OuterRef("team"), user_id=by.user_id).values("role")[:1]
    row = (
        Decision.objects.filter(slug=slug)
        .values_list("id", "slug", "title", "revision", "status", "visibility", Subquery(role))
        .first()
    )
    found = OpenDecision(*row) if row else None
    if found is None or not may_view(by, found):
        raise NotThere(f"There is no decision “{slug}” here.")
    return found


class _LoadedMatrices:
    """The matrices of the latest revisions asked for, the least recently used dropped first."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[tuple[int, int], LoadedMatrix] = OrderedDict()
        self._lock = Lock()

    def get(self, decision: OpenDecision) -> LoadedMatrix:
        key = (decision.id, decision.revision)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept
        loaded = load_matrix(decision.id)
        with self._lock:
            self._kept[(loaded.decision_id, loaded.revision)] = loaded
            while len(self._kept) > self._at_most:
                self._kept.popitem(last=False)
        return loaded


_loaded = _LoadedMatrices(LOADED_AT_MOST)


def matrix_of(decision: OpenDecision) -> LoadedMatrix:
    """The matrix of `decision`, from memory when its revision is known, else in one query.

    The answer may be of a newer revision than `decision` where somebody changed it meanwhile; it is
    whole, and says which.
    """
    return _loaded.get(decision)
