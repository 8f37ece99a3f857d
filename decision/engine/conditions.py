"""Sentences on what would have to change for another alternative to win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.engine.figures import Figures
from decision.engine.matrix import Matrix
from decision.engine.nearest_mix import nearest_mix
from decision.engine.sensitivity import NamedFlip
from decision.engine.wording import abridged, listed, percent_text

MOST_CONDITIONS = 3
NO_FLIP = "No single weight changes the winner."
NO_WEIGHTS = "No weights at all do: it is ahead of every other on every criterion."


def one_weight_conditions(nearest: Sequence[NamedFlip], labels: Mapping[str, str]) -> tuple[str, ...]:
    """The nearest one-weight changes that make another lead, three at most."""
    return tuple(_sentence(flip, labels) for flip in nearest) or (NO_FLIP,)


def mix_condition(
    matrix: Matrix, computed: Figures, nearest: NamedFlip | None, labels: Mapping[str, str]
) -> tuple[str, ...]:
    """The fewest points that bring a rival level, where moving several weights takes fewer than the nearest change of
    one; that no weights do where the winner is ahead of everybody on every criterion.
    """
    mix = nearest_mix(matrix, computed)
    if mix is None:
        return () if matrix.prepared.unbounded else (NO_WEIGHTS,)
    if nearest and abs(nearest.at_units - nearest.share_units) <= mix.moved_units:
        return ()
    keys = [leaf.key for leaf in matrix.leaves]
    givers, taker = abridged([labels.get(keys[j], keys[j]) for j in mix.givers]), keys[mix.taker]
    amount = percent_text(mix.moved_units).removesuffix(" %")
    points = "point" if amount == "1" else "points"
    rival = matrix.alternatives[mix.row]
    sentence = f"Moving {amount} {points} of weight from {givers} to {labels.get(taker, taker)}"
    return (f"{sentence} brings {labels.get(rival, rival)} level.",)


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
        for _, _, key, best in sorted(found)[:MOST_CONDITIONS]
    )


def _sentence(flip: NamedFlip, labels: Mapping[str, str]) -> str:
    criterion, winner = labels.get(flip.criterion, flip.criterion), labels.get(flip.winner, flip.winner)
    more = "more" if flip.rising else "less"
    at = percent_text(flip.at_units, beside=flip.share_units)
    now = percent_text(flip.share_units, beside=flip.at_units)
    return f"If {criterion} weighed {more} than {at} (now {now}), {winner} would lead."
