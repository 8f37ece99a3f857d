"""Named sets of weights beside the decision's own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from decision.problems import Invalid, NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import require_curator

from ..models import Decision, Scenario, ScenarioWeight, Weight
from ..rules import invalid_points
from .editing import assign, cleaned, editing, revision_of, summary, weights_of

MOST_SCENARIOS = 100


def save_scenario(
    *,
    decision: str,
    slug: str,
    name: str,
    points: Mapping[str, Decimal],
    by: Actor,
    if_revision: int | None = None,
    is_new: bool = False,
) -> int:
    """Keep a named set of weights beside the decision's own. Returns the revision.

    The same slug is written over, unless a source published it or it is meant to be new.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        rows = weights_of(locked)
        errors = invalid_points(points, rows, replace=False)
        if not slug or not name.strip():
            errors.append(("/name", "Give the scenario a name with a letter or a digit in it."))
        existing = locked.scenarios.filter(slug=slug).first()
        if existing is not None and existing.kind == Scenario.Kind.PUBLISHED:
            errors.append(("/name", f"“{existing.name}” is what a source published; choose another name."))
        elif existing is not None and is_new:
            taken = f"There is a scenario “{existing.name}” already: choose another name, or open it to write over it."
            errors.append(("/name", taken))
        if errors:
            raise Invalid(summary(errors), errors=errors, title="Invalid scenario")
        if existing is None:
            _require_room(locked)
        scenario, _ = Scenario.objects.update_or_create(
            decision=locked,
            slug=slug,
            defaults={"name": name.strip()},
            create_defaults={"name": name.strip(), "position": locked.scenarios.count()},
        )
        _set_points(scenario, rows, points)
    return revision_of(locked)


def curate_scenario(
    *,
    decision: str,
    scenario: int | None,
    fields: Mapping[str, object],
    points: Mapping[str, Decimal] | None = None,
    by: Actor,
    if_revision: int | None = None,
) -> int:
    """Let a curator add (`scenario` None) or correct any scenario, one that a source published included.

    A new one without `points` starts with the decision's own. Returns the revision.
    """
    require_curator(by)
    with editing(decision, by=by, if_revision=if_revision) as locked:
        rows = weights_of(locked)
        if scenario is None:
            _require_room(locked)
            row = Scenario(decision=locked, position=locked.scenarios.count())
            points = {key: weight.points for key, weight in rows.items()} if points is None else points
        else:
            row = _scenario(locked, pk=scenario)
        assign(row, fields)
        cleaned(row)
        if points is not None and (errors := invalid_points(points, rows, replace=False)):
            raise Invalid(summary(errors), errors=[("/points", sentence) for _, sentence in errors])
        row.save()
        if points is not None:
            _set_points(row, rows, points)
    return revision_of(locked)


def remove_scenario(*, decision: str, slug: str, by: Actor, if_revision: int | None = None) -> int:
    """Remove a scenario that was made here. Returns the revision."""
    with editing(decision, by=by, if_revision=if_revision) as locked:
        scenario = _scenario(locked, slug=slug)
        if scenario.kind == Scenario.Kind.PUBLISHED:
            raise Invalid(f"“{scenario.name}” is what a source published and stays on record.")
        scenario.delete()
    return revision_of(locked)


def _require_room(decision: Decision) -> None:
    """Every page of a decision ranks by each of its scenarios."""
    if decision.scenarios.count() >= MOST_SCENARIOS:
        sentence = f"A decision has at most {MOST_SCENARIOS} scenarios: remove one first."
        raise Invalid(sentence, errors=[("/name", sentence)], title="Invalid scenario")


def _scenario(decision: Decision, **which: object) -> Scenario:
    row = decision.scenarios.filter(**which).first()
    if row is None:
        named = f" “{which['slug']}”" if "slug" in which else ""
        raise NotThere(f"This decision has no scenario{named}.")
    return row


def _set_points(scenario: Scenario, rows: Mapping[str, Weight], points: Mapping[str, Decimal]) -> None:
    """Bring the scenario's points to these, touching only what differs."""
    stored = {row.weight_id: row for row in scenario.weights.all()}
    wanted = {rows[key].pk: value for key, value in points.items()}
    scenario.weights.exclude(weight__in=wanted).delete()
    for pk, value in wanted.items():
        row = stored.get(pk)
        if row is None:
            ScenarioWeight.objects.create(scenario=scenario, weight_id=pk, points=value)
        elif row.points != value:
            row.points = value
            row.save(update_fields=["points"])
