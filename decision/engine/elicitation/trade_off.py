"""Weights from exchanges: how many points of one criterion somebody would give for one of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.engine.elicitation.answers import TradeOffAnswer
from decision.engine.elicitation.checks import check_ratio, check_unique, refuse
from decision.engine.elicitation.figures import rounded_shares
from decision.engine.elicitation.ratios import check_connected, geometric_weights, worst_judgement
from decision.engine.elicitation.requests import MOST_PAIRED, TradeOffs
from decision.engine.errors import InvalidJudgements, Problem, pointer


def from_trade_offs(request: TradeOffs) -> TradeOffAnswer:
    """One point of a being worth k points of b says that a point of a weighs k times a point of b; with
    ranges R the weight of a whole scale is that times R, so w_a / w_b = k R_a / R_b (Keeney & Raiffa 1976,
    chapter 3). The exchanges must connect all criteria; more than enough are reconciled by geometric least
    squares. Raises DuplicateKey or InvalidJudgements.
    """
    mentioned = [key for rate in request.trade_offs for key in (rate.one, rate.of)]
    keys = request.criteria or list(dict.fromkeys(mentioned))
    check_unique("criteria", keys)
    if not 0 < len(keys) <= MOST_PAIRED:
        raise InvalidJudgements(
            f"Exchange between 1 and {MOST_PAIRED} criteria.", [("/trade_offs", f"{len(keys)} criteria.")]
        )
    refuse(_problems(request, keys))
    place = {key: i for i, key in enumerate(keys)}
    ratios = {(place[rate.one], place[rate.of]): float(rate.worth) for rate in request.trade_offs}
    check_connected(keys, ratios, "/trade_offs")
    per_point = geometric_weights(len(keys), ratios)
    spans = (
        [float(high - low) for low, high in (request.ranges[key] for key in keys)] if request.ranges else None
    )
    whole = per_point if spans is None else per_point * spans
    return TradeOffAnswer(
        method="trade_off",
        weights=rounded_shares(keys, whole.tolist()),
        worst_judgement=worst_judgement(keys, ratios, per_point),
    )


def _problems(request: TradeOffs, keys: Sequence[str]) -> Iterator[Problem]:
    known = set(keys)
    seen: set[frozenset[str]] = set()
    for place, rate in enumerate(request.trade_offs):
        for field, key in (("one", rate.one), ("of", rate.of)):
            if key not in known:
                yield pointer("trade_offs", place, field), f"There is no criterion {key}."
        pair = frozenset((rate.one, rate.of))
        if len(pair) < 2:
            yield pointer("trade_offs", place, "of"), f"{rate.one} cannot be exchanged for itself."
        elif pair in seen:
            yield pointer("trade_offs", place), f"{rate.one} and {rate.of} are exchanged twice."
        seen.add(pair)
        yield from check_ratio(pointer("trade_offs", place, "worth"), rate.worth)
    if request.ranges is not None:
        for key in keys:
            if key not in request.ranges:
                yield pointer("ranges", key), f"{key} needs its range too: give [low, high]."
        for key, (low, high) in request.ranges.items():
            if low >= high:
                yield pointer("ranges", key), f"A range rises from low to high (got {low} to {high})."
