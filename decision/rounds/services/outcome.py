"""Taking a revealed round's outcome into the decision: one act, by an editor, on record; or keeping it beside."""

from __future__ import annotations

from django.db.models.functions import Now

from decision.matrix.loading import load_matrix
from decision.matrix.models import Decision
from decision.matrix.services import save_scenario, set_scores, set_weights
from decision.matrix.services.editing import editing, revision_of
from decision.matrix.telling import tell
from decision.problems import Conflicting, NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import require_run_rounds
from decision.teams.recording import recording

from ..comparison import Comparison, compare
from ..models import Round


def apply_outcome(
    *, decision: str, number: int, aggregate: str | None = None, by: Actor, if_revision: int | None = None
) -> int:
    """Give the decision the round's aggregated weights and scores. Returns the revision.

    `aggregate` defaults to the round's own. Criteria that the round did not ask for keep their shares, cells without
    any opinion their scores. Raises `Conflicting` before the reveal and where nobody's ballot counts, `Forbidden`
    for a decided decision, `Stale` past `if_revision`, `Invalid` for an unknown aggregate.
    """
    with editing(decision, by=by, if_revision=if_revision, require=require_run_rounds) as locked:
        row, found = _revealed(locked, number, aggregate)
        with recording(by, note=f"the outcome of round {number}"):
            if points := found.points():
                set_weights(decision=decision, points=points, by=by)
            if changes := found.score_changes():
                set_scores(decision=decision, changes=changes, by=by)
        row.applied_at = Now()
        row.applied_by_id, row.applied_aggregate = by.user_id, found.aggregate
        row.applied_revision = revision_of(locked)
        row.save(update_fields=["applied_at", "applied_by", "applied_aggregate", "applied_revision"])
        tell(locked.pk, "round")
    return revision_of(locked)


def save_outcome(*, decision: str, number: int, aggregate: str | None = None, by: Actor) -> str:
    """Keep the round's aggregated weights as a scenario beside the decision's own. Returns the scenario's slug.

    Raises as `apply_outcome`, and `Conflicting` where the round did not ask for weights.
    """
    with editing(decision, by=by, require=require_run_rounds) as locked:
        row, found = _revealed(locked, number, aggregate)
        points = found.points()
        if not points:
            raise Conflicting(f"Round {row.number} asked for scores only: a scenario holds weights.")
        slug = f"round-{row.number}-{found.aggregate}"
        name = f"Round {row.number}, {Round.Aggregate(found.aggregate).label}"
        save_scenario(decision=decision, slug=slug, name=name, points=points, by=by)
    return slug


def _revealed(locked: Decision, number: int, aggregate: str | None) -> tuple[Round, Comparison]:
    row = locked.rounds.select_for_update(no_key=True).filter(number=number).first()
    if row is None:
        raise NotThere(f"This decision has no round {number}.")
    if row.status != Round.Status.REVEALED:
        raise Conflicting(f"Round {row.number} is not revealed: there is no outcome to take.")
    found = compare(row, load_matrix(locked.pk), aggregate)
    if not found.votes:
        raise Conflicting(f"No ballot counts in round {row.number}: there is no outcome to take.")
    return row, found
