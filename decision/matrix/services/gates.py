"""Must-haves: adding, changing and removing them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from criteria.models import ScaleLevel
from decision.problems import Invalid, NotThere
from decision.teams.actors import Actor
from decision.typed import grouped

from ..models import Decision, Gate
from .editing import assign, cleaned, editing, revision_of
from .seen import Overwriting

MOST_GATES = 50
LONGEST_NAME = 120


def save_gate(
    *,
    decision: str,
    gate: int | None,
    fields: Mapping[str, object],
    by: Actor,
    if_revision: int | None = None,
    seen: Mapping[str, object] | None = None,
) -> int:
    """Add a must-have (`gate` None) or change one. Returns the revision.

    A feature's `level` brings its threshold along; an empty name is made of what is asked, and made anew with it. With
    `seen` only what the writer changed is written. Raises `Invalid` with the model's own sentences, by field, also for
    a criterion of another decision or a group, which has no scores to compare, for a word that is no level and for a
    threshold that no figure can have; `Overwriting` where somebody else changed what the writer changed too.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _new(locked) if gate is None else _gate(locked, gate)
        made = row.name if gate is not None and row.name == _name_of(row) else ""
        assign(row, fields if seen is None else _unseen(locked, row, fields, seen))
        _check_criterion(locked, row)
        _take_level(row)
        _check_threshold(row)
        row.name = "" if row.name == made else row.name.strip()
        row.name = row.name or _name_of(row)
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
    rows = decision.gates.select_related("criterion__criterion__scale", "metric", "feature__scale")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotThere("This decision has no such must-have.")
    return row


def _new(decision: Decision) -> Gate:
    last = decision.gates.order_by("-position").values_list("position", flat=True).first()
    if decision.gates.count() >= MOST_GATES:
        raise Invalid(f"A decision has at most {MOST_GATES} must-haves.")
    return Gate(decision=decision, position=0 if last is None else last + 1)


def _unseen(
    decision: Decision, row: Gate, fields: Mapping[str, object], seen: Mapping[str, object]
) -> Mapping[str, object]:
    """The fields that the writer changed, unless somebody else changed them too."""
    wanted = {name: value for name, value in fields.items() if name not in seen or value != seen[name]}
    both = {
        name
        for name, value in wanted.items()
        if name in seen and getattr(row, name) not in (seen[name], value)
    }
    if both:
        raise Overwriting(revision_of(decision), both)
    return wanted


def _check_criterion(decision: Decision, row: Gate) -> None:
    subject = row.criterion
    if subject is not None and (subject.decision_id != decision.pk or subject.children.exists()):
        raise _refused("criterion", "A must-have compares a criterion of this decision that has scores.")


def _take_level(row: Gate) -> None:
    """Let the word of a feature's scale stand for its value."""
    if row.feature is None:
        return
    levels = list(ScaleLevel.objects.filter(scale=row.feature.scale_id))
    named = [level for level in levels if level.word.casefold() == row.level.strip().casefold()]
    if not named:
        words = ", ".join(f"“{level.word}”" for level in levels) or "none"
        raise _refused("level", f"Choose a level of “{row.feature}” (there are: {words}).")
    row.level, row.threshold = named[0].word, named[0].value


def _check_threshold(row: Gate) -> None:
    """Refuse a threshold on which everybody would pass or fail whatever is measured."""
    threshold: object = row.threshold  # what was sent, before the database has seen it
    if not isinstance(threshold, Decimal) or not threshold.is_finite():
        raise _refused("threshold", "A threshold is a number.")
    scale = row.criterion.criterion.scale if row.criterion else None
    subject = scale or row.metric
    if subject is None:
        return
    low, high = subject.low, subject.high
    if (low is not None and row.threshold < low) or (high is not None and row.threshold > high):
        ends = f"from {grouped(low) if low is not None else '−∞'} to {grouped(high) if high is not None else '∞'}"
        raise _refused("threshold", f"Figures here run {ends}: {grouped(row.threshold)} would say nothing.")


def _name_of(row: Gate) -> str:
    """`Concurrent connections: at least 10,000 connections`."""
    compare = Gate.Comparison(row.comparison).label if row.comparison in Gate.Comparison.values else ""
    if row.feature:
        name, wanted = row.feature.name, f"{compare} {row.level}"
    else:
        name = row.metric.name if row.metric else str(row.criterion.criterion) if row.criterion else ""
        unit = f" {row.metric.unit}" if row.metric and row.metric.unit else ""
        wanted = f"{compare} {grouped(row.threshold)}{unit}"
    return f"{name[: LONGEST_NAME - len(wanted) - 2]}: {wanted}"[:LONGEST_NAME]


def _refused(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors=[(f"/{field}", sentence)], title="Invalid must-have")
