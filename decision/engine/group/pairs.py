"""Why members' totals differ: for every two of them, how much comes from weights and how much from scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from decision.engine.group.answers import Pair, Split, Topic

Floats = npt.NDArray[np.float64]
_NOTHING = 1e-9
_TOPICS = 3


def disagreement(shares: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Squared distances (P, P) between members' totals, as far as weights and as far as scores cause them.

    T_p - T_q = (V_p + V_q)(w_p - w_q)/2 + (V_p - V_q)(w_p + w_q)/2 exactly: the first part would vanish with
    equal weights, the second with equal scores (the Shapley split of the two causes). What lifts all of a
    member's alternatives alike is no disagreement, so parts are centred over the alternatives. `shares`
    (P, n), `values` (P, m, n) of the ranked alternatives. O(P^2 m n).
    """
    values = values - values.sum(axis=1, keepdims=True) / max(values.shape[1], 1)
    crossed = np.einsum("pmn,qn->pqm", values, shares, optimize=True)
    own = np.einsum("ppm->pm", crossed)
    turned = crossed.transpose(1, 0, 2)
    by_weights = (own[:, None] - own[None] + turned - crossed) / 2
    by_scores = (own[:, None] - own[None] - turned + crossed) / 2
    return (by_weights**2).sum(axis=2), (by_scores**2).sum(axis=2)


def split_of(by_weights: float, by_scores: float) -> Split:
    """Shares of two sums of squares; None where there is nothing to share."""
    together = by_weights + by_scores
    if together <= _NOTHING**2:
        return Split(None, None)
    return Split(by_weights / together, by_scores / together)


def farthest_pair(
    members: Sequence[str],
    criteria: Sequence[str],
    shares: Floats,
    values: Floats,
    by_weights: Floats,
    by_scores: Floats,
) -> Pair | None:
    """The two members who most need to talk: their totals lie farthest apart (root mean square over the
    ranked alternatives). None where everybody's totals lie equally.
    """
    count = len(members)
    totals = np.einsum("pmn,pn->pm", values, shares)
    totals -= totals.sum(axis=1, keepdims=True) / max(values.shape[1], 1)
    apart = ((totals[:, None] - totals[None]) ** 2).sum(axis=2)
    p, q = divmod(int(np.argmax(np.triu(apart, 1))), count)
    if count < 2 or apart[p, q] <= _NOTHING**2:
        return None
    return Pair(
        one=members[p],
        other=members[q],
        distance=float(np.sqrt(apart[p, q] / values.shape[1])),
        split=split_of(float(by_weights[p, q]), float(by_scores[p, q])),
        topics=_topics(criteria, shares[p], shares[q], values[p], values[q]),
    )


def _topics(criteria: Sequence[str], wp: Floats, wq: Floats, vp: Floats, vq: Floats) -> tuple[Topic, ...]:
    """The criteria that move the two apart most, by cause, as root mean square over the alternatives."""
    parts: dict[Literal["weights", "scores"], Floats] = {
        "weights": (vp + vq) * (wp - wq) / 2,
        "scores": (vp - vq) * (wp + wq) / 2,
    }
    topics = [
        Topic(criterion, about, float(size))
        for about, part in parts.items()
        for criterion, size in zip(criteria, part.std(axis=0), strict=True)
        if size > _NOTHING
    ]
    return tuple(sorted(topics, key=lambda topic: -topic.size)[:_TOPICS])
