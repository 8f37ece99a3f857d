"""Robustness of a table that a caller brings: by weighted sum, the one method for which it is defined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from decision import engine
from decision.engine.exact import decimals_of, scaled
from decision.engine.normalization import by_max, by_sum, by_vector
from decision.problems import Invalid

from .answers import Json
from .asking import Asked
from .assessing import Robustness, exact_of, sampled_of
from .checking import check_matrix
from .serializers import table_answer

METHOD = "weighted_sum"
ENDS = (Decimal(0), Decimal(1))
DIGITS = 12
TITLE = "Invalid robustness"
Column = Sequence[Decimal | None]


def table_robustness(request: engine.TableRequest, kind: str, asked: Asked) -> Json:
    """The robustness of a table that `engine.rank_table` has ranked by `kind` of normalization.

    Raises `Invalid`, which points into the request, for another method and for what is too much for one request.
    """
    if request.method != METHOD:
        sentence = f"Robustness is defined for {METHOD} alone: leave it out under {request.method}."
        raise Invalid(sentence, errors=[("/robustness", sentence)], title=TITLE)
    matrix = matrix_of_table(request, kind)
    try:
        asked = check_matrix(matrix, asked)
    except Invalid as invalid:
        errors = [(f"/robustness{place}", sentence) for place, sentence in invalid.errors]
        raise Invalid(invalid.detail, errors=errors, title=TITLE) from None
    exact, sampled = exact_of(matrix, None, asked), sampled_of(matrix, None, asked)
    if kind not in ("none", "minmax"):  # a changed score would change what all are divided by
        exact = replace(exact, score_flips=(), joint_flip=None)
    return table_answer(matrix, Robustness(asked, exact, sampled))


def matrix_of_table(request: engine.TableRequest, kind: str) -> engine.Matrix:
    """The table as a matrix. Normalized values are held as they are when weights and scores vary.

    Under minmax the ends are those of the scale, or of the data; the rest have no scale in normalized values.
    """
    columns = [_column(request, j, kind) for j in range(len(request.criteria))]
    return engine.Matrix(
        alternatives=tuple(request.alternatives),
        criteria=tuple(criterion for criterion, _ in columns),
        cells=tuple(
            tuple(None if x is None else engine.Cell(value=x) for x in row)
            for row in zip(*(column for _, column in columns), strict=True)
        ),
    )


def _column(request: engine.TableRequest, j: int, kind: str) -> tuple[engine.Criterion, Column]:
    given = request.criteria[j]
    raw = [row[j] for row in request.scores]
    if kind == "none":
        low, high = given.scale or (None, None)
        criterion = engine.Criterion(
            key=given.key, points=given.weight, direction=given.direction, low=low, high=high
        )
        return criterion, raw
    if kind == "minmax":
        return _between_ends(given, raw)
    is_cost = given.direction is engine.Direction.COST
    known = [x for x in raw if x is not None]
    decimals = decimals_of(known)
    normalize = {"max": by_max, "sum": by_sum, "vector": by_vector}[kind]
    found = normalize([scaled(x, decimals) for x in known], is_cost)
    return engine.Criterion(key=given.key, points=given.weight), [Decimal(f"{x:.{DIGITS}f}") for x in found]


def _between_ends(given: engine.TableCriterion, raw: Column) -> tuple[engine.Criterion, Column]:
    known = [x for x in raw if x is not None]
    low, high = given.scale or ((min(known), max(known)) if known else ENDS)
    if low == high:  # it tells nobody apart: 0 for all
        return engine.Criterion(key=given.key, points=given.weight, low=ENDS[0], high=ENDS[1]), [
            ENDS[0]
        ] * len(raw)
    is_cost = given.direction is engine.Direction.COST
    anchors = ((low, ENDS[is_cost]), (high, ENDS[not is_cost]))
    function = engine.ValueFunction(kind="linear", points=anchors)
    return engine.Criterion(
        key=given.key,
        points=given.weight,
        direction=given.direction,
        low=low,
        high=high,
        value_function=function,
    ), raw
