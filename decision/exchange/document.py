"""A decision as one JSON document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decision.api.encoding import encode
from decision.matrix.api.decisions import detail_of
from decision.matrix.selectors import scores_of
from decision.matrix.serializers import gate_answer, ranking_answer, scenario_answer, score_answer
from decision.problems import Invalid
from decision.robustness.asking import Asked, what_if
from decision.robustness.selectors import robustness_of
from decision.robustness.serializers import headline_answer

from .gathering import Shown


def document_of(shown: Shown) -> bytes:
    """The decision with its scores, must-haves, scenarios, ranking and the headline of its robustness."""
    loaded = shown.loaded
    detail = detail_of(shown.opened)
    for of_the_caller in ("may_edit", "links"):
        del detail[of_the_caller]
    scenario = shown.asked.scenario.slug if shown.asked.scenario else None
    values = loaded.values
    return encode(
        {
            **detail,
            "scores": [
                score_answer(row)
                for row in scores_of(shown.opened)
                if (row.framework, row.criterion) in values
            ],
            "gates": [gate_answer(row) for row in loaded.gates],
            "scenarios": [scenario_answer(row) for row in loaded.scenarios],
            "what_if": {"says": shown.what_if, "points": dict(shown.points)} if shown.is_what_if else None,
            "ranking": shown.ranking and ranking_answer(loaded, shown.ranking, scenario=scenario),
            "robustness": _headline_or_none(shown) if shown.ranking else None,
        }
    )


def _headline_or_none(shown: Shown) -> dict[str, Any] | None:
    """The headline of the robustness; None with other evidence, or where the matrix is too large for one request."""
    if shown.loaded.is_varied:
        return None
    asked = Asked(scenario=shown.asked.scenario.slug if shown.asked.scenario else None)
    if shown.asked.is_moved:
        asked = replace(asked, points=what_if(shown.points))
    try:
        return headline_answer(robustness_of(shown.loaded, asked))
    except Invalid:
        return None
