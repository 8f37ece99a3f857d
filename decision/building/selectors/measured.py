"""The figures of a metric about a decision's alternatives, and where its value function is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import Metric, ValueFunction
from decision import engine
from decision.engine import EngineError, Reach
from decision.matrix.loading import LoadedMatrix
from decision.matrix.loading.figures import by_metric
from decision.matrix.models import Decision, Weight
from decision.problems import NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import visible_to

from .facts import Topic, topics_about


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure that is used of one alternative; `reach` is how far it may lie off, None where it is exact."""

    claim: int
    number: Decimal
    text: str
    note: str
    reach: Reach | None = None


def figures_of(
    loaded: LoadedMatrix, metric: str, topics: Sequence[Topic] | None = None
) -> Mapping[str, Figure]:
    """By framework, by the rule that must-haves follow too."""
    for topic in topics_about(loaded) if topics is None else topics:
        if (topic.kind, topic.slug) != ("metric", metric):
            continue
        numbers = {row["id"]: Decimal(row["number"]) for row in topic.rows}
        qualifiers = {row["id"]: row["qualifier"] for row in topic.rows}
        chosen = by_metric(topic.rows, metric)
        found = {}
        for key in loaded.matrix.alternatives:
            if key not in chosen:
                continue
            seen, figure = chosen[key]
            said = {"about": " (about)", "at_least": " (at least)"}.get(qualifiers[seen.claim], "")
            note = f"{said}{', of a relative' if seen.is_proxy else ''}"
            reach = figure if isinstance(figure, Reach) else None
            found[key] = Figure(seen.claim, numbers[seen.claim], seen.text, note, reach)
        return found
    return {}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How a criterion of a decision is measured, if it is: its metric, its function, and how many other decisions that
    its reader may find use that."""

    metric: Metric | None
    function: ValueFunction | None
    others: int
    is_stored: bool

    @property
    def curve(self) -> engine.ValueFunction | None:
        """The stored function; None where there is none, or one that cannot be."""
        if self.function is None:
            return None
        try:
            stored = {"kind": self.function.kind, "points": self.function.points}
            return engine.ValueFunction.model_validate(stored)
        except EngineError:
            return None


def yardstick_of(loaded: LoadedMatrix, criterion: str, metric: str, *, by: Actor) -> Yardstick:
    """Three queries at most; `metric` is asked for where the criterion is judged."""
    row = (
        Weight.objects.filter(decision=loaded.decision_id, criterion__slug=criterion)
        .select_related("value_function__metric", "criterion__metric")
        .get()
    )
    function = row.value_function
    if function is not None:
        others = Decision.objects.filter(visible_to(by), weights__value_function=function)
        count = others.exclude(pk=loaded.decision_id).distinct().count()
        return Yardstick(function.metric, function, count, True)
    found = Metric.objects.filter(slug=metric).first() if metric else row.criterion.metric
    shared = ValueFunction.objects.filter(metric=found, is_shared=True).order_by("name").first()
    return Yardstick(found, shared, 0, False)


def value_function_of(decision: int, criterion: str) -> ValueFunction:
    """The value function of a criterion of a decision. Raises `NotThere` where there is none."""
    rows = ValueFunction.objects.select_related("metric").filter(
        weights__decision=decision, weights__criterion__slug=criterion
    )
    if (found := rows.first()) is None:
        raise NotThere(
            f"“{criterion[:80]}” is no measured criterion of this decision: it has no value function."
        )
    return found
