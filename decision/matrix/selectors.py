"""Reading decisions: one query tells who may see what and which revision it is at, one more loads a
whole matrix, and nothing is loaded twice for the same revision."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from django.db.models import OuterRef, Subquery

from decision.problems import NotThere
from decision.teams.actors import Actor
from decision.teams.models import Membership
from decision.teams.permissions import may_view

from .loading import LoadedMatrix, load_matrices, load_matrix
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

    def get(self, decision: OpenDecision) -> LoadedMatrix | None:
        """The matrix at the decision's revision, if it is kept."""
        with self._lock:
            if (kept := self._kept.get((decision.id, decision.revision))) is not None:
                self._kept.move_to_end((decision.id, decision.revision))
            return kept

    def keep(self, loaded: LoadedMatrix) -> LoadedMatrix:
        """Remember a matrix, and forget the least recently used beyond the bound."""
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
    return _loaded.get(decision) or _loaded.keep(load_matrix(decision.id))


def matrices_of(decisions: Sequence[OpenDecision]) -> dict[str, LoadedMatrix]:
    """The matrices of many decisions by slug, from memory or in one query; those gone meanwhile are
    left out."""
    known = {decision.slug: _loaded.get(decision) for decision in decisions}
    missing = [decision.id for decision in decisions if known[decision.slug] is None]
    found = {loaded.slug: _loaded.keep(loaded) for loaded in load_matrices(missing)} if missing else {}
    return {slug: loaded for slug, kept in known.items() if (loaded := kept or found.get(slug)) is not None}
