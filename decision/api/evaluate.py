"""A matrix of the caller's own, ranked and forgotten."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision import engine

from .describing import described
from .problems import TooLarge
from .views import ApiView, json_response

MOST_CELLS = 200_000


class EvaluateTable(ApiView):
    """Ranks a table that the caller brings; nothing is stored."""

    computes_only = True

    @described(
        "evaluate_table",
        engine.TableAnswer,
        body=engine.TableRequest,
        refusals=[400, 413, 415],
        tag="evaluate",
    )
    def post(self, request: Request) -> HttpResponse:
        data: Any = request.data
        if cells_in(data, "scores") > MOST_CELLS:
            raise TooLarge(f"A table may have at most {MOST_CELLS} cells.")
        answered = engine.rank_table(engine.read_table(data))
        return json_response(answered.model_dump())


def cells_in(data: Any, field: str) -> int:
    """How many numbers a table in the body has, whatever else it is."""
    rows = data.get(field) if isinstance(data, dict) else None
    return sum(len(row) for row in rows if isinstance(row, list)) if isinstance(rows, list) else 0
