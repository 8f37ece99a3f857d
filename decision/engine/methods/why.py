"""A sentence on why a method orders two alternatives otherwise than the weighted sum does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision.engine.exact import DECIMALS
from decision.engine.methods.figures import Floats
from decision.engine.methods.scorer import Scorer
from decision.engine.methods.vikor import Vikor
from decision.engine.methods.ways import Way
from decision.engine.methods.weighed import Weighed
from decision.engine.wording import decimals_telling_apart, percent_text, points_text

Pair = tuple[int, int]
"""The one that the decision's own order puts first (or level), and the one that the other order favours."""


def telling_pair(own: Sequence[int], other: Sequence[int]) -> Pair | None:
    """The two alternatives that two lists of ranks order most differently; the winners where these differ.

    None where the orders are the same. O(m^2).
    """
    r, q = np.asarray(own), np.asarray(other)
    behind = r[:, None] < r[None, :]
    favoured = q[None, :] - q[:, None]
    turned = (behind & (favoured <= 0)) | ((r[:, None] == r[None, :]) & (favoured < 0))
    if not turned.any():
        return None
    first, now = int(r.argmin()), int(q.argmin())
    if q[first] != 1 and turned[first, now]:
        return first, now
    apart = np.where(turned, (r[None, :] - r[:, None]) - favoured, -1)
    a, b = np.unravel_index(int(apart.argmax()), apart.shape)
    return int(a), int(b)


def why_weights(way: Way, seen: Weighed, shares: Floats, pair: Pair, is_level: bool) -> str:
    """Which criterion, by weighing more or less, moves the second of the pair."""
    a, b = pair
    values, own = seen.floats(), seen.shares()
    k = int(((shares - own) * (values[b] - values[a])).argmax())
    now, then = _units(shares[k]), _units(own[k])
    return (
        f"{way.habit} give {seen.criterion(k)} {percent_text(now, beside=then)} instead of "
        f"{percent_text(then, beside=now)}. There {_against(seen, b, a, k)}. {_passes(seen, pair, is_level)}."
    )


def why_method(way: Way, seen: Weighed, scorer: Scorer, pair: Pair, is_level: bool) -> str:
    """Which criterion, by counting more or less than in the weighted sum, moves the second of the pair."""
    if isinstance(scorer.method, Vikor) and (
        regrets := _worst_regrets(way, seen, scorer.method, pair, is_level)
    ):
        return regrets
    a, b = pair
    values, own = seen.floats(), seen.shares()
    plain = _proportions(own * (values[b] - values[a]))
    here = _proportions(scorer.method.leads(own, a, b))
    k = int((here - plain).argmax())
    ahead, behind = (b, a) if values[b, k] > values[a, k] else (a, b)
    counts, counted = _units(abs(here[k])), _units(abs(plain[k]))
    only = "only " if ahead == a else ""
    here_text, plain_text = percent_text(counts, beside=counted), percent_text(counted, beside=counts)
    return (
        f"{way.subject} {way.habit}. {seen.alternative(ahead)}’s lead on {seen.criterion(k)} "
        f"({seen.score(ahead, k)} against {seen.score(behind, k)}) makes {only}{here_text} of what separates the "
        f"two, {plain_text} in the weighted sum. "
        f"{_passes(seen, pair, is_level)}."
    )


def _worst_regrets(way: Way, seen: Weighed, method: Vikor, pair: Pair, is_level: bool) -> str:
    """The sentence where the worst regret does more for the second than all regrets together, else nothing."""
    a, b = pair
    found = method.figures(seen.shares()[None, :])
    apart = [(1 - method.v, found["r"][0]), (method.v, found["s"][0])]
    by_worst, by_all = (v * (x[a] - x[b]) / (np.ptp(x) or 1.0) for v, x in apart)
    if by_worst < max(by_all, 0.0):
        return ""
    weighted = seen.shares() * method.regrets
    k, other = int(weighted[a].argmax()), int(weighted[b].argmax())
    worst, milder = _units(weighted[a, k]), _units(weighted[b, other])
    if milder >= worst:
        return ""
    decimals = decimals_telling_apart(worst, milder)
    gone, weight = percent_text(_units(method.regrets[a, k])), percent_text(_units(seen.shares()[k]))
    where = "on the same" if other == k else f"on {seen.criterion(other)}"
    if not milder:
        where = "on none"
    return (
        f"{way.label} guards against the worst regret. {seen.alternative(a)}’s is {points_text(worst, decimals)}, "
        f"on {seen.criterion(k)}: its {seen.score(a, k)} lies {gone} of the way from the best to the worst, at a "
        f"weight of {weight}. {seen.alternative(b)}’s is only {points_text(milder, decimals)}, {where}. "
        f"{_passes(seen, pair, is_level)}."
    )


def _passes(seen: Weighed, pair: Pair, is_level: bool) -> str:
    a, b = pair
    return f"That does most to put {seen.alternative(b)} {'level with' if is_level else 'before'} {seen.alternative(a)}"


def _against(seen: Weighed, one: int, other: int, k: int) -> str:
    mine, theirs = seen.score(one, k), seen.score(other, k)
    return f"{seen.alternative(one)} has {mine}, {seen.alternative(other)} {theirs}"


def _proportions(leads: Floats) -> Floats:
    together = np.abs(leads).sum()
    return leads / together if together > 0 else leads


def _units(number: float) -> int:
    """In whole 10^-10."""
    units: int = round(float(number) * 10**DECIMALS)
    return units
