"""Who decided what, for the decision record: the outcome, who stands behind it and who was asked."""

from __future__ import annotations

from dataclasses import dataclass

from decision.lifecycle.models import Outcome
from decision.lifecycle.selectors import is_member, lines_of, successor_of
from decision.matrix.models import Decision
from decision.matrix.selectors import OpenDecision, past
from decision.problems import NotThere
from decision.rounds.models import Ballot, Round
from decision.teams.actors import Actor

from .gathering import Shown, shown_at


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision came to; names are there for those who may read them alone, as is its successor."""

    outcome: Outcome | None
    decision_makers: tuple[str, ...]
    consulted: tuple[str, ...]
    successor: Decision | None


def decided(opened: OpenDecision, by: Actor) -> Decided:
    """Five queries at most."""
    lines = lines_of(opened.id)
    latest = lines[0] if lines else None
    outcome: Outcome | None = getattr(latest, "outcome", None)
    successor = successor_of(outcome, by)
    if not is_member(by, opened.id):
        return Decided(outcome, (), (), successor)
    signers = [signature.name for signature in latest.signatures.all()] if latest else []
    makers = tuple(dict.fromkeys([outcome.decided_by, *signers] if outcome else signers))
    asked = Ballot.objects.filter(
        round__decision=opened.id, round__status=Round.Status.REVEALED, finished_at__isnull=False
    ).values_list("name", flat=True)
    return Decided(
        outcome, makers, tuple(name for name in dict.fromkeys(asked) if name not in makers), successor
    )


def on_the_day(shown: Shown, outcome: Outcome | None) -> Shown:
    """The decision as it stood when it was decided, where that is on record; as it is where nothing is decided."""
    if outcome is None or shown.is_what_if or outcome.revision == shown.loaded.revision:
        return shown
    try:
        return shown_at(past(shown.opened, outcome.revision))
    except NotThere:
        return shown
