"""What taking a round's outcome into the decision would change, before anybody does."""

from __future__ import annotations

from dataclasses import dataclass

from decision.matrix.forms import percents_of, plain, sibling_groups
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import percent_text, short
from decision.problems import Conflicting

from ..comparison import compare
from ..models import Round
from .figures import AVERAGES


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A weight or a score: as it is, and as it would be."""

    name: str
    number: int | None
    slot: int
    before: str
    after: str
    is_same: bool


@dataclass(frozen=True)
class ApplyingPage:
    """Everything that would change, at the revision that it was computed on."""

    number: int
    aggregate: str
    aggregate_name: str
    revision: int
    weights: tuple[ChangeLine, ...]
    scores: tuple[ChangeLine, ...]
    changes: int

    @property
    def parts(self) -> tuple[tuple[str, tuple[ChangeLine, ...]], ...]:
        """The tables to show, each under its name."""
        return tuple(
            (name, lines) for name, lines in (("Weight", self.weights), ("Score", self.scores)) if lines
        )


def applying_page(row: Round, loaded: LoadedMatrix, *, wanted: str | None) -> ApplyingPage:
    """The changes that `apply_outcome` would make. Raises `Conflicting` where there is no outcome."""
    comparison = compare(row, loaded, wanted)
    if comparison.found is None:
        raise Conflicting(f"No ballot counts in round {row.number}: there is no outcome to take.")
    numbers = {leaf.key: number for number, leaf in enumerate(loaded.leaves, 1)}
    groups = sibling_groups(loaded)
    now = percents_of(loaded.points, groups)
    points = comparison.points()
    then = percents_of({**loaded.points, **points}, groups)
    weights = tuple(
        ChangeLine(
            line.name, numbers.get(line.key), slot_of(numbers.get(line.key, 1)), percent_text(now[line.key]),
            percent_text(then[line.key]), percent_text(now[line.key]) == percent_text(then[line.key]),
        )
        for line in loaded.criteria
        if points
    )  # fmt: skip
    scores = []
    for (framework, criterion), value in comparison.scores.items():
        own = loaded.values.get((framework, criterion))
        scores.append(ChangeLine(
            f"{loaded.labels[framework]} on {loaded.labels[criterion]}", numbers[criterion],
            slot_of(numbers[criterion]), "missing" if own is None else short(own.value), short(value),
            own is not None and plain(own.value) == plain(value),
        ))  # fmt: skip
    return ApplyingPage(
        number=row.number, aggregate=comparison.aggregate, aggregate_name=AVERAGES[comparison.aggregate],
        revision=loaded.revision, weights=weights, scores=tuple(scores),
        changes=sum(not line.is_same for line in (*weights, *scores)),
    )  # fmt: skip
