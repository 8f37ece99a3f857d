"""What cannot be computed, or not within one request: refused with a pointer to the option."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from decision import engine
from decision.engine import smaa
from decision.engine.how_often import OPEN_CELL
from decision.matrix.loading import LoadedMatrix
from decision.problems import Invalid

from .asking import MOST_DRAWS, MOST_DRAWS_AT_ONCE, MOST_SEED, MOST_WORK, USUAL_DRAWS, USUAL_SPREAD, Asked

MOST_ALTERNATIVES = 100
MOST_PAIRS = 200_000
"""Alternatives x alternatives x criteria that one request may compare."""
MOST_STUDY_WORK = 1_000_000_000_000
"""Cells x draws of a study."""
WALKED, TRIED = 15, 100
"""Cells that a criterion counts in a draw within limits: for each criterion and limit where walked, else once."""
LEAST_SPREAD, MOST_SPREAD = 0.01, 0.9
TITLE = "Invalid option"
Errors = Iterator[tuple[str, str]]


def usual_draws(matrix: engine.Matrix, asked: Asked | None = None) -> int:
    """How many draws are taken where nobody says: 100,000, or the nearest power of ten that one request can do."""
    draws, size = USUAL_DRAWS, size_of(matrix, asked or Asked())
    while draws > 10 and draws * size > MOST_WORK:
        draws //= 10
    return draws


def settled(loaded: LoadedMatrix, asked: Asked) -> Asked:
    """What is asked, with the number of draws that it comes to within one request.

    Raises `NotThere` for an unknown scenario and `Invalid` for what cannot be computed, or not at once.
    """
    _check_options(loaded.matrix, asked)
    if asked.scenario:
        loaded.scenario(asked.scenario)
    return _settled_at_once(loaded.matrix, asked)


def settled_for_study(loaded: LoadedMatrix, asked: Asked) -> Asked:
    """As `settled`, within what a study may take."""
    _check_options(loaded.matrix, asked)
    if asked.scenario:
        loaded.scenario(asked.scenario)
    draws = asked.draws or USUAL_DRAWS
    most = max(1, MOST_STUDY_WORK // size_of(loaded.matrix, asked))
    if draws > most:
        rows, columns = len(loaded.alternatives), len(loaded.leaves)
        raise _refused(
            "draws", f"A study of {rows:,} x {columns:,} takes at most {most:,} draws (got {draws:,})."
        )
    return replace(asked, draws=draws)


def check_matrix(matrix: engine.Matrix, asked: Asked) -> Asked:
    """As `settled`, for a matrix that is stored nowhere."""
    _check_options(matrix, asked)
    return _settled_at_once(matrix, asked)


def _settled_at_once(matrix: engine.Matrix, asked: Asked) -> Asked:
    draws = usual_draws(matrix, asked) if asked.draws is None else asked.draws
    _check_at_once(matrix, draws, size_of(matrix, asked))
    return replace(asked, draws=draws)


def _check_at_once(matrix: engine.Matrix, draws: int, size: int) -> None:
    rows, columns, aside = (
        len(matrix.alternatives),
        len(matrix.leaves),
        "a study (POST …/studies/ of a decision) takes more",
    )
    if draws > MOST_DRAWS_AT_ONCE:
        raise _refused(
            "draws", f"At most {MOST_DRAWS_AT_ONCE:,} draws are made at once (got {draws:,}): {aside}."
        )
    if rows > MOST_ALTERNATIVES or rows * rows * columns > MOST_PAIRS:
        raise _refused(
            "",
            f"{rows:,} alternatives x {columns:,} criteria are too many at once: at most {MOST_ALTERNATIVES} "
            f"alternatives, and alternatives² x criteria at most {MOST_PAIRS:,}; {aside}.",
        )
    if draws * size > MOST_WORK:
        raise _refused(
            "draws",
            f"{draws:,} draws of {rows:,} x {columns:,} scores are too many at once: each computes {size:,} cells "
            f"(an uncertain score counts {OPEN_CELL + 1}), and at most {MOST_WORK:,} are computed, which is "
            f"{MOST_WORK // size:,} draws; {aside}.",
        )


def size_of(matrix: engine.Matrix, asked: Asked) -> int:
    """How many cells a draw computes: one for each score, and 20 more for one that is missing or uncertain. Weights
    within limits take more, by far where they have to be walked to.
    """
    columns = len(matrix.leaves)
    size = len(matrix.alternatives) * columns
    if asked.weights == "limited":
        walked = smaa.are_narrow(asked.limits, [leaf.key for leaf in matrix.leaves])
        size += WALKED * columns * (columns + len(asked.limits)) if walked else TRIED * columns
    return max(1, size if asked.scores == "fixed" else size + OPEN_CELL * matrix.prepared.open_cells)


def _refused(name: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors=[(f"/{name}" if name else "", sentence)], title=TITLE)


def _check_options(matrix: engine.Matrix, asked: Asked) -> None:
    errors = [*_wrong_numbers(asked), *_wrong_weights(matrix, asked), *_wrong_locks(matrix, asked)]
    if errors:
        raise Invalid(errors[0][1], errors=errors, title=TITLE)


def _wrong_numbers(asked: Asked) -> Errors:
    if asked.draws is not None and not 1 <= asked.draws <= MOST_DRAWS:
        yield "/draws", f"draws is a whole number from 1 to {MOST_DRAWS:,} (got {asked.draws})."
    if not 0 <= asked.seed <= MOST_SEED:
        yield "/seed", f"seed is a whole number from 0 to {MOST_SEED:,} (got {asked.seed})."


def _wrong_weights(matrix: engine.Matrix, asked: Asked) -> Errors:
    has_spread = asked.weights in ("around", "within")
    if has_spread and not LEAST_SPREAD <= asked.spread <= MOST_SPREAD:
        yield "/spread", f"spread is a number from {LEAST_SPREAD} to {MOST_SPREAD} (got {asked.spread:g})."
    if not has_spread and asked.spread != USUAL_SPREAD:
        yield "/spread", "spread goes with weights=around and weights=within alone."
    yield from _wrong_limits(matrix, asked)
    if asked.weights != "ordered":
        if asked.order:
            yield "/order", "order goes with weights=ordered alone."
        return
    keys = [key for group in asked.order for key in group]
    leaves = [leaf.key for leaf in matrix.leaves]
    unknown = [key for key in keys if key not in leaves]
    twice = [key for place, key in enumerate(keys) if key in keys[:place]]
    left_out = [key for key in leaves if key not in keys]
    if unknown:
        yield "/order", f"“{unknown[0]}” is not a criterion with scores: order has {', '.join(leaves)}."
    elif twice:
        yield "/order", f"“{twice[0]}” comes twice in the order."
    elif left_out:
        yield "/order", f"The order leaves out {', '.join(left_out)}: place every criterion with scores."


def _wrong_limits(matrix: engine.Matrix, asked: Asked) -> Errors:
    """Limits that cannot be, or that leave no room together: each by its place."""
    if asked.weights != "limited":
        if asked.limits:
            yield "/limits", "limits go with weights=limited alone."
        return
    if not asked.limits:
        yield "/limits", "weights=limited takes limits: give one at least."
        return
    try:
        smaa.check_limits(asked.limits, [leaf.key for leaf in matrix.leaves])
    except engine.InvalidStudy as refused:
        for place, sentence in refused.errors:
            yield place.removeprefix("/weights"), sentence


def _wrong_locks(matrix: engine.Matrix, asked: Asked) -> Errors:
    leaves = {leaf.key for leaf in matrix.leaves}
    for key in asked.locked:
        if key not in leaves:
            yield "/locked", f"“{key}” is not a criterion with scores, and cannot be locked."
