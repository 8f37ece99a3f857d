"""Sentences on what would have to change for another alternative to win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.engine.figures import Figures
from decision.engine.matrix import Matrix
from decision.engine.sensitivity import NamedFlip, nearest_flips
from decision.engine.wording import listed, percent_text

_MOST = 3
NO_FLIP = "No single weight changes the winner."


def conditions(matrix: Matrix, computed: Figures, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The nearest one-weight changes that make another lead, three at most."""
    nearest = nearest_flips(matrix, computed, _MOST)
    return tuple(_sentence(flip, labels) for flip in nearest) or (NO_FLIP,)


def tie_conditions(
    matrix: Matrix, computed: Figures, leaders: Sequence[int], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Which of the tied would lead if a criterion weighed more: raising it favours its best score among them."""
    values = matrix.prepared.ranked
    found = []
    for k, leaf in enumerate(matrix.leaves):
        column = [values[i][k] for i in leaders]
        best = [i for i, value in zip(leaders, column, strict=True) if value == max(column)]
        if len(best) < len(leaders) and computed.weights.parts[k] < computed.weights.whole:
            found.append((min(column) - max(column), k, leaf.key, [matrix.alternatives[i] for i in best]))
    return tuple(
        f"If {labels.get(key, key)} weighed more, {listed([labels.get(one, one) for one in best])} would lead."
        for _, _, key, best in sorted(found)[:_MOST]
    )


def _sentence(flip: NamedFlip, labels: Mapping[str, str]) -> str:
    criterion, winner = labels.get(flip.criterion, flip.criterion), labels.get(flip.winner, flip.winner)
    more = "more" if flip.rising else "less"
    at = percent_text(flip.at_units, beside=flip.share_units)
    now = percent_text(flip.share_units, beside=flip.at_units)
    return f"If {criterion} weighed {more} than {at} (now {now}), {winner} would lead."
