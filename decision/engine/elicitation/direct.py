"""Weights that somebody gives as numbers: points, and swings of whole scales."""

from __future__ import annotations

from decimal import Decimal

from decision.engine.elicitation.answers import WeightsAnswer
from decision.engine.elicitation.checks import check_not_negative, refuse
from decision.engine.elicitation.figures import rounded_shares
from decision.engine.elicitation.requests import GivenPoints, Swings
from decision.engine.errors import pointer

_GREATEST = Decimal(100)


def from_points(request: GivenPoints) -> WeightsAnswer:
    """w_i = p_i / sum p. Raises NegativeWeight or AllWeightsZero."""
    check_not_negative("points", request.points)
    shares = rounded_shares(list(request.points), list(request.points.values()))
    return WeightsAnswer(method="points", weights=shares)


def from_swings(request: Swings) -> WeightsAnswer:
    """w_i = s_i / sum s, where s is the worth of going from the worst to the best end of a scale, 0 to 100
    (von Winterfeldt & Edwards 1986). Raises NegativeWeight, AllWeightsZero or InvalidJudgements.
    """
    swings = request.swings
    check_not_negative("swings", swings)
    refuse(
        (pointer("swings", key), f"A swing is at most 100, which the greatest gets (got {given}).")
        for key, given in swings.items()
        if given > _GREATEST
    )
    notes = []
    if max(swings.values()) < _GREATEST:
        notes.append("No swing is 100: the greatest was taken as the measure of the others.")
    return WeightsAnswer(
        method="swing", weights=rounded_shares(list(swings), list(swings.values())), notes=notes
    )
