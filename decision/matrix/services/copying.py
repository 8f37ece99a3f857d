"""Copying a decision, so that a team can make somebody else's comparison its own."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from decision.problems import Forbidden, Invalid
from decision.record.context import recording
from decision.teams.actors import Actor
from decision.teams.models import Membership, Team
from decision.teams.permissions import EDITING_ROLES

from ..models import Decision, ScenarioWeight, Score, Weight
from ..selectors import open_decision
from .editing import cleaned

LONGEST_SLUG = 80
Row = TypeVar("Row", bound=Model)


def copy_decision(*, decision: str, title: str, team: int | None, by: Actor) -> Decision:
    """A draft with the same alternatives, criteria, weights, scores, citations, must-haves and scenarios, in a team
    that `by` owns or edits (staff: any, or none).

    Raises `NotThere` when `by` may not read the decision, `Forbidden` for somebody else's team, `Invalid` for a
    missing title.
    """
    opened = open_decision(decision, by=by)
    with transaction.atomic(), recording(by):
        original = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=opened.id)
        copy = Decision(
            slug=_free_slug(title), title=title.strip(), question=original.question, team=_team(team, by),
            description=original.description, close_call_margin=original.close_call_margin,
        )  # fmt: skip
        cleaned(copy)
        copy.save()
        _copy_rows(original, copy)
    return copy


def _team(team: int | None, by: Actor) -> Team | None:
    if not by.can_write:
        raise Forbidden("Sign in to copy a decision.")
    found = Team.objects.filter(pk=team).first() if team is not None else None
    if by.is_staff and (team is None or found):
        return found
    mine = Membership.objects.filter(team=found, user_id=by.user_id or 0, role__in=EDITING_ROLES)
    if found is None or not mine.exists():
        sentence = "Choose a team that you own or edit; the copy is its decision."
        raise Forbidden(sentence, errors=[("/team", sentence)])
    return found


def _free_slug(title: str) -> str:
    base = slugify(title)[: LONGEST_SLUG - 6].strip("-")
    if not title.strip() or len(title.strip()) > 160:
        sentence = "Give the copy a title of 1 to 160 characters."
        raise Invalid(sentence, errors=[("/title", sentence)])
    base = base or "decision"
    taken = set(Decision.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken
    )


def _copy_rows(original: Decision, copy: Decision) -> None:
    options = _copied(list(original.alternatives.all()), decision=copy)
    lines = _copied(list(original.weights.all()), decision=copy, parent=None)
    for old, new in lines.values():
        new.parent = lines[old.parent_id][1] if old.parent_id else None
    Weight.objects.bulk_update([new for _, new in lines.values()], ["parent"])
    scores = list(original.scores.all())
    for row in scores:
        row.alternative, row.weight = options[row.alternative_id][1], lines[row.weight_id][1]
    cells = _copied(scores, decision=copy)
    cites = Score.claims.through.objects.filter(score__decision=original).order_by("id")
    Score.claims.through.objects.bulk_create(
        Score.claims.through(score=cells[link.score_id][1], claim_id=link.claim_id) for link in cites
    )
    gates = list(original.gates.all())
    for gate in gates:
        gate.criterion = lines[gate.criterion_id][1] if gate.criterion_id else None
    _copied(gates, decision=copy)
    sets = _copied(list(original.scenarios.all()), decision=copy)
    points = ScenarioWeight.objects.filter(scenario__decision=original).order_by("id")
    ScenarioWeight.objects.bulk_create(
        ScenarioWeight(scenario=sets[row.scenario_id][1], weight=lines[row.weight_id][1], points=row.points)
        for row in points
    )


def _copied(rows: list[Row], **changed: object) -> dict[int, tuple[Row, Row]]:
    """New rows like the given ones but for `changed`, by the old one's id, each beside it."""
    if not rows:
        return {}
    model = type(rows[0])
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    copies = [model(**{name: getattr(row, name) for name in columns}) for row in rows]
    for new in copies:
        for name, value in changed.items():
            setattr(new, name, value)
    model._default_manager.bulk_create(copies)
    return {old.pk: (old, new) for old, new in zip(rows, copies, strict=True)}
