"""Opening a decision with its alternatives, criteria and first scores at once, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from criteria.models import Criterion
from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.recording import recording
from frameworks.models import Framework

from ..models import Alternative, Decision, Weight
from .copying import address_for, team_for
from .editing import clean_title, cleaned
from .scores import set_scores
from .seen import ScoreChange

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class StartCriterion:
    """A criterion (by slug) to begin with, and the value function (by id) through which it is measured."""

    criterion: str
    points: Decimal
    value_function: int | None = None


def start_decision(
    *,
    title: str,
    question: str,
    team: int | None,
    frameworks: Sequence[str],
    criteria: Sequence[StartCriterion],
    scores: Sequence[ScoreChange],
    by: Actor,
) -> Decision:
    """A draft in a team that `by` owns or edits (staff: any, or none).

    Raises `Invalid` for a title that cannot be shown, for frameworks and criteria that the catalogue does not have, and
    for scores that do not fit; `Forbidden` for somebody else's team.
    """
    title = clean_title(title)
    with transaction.atomic(), recording(by):
        decision = Decision(
            slug=address_for(title), title=title, question=question, team=team_for(team, by, doing="start")
        )
        cleaned(decision)
        decision.save()
        Alternative.objects.bulk_create(
            Alternative(decision=decision, framework=row, position=position)
            for position, row in enumerate(_rows(Framework, frameworks, "framework"))
        )
        judged_by = _rows(Criterion, [one.criterion for one in criteria], "criterion")
        Weight.objects.bulk_create(
            Weight(
                decision=decision,
                criterion=row,
                points=one.points,
                value_function_id=one.value_function,
                position=position,
            )
            for position, (one, row) in enumerate(zip(criteria, judged_by, strict=True))
        )
        if scores:
            set_scores(decision=decision.slug, changes=scores, by=by)
    return decision


def _rows(model: type[Row], slugs: Sequence[str], name: str) -> list[Row]:
    """The catalogue's rows in this order, each once."""
    found = model._default_manager.in_bulk(list(slugs), field_name="slug")
    if missing := [slug for slug in slugs if slug not in found]:
        sentence = f"There is no {name} “{missing[0]}” in the catalogue."
        raise Invalid(sentence, errors=[(f"/{name}", sentence)])
    return [found[slug] for slug in dict.fromkeys(slugs)]
