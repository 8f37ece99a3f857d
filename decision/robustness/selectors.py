"""Robustness of a loaded matrix, computed once a process for everybody who asks the same; and studies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from decision.engine import smaa
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision
from decision.problems import NotThere
from decision.teams.actors import Actor
from frameworks.models import Source

from .asking import Asked
from .assessing import Exact, Robustness, Sampled, exact_of, sampled_of
from .checking import settled
from .kept import Kept
from .models import Study
from .varying import as_varied

MOST_NUMBERS = 4_000_000
"""How many numbers the answers kept in memory may have together, about 8 bytes each as they lie in arrays."""

_exact: Kept[Exact] = Kept(MOST_NUMBERS, lambda exact: exact.size)
_sampled: Kept[Sampled] = Kept(MOST_NUMBERS, lambda sampled: sampled.size)


def robustness_of(loaded: LoadedMatrix, asked: Asked | None = None) -> Robustness:
    """How far the winner can be trusted: the one function behind API, page and export.

    Kept in memory by decision, revision and what is asked (the evidence that the matrix stands on included), bounded,
    and computed once where several ask at the same time; other draws and seeds share what is exact. No query. Raises
    `NotThere` for an unknown scenario, `EngineError` where nothing can be ranked at these points, and `Invalid`, which
    points to the option, for what cannot be computed or is too much for one request.
    """
    asked = as_varied(loaded, settled(loaded, asked or Asked()))
    return Robustness(asked, exact_part(loaded, asked), _sampled_part(loaded, asked))


def exact_part(loaded: LoadedMatrix, asked: Asked) -> Exact:
    """What does not depend on draws."""
    points = points_of(loaded, asked)
    evidence = asked.without, asked.gates, asked.plus, asked.figures
    weights = asked.scenario, asked.points, asked.locked, asked.nearest
    key = (loaded.decision_id, loaded.revision, *weights, *evidence)
    return _exact.get(key, lambda: exact_of(loaded.matrix, points, asked, loaded.labels))


def _sampled_part(loaded: LoadedMatrix, asked: Asked) -> Sampled:
    points = points_of(loaded, asked)
    key = (loaded.decision_id, loaded.revision, asked)
    return _sampled.get(key, lambda: sampled_of(loaded.matrix, points, asked, evidence_of(loaded)))


def evidence_of(loaded: LoadedMatrix) -> list[smaa.Evidence]:
    """The sources behind each score, in the matrix's order."""
    return [
        smaa.Evidence(framework, criterion, tuple(sorted(cell.sources)))
        for (framework, criterion), cell in sorted(loaded.cells.items())
        if cell.sources
    ]


def points_of(loaded: LoadedMatrix, asked: Asked) -> Mapping[str, Decimal] | None:
    """The points that are meant: the decision's own, a scenario's, a what-if over either."""
    scenario = loaded.scenario(asked.scenario).points if asked.scenario else {}
    return {**scenario, **dict(asked.points)} or None


def titles_of(sources: Collection[str]) -> dict[str, str]:
    """The titles of sources by slug; one query, none where there are none."""
    return dict(Source.objects.filter(slug__in=sources).values_list("slug", "title")) if sources else {}


def study_of(opened: OpenDecision, number: UUID) -> Study:
    """A study of the decision, without what was counted; one query. Raises `NotThere`."""
    found = Study.objects.filter(decision=opened.id, pk=number).defer("state", "result").first()
    if found is None:
        raise NotThere("This decision has no such study; old ones are forgotten.")
    return found


def result_of(study: Study) -> bytes:
    """What a finished study found, compressed. Raises `NotThere`."""
    found = Study.objects.filter(pk=study.pk, result__isnull=False).values_list("result", flat=True).first()
    if found is None:
        raise NotThere("This study is gone; begin it again.")
    return bytes(found)


def studies_of(opened: OpenDecision, by: Actor) -> QuerySet[Study]:
    """The studies of the decision that `by` began, the newest first; none for visitors, who keep the address."""
    own = Study.objects.filter(decision=opened.id, owner=by.user_id) if by.user_id else Study.objects.none()
    return own.defer("state", "result").order_by("-created_at")
