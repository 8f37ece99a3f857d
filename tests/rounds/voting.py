"""Ballots in few words."""

from __future__ import annotations

from decimal import Decimal

from decision.rounds import services
from decision.rounds.models import Round
from decision.rounds.services import BallotState, NewRound, ScoreVote
from tests.cast import SCORES, WEIGHTS, Cast

CRITERIA = tuple(key for key, _ in WEIGHTS)
FRAMEWORKS = ("fastapi", "django-rest-framework", "flask", "tornado")
EVEN = dict.fromkeys(CRITERIA, Decimal(10))
SECURE = {**EVEN, "auth-security": Decimal(300)}
WRITTEN = [
    ScoreVote(framework, criterion, Decimal(value))
    for framework, row in zip(FRAMEWORKS, SCORES, strict=True)
    for criterion, value in zip(CRITERIA, row, strict=True)
]


def opened(cast: Cast, slug: str = "shared-choice", **wanted: object) -> Round:
    """A round that Edgar opened."""
    return services.open_round(decision=slug, wanted=NewRound(**wanted), by=cast.actor("edgar"))  # type: ignore[arg-type]


def vote(
    cast: Cast, who: str, points: dict[str, Decimal] | None = None, *, slug: str = "shared-choice",
    scores: list[ScoreVote] | None = None, finish: bool = True,
) -> BallotState:  # fmt: skip
    """`who` answers, and hands in."""
    by = cast.actor(who)
    state = services.save_ballot(decision=slug, points=points or {}, scores=scores or [], by=by)
    return services.finish_ballot(decision=slug, by=by) if finish else state
