"""A decision's matrix of scores over the API."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.reading import read
from decision.teams.authentication import actor_of

from ..loading import LoadedMatrix
from ..selectors import matrix_of, open_decision, scores_of
from ..serializers import matrix_answer
from ..services import ScoreChange, set_scores
from ..shapes import ScoreMatrix, ScorePatch, ScorePatches
from .base import DecisionView, answer
from .weights import WRITES


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

    @described(
        "change_scores", ScoreMatrix, body=ScorePatches, refusals=WRITES, tag="decision", revision=True
    )
    def patch(self, request: Request, slug: str) -> HttpResponse:
        """Many cells, all or nothing."""
        patches = read(ScorePatches, request.data, title="Invalid scores").root
        loaded, expected = self.matrix(request, slug), self.expected(request, slug)
        changes = [_change(patch, loaded) for patch in patches]
        set_scores(decision=slug, changes=changes, by=actor_of(request), if_revision=expected)
        decision = open_decision(slug, by=actor_of(request))
        loaded = matrix_of(decision)
        return answer(matrix_answer(loaded, scores_of(decision)), loaded.revision)


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
