"""What a reader should know about the columns of a table."""

from __future__ import annotations

from decision.engine.table import TableFlag, TableRequest


def flags(request: TableRequest, kind: str) -> list[TableFlag]:
    """Criteria on which all alternatives score the same."""
    found = []
    for j, criterion in enumerate(request.criteria):
        if len({row[j] for row in request.scores}) == 1:
            detail = "All alternatives score the same, so this criterion does not tell them apart"
            detail += " and counts 0 for all." if kind == "minmax" and criterion.scale is None else "."
            found.append(TableFlag(criterion=criterion.key, flag="constant", detail=detail))
    return found
