"""Evidence that is no criterion of a decision, read as one: values of 0 to 10 for its alternatives.

A metric's figures go through its value function where it has one, else along a straight line from the least to the
best of them. Of several figures of one alternative the one counts that must-haves go by too. What is
said for and against under a criterion of the catalogue counts by statement: strengths and uses less weaknesses, 10 for
whom most is said. Where nothing is on record the score is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from django.db.models import Q

from criteria.models import Criterion, Direction, Metric, ValueFunction
from decision import engine
from decision.engine import EngineError
from frameworks.models import Claim

from .loading import LoadedMatrix
from .loading.figures import CAREFUL
from .loading.varied import TEN, Plus

FOR = (Claim.Kind.STRENGTH, Claim.Kind.USE_CASE)
SAID = (*FOR, Claim.Kind.WEAKNESS)
FIGURES = (Claim.Kind.MEASUREMENT, Claim.Kind.STATISTIC)
TENTH = Decimal("0.0001")


class Statement(NamedTuple):
    """A claim, as far as it matters here; `measured_on` is the name of the relative that a figure is really about."""

    id: int
    framework: str
    source: str
    kind: str
    number: Decimal | None
    qualifier: str
    as_of: str
    status: str = Claim.Status.ACCEPTED
    measured_on: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What claims are about: a metric, or a criterion of the catalogue that they speak of."""

    kind: Literal["metric", "criterion"]
    slug: str
    label: str
    unit: str = ""
    more_is_better: bool = True
    value_function: engine.ValueFunction | None = None
    value_function_id: int | None = None

    @property
    def name(self) -> str:
        """As it stands in an address: `metric.websocket-connections`."""
        return f"{self.kind}.{self.slug}"


def plus_of(topic: Topic, statements: Iterable[Statement]) -> Plus:
    """A topic as a criterion."""
    by_framework: dict[str, list[Statement]] = {}
    for statement in statements:
        by_framework.setdefault(statement.framework, []).append(statement)
    if topic.kind == "metric":
        values = _measured(topic, {key: _number(best_figure(group)) for key, group in by_framework.items()})
    else:
        values = _said(by_framework)
    return Plus(
        name=topic.name, label=topic.label, question=_question(topic), values=values,
        sources={key: frozenset(one.source for one in group) for key, group in by_framework.items()},
        claim_counts={key: len(group) for key, group in by_framework.items()},
    )  # fmt: skip


def _question(topic: Topic) -> str:
    if topic.kind == "criterion":
        return "What is said for and against: strengths and uses less weaknesses, 10 for whom most is said."
    if topic.value_function is not None:
        return "The figures on record, through the value function of their metric."
    return "The figures on record, from 0 for the least to 10 for the best of them."


def best_figure(figures: Iterable[Statement]) -> Statement:
    """Of several figures the one that must-haves go by: accepted before stale, the newest, the most careful."""

    def rank(one: Statement) -> tuple[bool, str, int, int]:
        return one.status == Claim.Status.ACCEPTED, one.as_of, CAREFUL.get(one.qualifier, 0), -one.id

    return max(figures, key=rank)


def _number(statement: Statement) -> Decimal:
    assert statement.number is not None, "only claims with a number are figures"
    return statement.number


def _measured(topic: Topic, figures: Mapping[str, Decimal]) -> dict[str, Decimal]:
    if topic.value_function is not None:
        return {key: _on_scale(topic.value_function(figure)) for key, figure in figures.items()}
    least, most = min(figures.values(), default=TEN), max(figures.values(), default=TEN)
    if least == most:
        return dict.fromkeys(figures, TEN)
    rising = {key: TEN * (figure - least) / (most - least) for key, figure in figures.items()}
    return {key: _on_scale(value if topic.more_is_better else TEN - value) for key, value in rising.items()}


def _said(by_framework: Mapping[str, list[Statement]]) -> dict[str, Decimal]:
    net = {key: sum(1 if one.kind in FOR else -1 for one in group) for key, group in by_framework.items()}
    most = max(net.values(), default=0)
    return {
        key: _on_scale(TEN * max(count, 0) / most) if most > 0 else Decimal(0) for key, count in net.items()
    }


def _on_scale(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), TEN).quantize(TENTH)


def topic_named(name: str) -> Topic | None:
    """The topic that an address names, or None; at most two queries."""
    kind, _, slug = name.partition(".")
    if kind == "metric":
        metric = Metric.objects.filter(slug=slug).first()
        if metric is None:
            return None
        return metric_topic(
            metric, ValueFunction.objects.filter(metric=metric, is_shared=True).order_by("id").first()
        )
    if kind == "criterion":
        criterion = Criterion.objects.filter(slug=slug, is_shared=True).first()
        return None if criterion is None else Topic("criterion", criterion.slug, criterion.name)
    return None


def metric_topic(metric: Metric, function: ValueFunction | None) -> Topic:
    """A metric, with the value function that its figures go through."""
    shape = None
    if function is not None:
        try:
            shape = engine.ValueFunction.model_validate({"kind": function.kind, "points": function.points})
        except EngineError:
            function = None
    return Topic(
        "metric", metric.slug, metric.name, metric.unit, metric.direction == Direction.BENEFIT, shape,
        function.pk if function else None,
    )  # fmt: skip


def statements_about(loaded: LoadedMatrix, topic: Topic) -> list[Statement]:
    """What counts as evidence on a topic about the alternatives; one query."""
    about = (
        Q(metric__slug=topic.slug, kind__in=FIGURES, number__isnull=False)
        if topic.kind == "metric"
        else Q(criterion__slug=topic.slug, kind__in=SAID)
    )
    rows = Claim.objects.filter(
        about, framework__alternatives__decision=loaded.decision_id, status__in=Claim.EVIDENCE
    )
    return [
        Statement(*row[:6], row[6].isoformat() if row[6] else "", row[7])
        for row in rows.order_by("id").values_list(
            "id", "framework__slug", "source__slug", "kind", "number", "qualifier", "as_of", "status"
        )
        if row[1] in loaded.matrix.alternatives
    ]
