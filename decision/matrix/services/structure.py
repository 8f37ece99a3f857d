"""What a matrix is made of: its alternatives and its criteria."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Manager, Max, QuerySet

from criteria.models import Criterion
from decision.problems import Invalid, NotThere
from decision.teams.actors import Actor
from frameworks.models import Framework

from ..models import Alternative, Decision, Weight
from ..rules import invalid_points
from .editing import assign, cleaned, editing, revision_of, summary, weights_of

MOST_POSITION = 32_767


def add_alternative(
    *, decision: str, framework: str, fields: Mapping[str, object], by: Actor, if_revision: int | None = None
) -> int:
    """Let a framework (by slug) take part; its scores are missing at first. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        found = Framework.objects.filter(slug=framework).first()
        if found is None:
            sentence = f"There is no framework “{framework}” in the catalogue."
            raise Invalid(sentence, errors=[("/framework", sentence)])
        row = Alternative(decision=locked, framework=found, position=_last(locked.alternatives))
        assign(row, fields)
        cleaned(row)
        row.save()
    return revision_of(locked)


def change_alternative(
    *, decision: str, framework: str, fields: Mapping[str, object], by: Actor, if_revision: int | None = None
) -> int:
    """Change an alternative's label, position or published total. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _alternative(locked, framework)
        assign(row, fields)
        cleaned(row)
        row.save(update_fields=list(fields))
    return revision_of(locked)


def remove_alternative(*, decision: str, framework: str, by: Actor, if_revision: int | None = None) -> int:
    """Take an alternative and its scores out of the decision. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        _alternative(locked, framework).delete()
    return revision_of(locked)


def set_published_totals(
    *, decision: str, totals: Mapping[str, Decimal | None], by: Actor, if_revision: int | None = None
) -> int:
    """Put the totals that a source printed beside the recomputed ones, by framework. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        rows = {row.framework.slug: row for row in locked.alternatives.select_related("framework")}
        errors: list[tuple[str, str]] = []
        for key, total in totals.items():
            if key not in rows:
                errors.append((f"/{key}", f"“{key}” is not an alternative of this decision."))
                continue
            rows[key].published_total = total
            try:
                cleaned(rows[key])
            except Invalid as invalid:
                errors += [(f"/{key}", sentence) for _, sentence in invalid.errors]
        if errors:
            raise Invalid(summary(errors), errors=errors, title="Invalid published totals")
        for key in totals:
            rows[key].save(update_fields=["published_total"])
    return revision_of(locked)


def add_criterion(
    *, decision: str, criterion: str, fields: Mapping[str, object], by: Actor, if_revision: int | None = None
) -> int:
    """Judge by one more criterion (by slug); its scores are missing at first. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        found = Criterion.objects.filter(slug=criterion).first()
        if found is None:
            sentence = f"There is no criterion “{criterion}” in the catalogue."
            raise Invalid(sentence, errors=[("/criterion", sentence)])
        row = Weight(decision=locked, criterion=found, position=_last(locked.weights))
        _place(row, fields)
        row.save()
        _refuse_weightless(locked)
    return revision_of(locked)


def change_criterion(
    *, decision: str, criterion: str, fields: Mapping[str, object], by: Actor, if_revision: int | None = None
) -> int:
    """Change a criterion's parent, value function, position or points here. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _weight(locked, criterion)
        _place(row, fields)
        row.save(update_fields=list(fields))
        _refuse_weightless(locked)
    return revision_of(locked)


def move_criterion(
    *, decision: str, criterion: str, up: bool, by: Actor, if_revision: int | None = None
) -> int:
    """Let a criterion change places with the sibling before or after it; at the end it stays. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _weight(locked, criterion)
        rows = list(locked.weights.order_by("position", "id"))
        siblings = [one for one in rows if one.parent_id == row.parent_id]
        at = siblings.index(row)
        to = at - 1 if up else at + 1
        if 0 <= to < len(siblings):
            first, second = rows.index(siblings[at]), rows.index(siblings[to])
            rows[first], rows[second] = rows[second], rows[first]
            for position, one in enumerate(rows):
                if one.position != position:
                    one.position = position
                    one.save(update_fields=["position"])
    return revision_of(locked)


def remove_criterion(*, decision: str, criterion: str, by: Actor, if_revision: int | None = None) -> int:
    """Stop judging by a criterion: its scores go with it. Returns the revision.

    Raises `Invalid` for a group that still holds criteria and when the rest would weigh nothing.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _weight(locked, criterion)
        if row.children.exists():
            raise Invalid(f"“{row.criterion}” holds other criteria: move or remove those first.")
        row.delete()
        _refuse_weightless(locked)
    return revision_of(locked)


def _last(rows: QuerySet[Any] | Manager[Any]) -> int:
    """The position behind all others: what was removed may have left gaps."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else min(last + 1, MOST_POSITION)


def _place(row: Weight, fields: Mapping[str, object]) -> None:
    assign(row, fields)
    cleaned(row)
    parent = row.parent
    if parent is None:
        return
    sentence = None
    if parent.decision_id != row.decision_id:
        sentence = "A criterion stands beneath one of the same decision."
    elif parent.scores.exists():
        sentence = f"“{parent.criterion}” has scores of its own: only a criterion without any can be a group."
    elif row.pk in _ancestors(parent):
        sentence = "A criterion cannot stand beneath itself."
    if sentence:
        raise Invalid(sentence, errors=[("/parent", sentence)])


def _ancestors(weight: Weight) -> set[int]:
    """The ids from a criterion up to its root, itself included."""
    parent_of = dict(Weight.objects.filter(decision=weight.decision_id).values_list("pk", "parent_id"))
    found: set[int] = set()
    at: int | None = weight.pk
    while at is not None and at not in found:
        found.add(at)
        at = parent_of[at]
    return found


def _refuse_weightless(decision: Decision) -> None:
    rows = weights_of(decision)
    if rows and (
        errors := invalid_points({key: row.points for key, row in rows.items()}, rows, replace=False)
    ):
        raise Invalid(summary(errors), errors=errors, title="Invalid weights")


def _alternative(decision: Decision, framework: str) -> Alternative:
    row = decision.alternatives.filter(framework__slug=framework).first()
    if row is None:
        raise NotThere(f"“{framework}” is not an alternative of this decision.")
    return row


def _weight(decision: Decision, criterion: str) -> Weight:
    row = decision.weights.select_related("criterion").filter(criterion__slug=criterion).first()
    if row is None:
        raise NotThere(f"“{criterion}” is not a criterion of this decision.")
    return row
