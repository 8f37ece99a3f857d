"""What-if: the same matrix with other scores, or without some sources. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from decision import engine
from decision.engine.errors import pointer
from decision.problems import Invalid
from frameworks.models import Source

from .loading import LoadedMatrix, matrix_of_cells, without_sources

Scores = Mapping[str, Mapping[str, Decimal | None]]


def what_if_matrix(
    loaded: LoadedMatrix, *, scores: Scores, exclude_sources: Collection[str] = ()
) -> engine.Matrix:
    """The matrix with these cells changed (None: missing) and without the scores that rest only on these sources.

    Raises `Invalid` for a cell or a source that is not there, `EngineError` for a score outside its scale.
    """
    if not scores and not exclude_sources:
        return loaded.matrix
    _check_places(loaded, scores)
    _check_sources(loaded, exclude_sources)
    varied = without_sources(loaded, exclude_sources) if exclude_sources else loaded
    changed = {
        (framework, criterion): None if value is None else engine.Cell(value=value)
        for framework, row in scores.items()
        for criterion, value in row.items()
    }
    return matrix_of_cells(varied, {**varied.values, **changed}) if changed else varied.matrix


def _check_places(loaded: LoadedMatrix, scores: Scores) -> None:
    frameworks, leaves = set(loaded.matrix.alternatives), {leaf.key for leaf in loaded.leaves}
    errors = []
    for framework, row in scores.items():
        if framework not in frameworks:
            place = pointer("scores", framework)
            errors.append((place, f"“{framework}” is not an alternative of this decision."))
            continue
        errors += [
            (pointer("scores", framework, key), f"“{key}” is not a criterion with scores in this decision.")
            for key in row
            if key not in leaves
        ]
    if errors:
        raise Invalid(errors[0][1], errors=errors, title="Invalid scores")


def _check_sources(loaded: LoadedMatrix, sources: Collection[str]) -> None:
    cited = frozenset[str]().union(*(cell.sources for cell in loaded.cells.values()))
    doubtful = set(sources) - cited
    if doubtful:
        doubtful -= set(Source.objects.filter(slug__in=doubtful).values_list("slug", flat=True))
    if doubtful:
        errors = [
            (pointer("exclude_sources", number), f"There is no source “{slug}”.")
            for number, slug in enumerate(sources)
            if slug in doubtful
        ]
        raise Invalid(errors[0][1], errors=errors)
