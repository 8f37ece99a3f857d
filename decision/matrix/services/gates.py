"""Must-haves: adding, changing and removing them."""

from __future__ import annotations

from collections.abc import Mapping

from decision.problems import Invalid, NotThere
from decision.teams.actors import Actor

from ..models import Decision, Gate
from .editing import assign, cleaned, editing, revision_of


def save_gate(
    *,
    decision: str,
    gate: int | None,
    fields: Mapping[str, object],
    by: Actor,
    if_revision: int | None = None,
) -> int:
    """Add a must-have (`gate` None) or change one. Returns the revision.

    Raises `Invalid` with the model's own sentences, by field, also for a criterion of another decision or
    a group, which has no scores to compare.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = Gate(decision=locked, position=locked.gates.count()) if gate is None else _gate(locked, gate)
        assign(row, fields)
        subject = row.criterion
        if subject is not None and (subject.decision_id != locked.pk or subject.children.exists()):
            sentence = "A must-have compares a criterion of this decision that has scores."
            raise Invalid(sentence, errors=[("/criterion", sentence)])
        cleaned(row)
        row.save()
    return revision_of(locked)


def set_gate_mode(*, decision: str, gate: int, mode: str, by: Actor, if_revision: int | None = None) -> int:
    """Let a must-have exclude what fails it, or only warn. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _gate(locked, gate)
        if mode not in Gate.Mode.values:
            raise Invalid(
                f"A must-have excludes or warns (got {mode!r}).", errors=[("/mode", "Unknown mode.")]
            )
        row.mode = mode
        row.save()
    return revision_of(locked)


def remove_gate(*, decision: str, gate: int, by: Actor, if_revision: int | None = None) -> int:
    """Remove a must-have. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        _gate(locked, gate).delete()
    return revision_of(locked)


def _gate(decision: Decision, pk: int) -> Gate:
    row = decision.gates.filter(pk=pk).first()
    if row is None:
        raise NotThere("This decision has no such must-have.")
    return row
