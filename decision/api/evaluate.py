"""A matrix of the caller's own, ranked and forgotten."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision import engine
from decision.problems import Invalid
from decision.robustness.asking import Asked
from decision.robustness.reading import read_options
from decision.robustness.room import room_to_compute
from decision.robustness.shapes import RobustnessOptions
from decision.robustness.tables import table_robustness

from .describing import described
from .problems import TooLarge
from .reading import read
from .views import ApiView, json_response

MOST_CELLS = 200_000


class EvaluateRequest(engine.TableRequest):
    """A table to rank, and how far its winner can be trusted where that is asked for (weighted_sum alone)."""

    robustness: RobustnessOptions | None = None


class EvaluateAnswer(engine.TableAnswer):
    """The ranking; `robustness` has the form of a decision's, with `alternative` in place of `framework`."""

    robustness: dict[str, Any] | None = None


class EvaluateTable(ApiView):
    """Ranks a table that the caller brings; nothing is stored."""

    computes_only = True

    @described(
        "evaluate_table",
        EvaluateAnswer,
        body=EvaluateRequest,
        refusals=[400, 413, 415, 503],
        tag="evaluate",
    )
    def post(self, request: Request) -> HttpResponse:
        data: Any = request.data
        if cells_in(data, "scores") > MOST_CELLS:
            raise TooLarge(f"A table may have at most {MOST_CELLS} cells.")
        wanted = None
        if isinstance(data, dict):
            data = {**data}  # what DRF makes of no body at all may not be changed
            wanted = data.pop("robustness", None)
        asked = None if wanted is None else _asked(wanted)
        table = engine.read_table(data)
        answered = engine.rank_table(table)
        answer: dict[str, Any] = answered.model_dump(exclude_unset=True)
        if asked is not None:
            with room_to_compute():
                answer["robustness"] = table_robustness(table, answered.normalization, asked)
        return json_response(answer)


def _asked(wanted: object) -> Asked:
    """The options of the robustness that is asked for. Raises `Invalid` with pointers into the body."""
    try:
        return read_options(read(RobustnessOptions, wanted, title="Invalid robustness"))
    except Invalid as invalid:
        errors = [(f"/robustness{place}", sentence) for place, sentence in invalid.errors]
        raise Invalid(invalid.detail, errors=errors, title=invalid.title) from None


def cells_in(data: Any, field: str) -> int:
    """How many numbers a table in the body has, whatever else it is."""
    rows = data.get(field) if isinstance(data, dict) else None
    return sum(len(row) for row in rows if isinstance(row, list)) if isinstance(rows, list) else 0
