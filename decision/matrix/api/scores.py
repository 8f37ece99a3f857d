"""A decision's matrix of scores over the API."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.reading import read
from decision.problems import Invalid
from decision.teams.authentication import actor_of

from ..loading import LoadedMatrix
from ..selectors import matrix_of, open_decision, scores_of
from ..serializers import matrix_answer
from ..services import ScoreChange, set_scores
from ..shapes import ReasonedPatches, ScoreMatrix, ScorePatch, ScorePatches
from .base import DecisionView, answer
from .weights import WRITES

TITLE = "Invalid scores"
PATCHES = PolymorphicProxySerializer(
    component_name="ScoreChanges",
    serializers=[ScorePatches, ReasonedPatches],  # type: ignore[list-item]
    resource_type_field_name=None,
)


class DecisionScores(DecisionView):
    """The scores with everything behind them."""

    @described("get_scores", ScoreMatrix, tag="decision", revision=True)
    def get(self, request: Request, slug: str) -> HttpResponse:
        decision = self.open(request, slug)
        unchanged = self.unchanged(request, decision)
        if unchanged is not None:
            return unchanged
        loaded = matrix_of(decision)
        return answer(matrix_answer(loaded, scores_of(decision)), loaded.revision)

    @described("change_scores", ScoreMatrix, body=PATCHES, refusals=WRITES, tag="decision", revision=True)
    def patch(self, request: Request, slug: str) -> HttpResponse:
        """Many cells, all or nothing; a bare list of them where no reason is given."""
        asked, within = _asked(request.data)
        loaded, expected = self.matrix(request, slug), self.expected(request, slug)
        changes = [_change(patch, loaded) for patch in asked.scores]
        try:
            set_scores(
                decision=slug,
                changes=changes,
                by=actor_of(request),
                if_revision=expected,
                reason=asked.reason,
            )
        except Invalid as problem:
            places = [
                (place if place == "/reason" else f"{within}{place}", said) for place, said in problem.errors
            ]
            raise Invalid(problem.detail, errors=places, title=TITLE) from None
        decision = open_decision(slug, by=actor_of(request))
        loaded = matrix_of(decision)
        return answer(matrix_answer(loaded, scores_of(decision)), loaded.revision)


def _asked(data: object) -> tuple[ReasonedPatches, str]:
    """What a body asks for, and where its cells stand in it."""
    if isinstance(data, Mapping):
        return read(ReasonedPatches, data, title=TITLE), "/scores"
    return ReasonedPatches(scores=read(ScorePatches, data, title=TITLE).root), ""


def _change(patch: ScorePatch, loaded: LoadedMatrix) -> ScoreChange:
    given = patch.model_fields_set
    low, high = patch.low, patch.high
    clears = ("low" in given and low is None) or ("high" in given and high is None)
    if clears and (cell := loaded.values.get((patch.framework, patch.criterion))) is not None:
        low = cell.low if "low" not in given else low
        high = cell.high if "high" not in given else high
    return ScoreChange(
        framework=patch.framework,
        criterion=patch.criterion,
        value=patch.value,
        low=low,
        high=high,
        clear_range=clears,
        confidence="" if "confidence" in given and patch.confidence is None else patch.confidence,
        rationale=patch.rationale,
        rule=patch.rule,
        claims=patch.claims,
        remove="value" in given and patch.value is None,
    )
