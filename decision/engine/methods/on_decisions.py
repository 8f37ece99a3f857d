"""A method made ready for a decision, with refusals that name its alternatives and criteria."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from decision.engine.errors import NotRankable, UnboundedMissing, pointer
from decision.engine.exact import decimals_of
from decision.engine.methods.columns import Column
from decision.engine.methods.figures import CannotRank
from decision.engine.methods.options import Options, in_whole_numbers, thresholds
from decision.engine.methods.scorer import Scorer, scorer_of
from decision.engine.methods.weighed import Weighed


def ready_for(method: str, seen: Weighed, options: Options) -> Scorer:
    """The method on the values that are seen, on its usual footing. Raises UnboundedMissing or NotRankable."""
    _check_complete(method, seen)
    decimals = seen.matrix.prepared.decimals
    finer = max(0, decimals_of(thresholds(options.preference)) - decimals)
    preference = in_whole_numbers(options.preference, decimals + finer)
    columns = [
        Column([x * 10**finer for x in column.numbers], decimals + finer, preference=preference)
        for column in seen.columns()
    ]
    with cells_named(method, seen):
        return scorer_of(method, columns, v=options.v)


@contextmanager
def cells_named(method: str, seen: Weighed) -> Iterator[None]:
    """Turn CannotRank into NotRankable, which says which score stops the method."""
    try:
        yield
    except CannotRank as error:
        who, what = seen.alternative(error.row), seen.criterion(error.column)
        raise NotRankable(
            f"{method} cannot use the score of {who} on {what}: {error.rule}",
            [(_place(seen, error.row, error.column), error.rule)],
        ) from None


def _check_complete(method: str, seen: Weighed) -> None:
    if seen.missing:
        row, column = seen.missing[0]
        raise UnboundedMissing(
            f"{seen.alternative(row)} has no score on {seen.criterion(column)}, and {method} needs every score: "
            "give the score, a weight of 0, or use weighted_sum.",
            [(_place(seen, row, column), f"Missing, and {method} needs it.") for row, column in seen.missing],
        )


def _place(seen: Weighed, row: int, column: int) -> str:
    return pointer(
        "scores", seen.matrix.alternatives[seen.rows[row]], seen.matrix.leaves[seen.leaves[column]].key
    )
