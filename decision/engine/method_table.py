"""Ranking a table of the caller's own by another method than the weighted sum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from decision.engine.errors import NotRankable, UnsupportedMethod, pointer
from decision.engine.exact import DECIMALS, decimals_of, rounded, scaled
from decision.engine.methods.columns import Column
from decision.engine.methods.figures import CannotRank
from decision.engine.methods.options import (
    Options,
    check_preference,
    in_whole_numbers,
    read_options,
    thresholds,
)
from decision.engine.methods.scorer import Scorer, scorer_of
from decision.engine.methods.vikor import compromise
from decision.engine.normalization import Normalization
from decision.engine.table import TableAnswer, TableRequest, TableRow, VikorConditions
from decision.engine.table_checks import check_table
from decision.engine.table_flags import flags
from decision.engine.values import Direction


def rank_by_method(request: TableRequest, kind: Normalization) -> TableAnswer:
    """Rank by the request's method on this footing. Ties have a tolerance of 1e-9 of the largest total.

    Raises an EngineError with a pointer into the request, NotRankable where the method is not defined for a score.
    """
    options = read_options(request.method, request.options)
    check_preferences(request)
    parts, whole = check_table(request, kind)
    columns = [_column(request, j, bool(part), options) for j, part in enumerate(parts)]
    try:
        ready = scorer_of(request.method, columns, normalization=kind, v=options.v)
        found = ready.figures(np.array([[part / whole for part in parts]]))
    except CannotRank as error:
        raise _not_rankable(request, error) from None
    ranks = ready.ranks(found["total"])[0].tolist()
    figures = {name: (array[0] + 0.0).tolist() for name, array in found.items()}
    return _answer(request, ready, ranks, figures, [rounded(part, whole) for part in parts])


def check_preferences(request: TableRequest) -> None:
    """Whether the criteria's own preferences can be used. Raises InvalidTable."""
    for j, criterion in enumerate(request.criteria):
        if criterion.preference is None:
            continue
        place = ("criteria", j, "preference")
        if request.method != "promethee_ii":
            raise UnsupportedMethod(
                f"{request.method} takes no preference: leave out that of {criterion.key}.",
                [(pointer(*place), "Only promethee_ii takes one.")],
            )
        check_preference(criterion.preference, place)


def _column(request: TableRequest, j: int, weighs: bool, options: Options) -> Column:
    criterion = request.criteria[j]
    raw = [x for row in request.scores if (x := row[j]) is not None]
    preference = criterion.preference or options.preference
    decimals = decimals_of([*raw, *(criterion.scale or ()), *thresholds(preference)])
    return Column(
        numbers=[scaled(x, decimals) for x in raw],
        decimals=decimals,
        is_cost=criterion.direction is Direction.COST,
        ends=criterion.scale and (scaled(criterion.scale[0], decimals), scaled(criterion.scale[1], decimals)),
        weighs=weighs,
        preference=in_whole_numbers(preference, decimals),
    )


def _not_rankable(request: TableRequest, error: CannotRank) -> NotRankable:
    name, key = request.alternatives[error.row], request.criteria[error.column].key
    return NotRankable(
        f"{request.method} cannot use the score of {name} on {key}: {error.rule}",
        [(pointer("scores", error.row, error.column), error.rule)],
    )


def _answer(
    request: TableRequest,
    ready: Scorer,
    ranks: list[int],
    figures: dict[str, list[float]],
    shares: Sequence[Decimal],
) -> TableAnswer:
    rows = [
        TableRow(
            alternative=name,
            rank=ranks[i],
            tied=ranks.count(ranks[i]) > 1,
            missing=[],
            **{figure: round(numbers[i], DECIMALS) for figure, numbers in figures.items()},
        )
        for i, name in enumerate(request.alternatives)
    ]
    rows.sort(key=lambda row: (row.rank, row.alternative))
    return TableAnswer(
        method=request.method,
        normalization=ready.normalization,
        higher_is_better=ready.higher_is_better,
        weights={
            criterion.key: float(share) for criterion, share in zip(request.criteria, shares, strict=True)
        },
        ranking=rows,
        flags=flags(request, ready.normalization),
        **(_proposed(request, figures) if request.method == "vikor" else {}),
    )


def _proposed(
    request: TableRequest, figures: dict[str, list[float]]
) -> dict[str, list[str] | VikorConditions]:
    found = compromise(figures["total"], figures["s"], figures["r"])
    return {
        "compromise": [request.alternatives[i] for i in found.rows],
        "conditions": VikorConditions(
            acceptable_advantage=found.acceptable_advantage, acceptable_stability=found.acceptable_stability
        ),
    }
