"""Copying a decision, so that a team can make somebody else's comparison its own."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from decision.problems import Forbidden
from decision.teams.actors import Actor
from decision.teams.models import Team
from decision.teams.permissions import edited_by
from decision.teams.recording import recording

from ..models import Decision, ScenarioWeight, Score, Weight
from ..selectors import open_decision
from .editing import clean_title, cleaned

LONGEST_SLUG = 80
ENDING = 6  # characters of chance at the end of an address
Row = TypeVar("Row", bound=Model)


def copy_decision(*, decision: str, title: str, team: int | None, by: Actor) -> Decision:
    """A draft with the same alternatives, criteria, weights, scores, citations, must-haves and scenarios, in a team
    that `by` owns or edits (staff: any, or none).

    Raises `NotThere` when `by` may not read the decision, `Forbidden` for somebody else's team, `Invalid` for a
    title that is missing or cannot be shown.
    """
    opened = open_decision(decision, by=by)
    title = clean_title(title)
    with transaction.atomic(), recording(by):
        original = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=opened.id)
        copy = Decision(
            slug=address_for(title), title=title, question=original.question, team=team_for(team, by),
            description=original.description, close_call_margin=original.close_call_margin,
            claims_good_for_months=original.claims_good_for_months, missing_at=original.missing_at,
        )  # fmt: skip
        cleaned(copy)
        copy.save()
        _copy_rows(original, copy)
    return copy


def team_for(team: int | None, by: Actor, *, doing: str = "copy") -> Team | None:
    """The team that a new decision is to belong to. Raises `Forbidden` unless `by` owns or edits it, or is staff."""
    if not by.can_write:
        raise Forbidden(f"Sign in to {doing} a decision.")
    if by.is_staff and team is None:
        return None
    found = Team.objects.filter(edited_by(by), pk=team or 0).first()
    if found is None:
        sentence = "Choose a team that you own or edit; the decision is theirs."
        raise Forbidden(sentence, errors=[("/team", sentence)])
    return found


def address_for(title: str) -> str:
    """The title with an ending of chance: it can't be guessed, and tells nobody which other titles are taken."""
    base = slugify(title)[: LONGEST_SLUG - ENDING - 1].strip("-_") or "decision"
    return f"{base}-{get_random_string(ENDING, 'abcdefghijkmnpqrstuvwxyz23456789')}"


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
