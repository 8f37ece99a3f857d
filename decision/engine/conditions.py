"""Sentences on what would have to change for another alternative to win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.engine.figures import Figures
from decision.engine.matrix import Matrix
from decision.engine.nearest_mix import nearest_mix
from decision.engine.phrases import Part, Sentence, sentence
from decision.engine.sensitivity import NamedFlip, never_leading
from decision.engine.wording import abridged, listed, moved_text, percent_text

MOST_FLIPS = 2
NO_FLIP = "No single weight changes the winner."
NO_WEIGHTS = "No weights at all do: it is ahead of every other on every criterion."
NO_WEIGHTS_AS_COUNTED = (
    "No weights at all do: as missing scores count, it is ahead of every other on every criterion."
)


def one_weight_conditions(
    matrix: Matrix, computed: Figures, flips: Sequence[NamedFlip], labels: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """The nearest flips in one sentence, how many more weights have one, and who leads at no single weight. `flips` are
    all there are, the nearest first.
    """
    if not flips:
        return (sentence(NO_FLIP),)
    nearest = flips[:MOST_FLIPS]
    named = {flip.criterion for flip in nearest}
    said = [_would_lead(matrix, nearest, labels)]
    if further := len({flip.criterion for flip in flips} - named):
        weights = "weight" if further == 1 else "weights"
        said.append(sentence(f"{further} more {weights} can hand the lead over."))
    if never := never_leading(matrix, computed, flips):
        names = [_label(labels, matrix.alternatives[i]) for i in never]
        said.append(sentence(f"No single weight puts {abridged(names, joined_by='or')} first."))
    return tuple(said)


def _would_lead(matrix: Matrix, nearest: Sequence[NamedFlip], labels: Mapping[str, str]) -> Sentence:
    """C would lead if A alone rose above 72 % or B above 53 %. True of each, whatever else may change the leader."""
    of_all = " of all" if len(matrix.tree.children) > 1 else ""
    pieces: list[str | Part] = []
    before: NamedFlip | None = None
    for flip in nearest:
        winner, who = _label(labels, flip.winner), _label(labels, flip.criterion)
        verb = "rose above" if flip.rising else "fell below"
        if before is None:
            pieces.append(f"{winner} would lead if {who} alone {verb} ")
        elif flip.winner != before.winner:
            who = "it" if flip.criterion == before.criterion else who
            pieces.append(f", {winner} if {who} {verb} ")
        else:
            who = "" if flip.criterion == before.criterion else f"{who} "
            pieces.append(f" or {who}{verb.split()[1] if flip.rising is before.rising else verb} ")
        pieces.append(Part(percent_text(flip.at_units, beside=flip.share_units) + of_all, "flip"))
        before = flip
    return sentence(*pieces, ".")


def mix_condition(
    matrix: Matrix, computed: Figures, nearest: NamedFlip | None, labels: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """The fewest points that bring a rival level, where moving several weights takes fewer than the nearest change of
    one; that no weights do where the winner is ahead of everybody on every criterion.
    """
    mix = nearest_mix(matrix, computed)
    if mix is None:
        lacks = any(matrix.prepared.missing[i] for i in computed.ranked)
        ahead = NO_WEIGHTS_AS_COUNTED if lacks else NO_WEIGHTS
        return () if matrix.prepared.unbounded else (sentence(ahead),)
    if nearest and abs(nearest.at_units - nearest.share_units) <= mix.moved_units:
        return ()
    keys = matrix.tree.keys
    givers, taker = abridged([_label(labels, keys[j]) for j in mix.givers]), _label(labels, keys[mix.taker])
    amount, points = moved_text(mix.moved_units)
    rival = _label(labels, matrix.alternatives[mix.row])
    return (sentence(f"Moving {amount} {points} of weight from {givers} to {taker} brings {rival} level."),)


def tie_conditions(
    matrix: Matrix, computed: Figures, leaders: Sequence[int], labels: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """Which of the tied would lead if a criterion weighed more: raising it favours its best score among them."""
    values = matrix.prepared.ranked
    found = []
    for k, leaf in enumerate(matrix.leaves):
        column = [values[i][k] for i in leaders]
        best = [i for i, value in zip(leaders, column, strict=True) if value == max(column)]
        if len(best) < len(leaders) and computed.weights.parts[k] < computed.weights.whole:
            found.append((min(column) - max(column), k, leaf.key, [matrix.alternatives[i] for i in best]))
    return tuple(
        sentence(
            f"If {_label(labels, key)} weighed more, {listed([_label(labels, one) for one in best])} would lead."
        )
        for _, _, key, best in sorted(found)[:MOST_FLIPS]
    )


def _label(labels: Mapping[str, str], key: str) -> str:
    return labels.get(key, key)
