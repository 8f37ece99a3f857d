"""Making a criterion of figures that are on record."""

from __future__ import annotations

from decimal import Decimal

from criteria.models import ValueFunction
from decision.matrix.additions import Statement, best_figure
from decision.matrix.loading import load_matrix
from decision.matrix.models import Score
from decision.matrix.services import ScoreChange, set_scores
from decision.matrix.services.editing import editing, revision_of
from decision.matrix.services.structure import add_criterion
from decision.problems import Invalid
from decision.teams.actors import Actor

from ..selectors.missing import topics_of

HUNDRED = Decimal(100)


def add_measured_criterion(*, decision: str, criterion: str, percent: Decimal, by: Actor) -> int:
    """Judge by a criterion of the catalogue whose metric has figures for the alternatives, scored by them.

    It gets `percent` of the weight, the others keep their proportions; every score cites the figure it is. Returns the
    revision. Raises `Invalid` where there are no such figures, and for a percentage that is none.
    """
    with editing(decision, by=by) as locked:
        if not (percent.is_finite() and 0 < percent < HUNDRED):
            raise _invalid("The share is a number above 0 and below 100.", "/percent")
        loaded = load_matrix(locked.pk)
        found = next(
            (
                one
                for one in topics_of(loaded)
                if one.criterion == criterion and one.topic.kind == "metric" and one.topic.value_function_id
            ),
            None,
        )
        if found is None:
            raise _invalid(
                "There are no figures on record that this criterion could be scored by.", "/criterion"
            )
        together = sum((row.points for row in loaded.criteria if row.parent is None), Decimal(0))
        points = round(together * percent / (HUNDRED - percent), 4)
        function = ValueFunction.objects.get(pk=found.topic.value_function_id or 0)
        add_criterion(
            decision=decision,
            criterion=criterion,
            fields={"points": points, "value_function": function},
            by=by,
        )
        set_scores(decision=decision, changes=_scores(found.statements, criterion), by=by)
    return revision_of(locked)


def _scores(statements: tuple[Statement, ...], criterion: str) -> list[ScoreChange]:
    by_framework: dict[str, list[Statement]] = {}
    for one in statements:
        by_framework.setdefault(one.framework, []).append(one)
    changes = []
    for framework, figures in by_framework.items():
        best = best_figure(figures)
        changes.append(
            ScoreChange(
                framework=framework,
                criterion=criterion,
                value=best.number,
                rule=Score.Rule.MEASURED,
                claims=[one.id for one in figures],
            )  # fmt: skip
        )
    return changes


def _invalid(sentence: str, place: str) -> Invalid:
    return Invalid(sentence, errors=[(place, sentence)])
