"""Measured criteria: any metric as a criterion, the anchors of its value function, and scores that are figures.

Anchors are never changed under another decision: whoever edits a decision makes a copy for it, and only staff change
the catalogue's function itself. A copy is never written over either, so that undoing brings the former anchors back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.utils.crypto import get_random_string
from pydantic import ValidationError as InvalidShape

from criteria.models import Criterion, Direction, Metric, Scale, ValueFunction
from criteria.services import save_value_function
from decision import engine
from decision.engine import EngineError
from decision.matrix.loading import LoadedMatrix, load_matrix
from decision.matrix.models import Decision, Score, Weight
from decision.matrix.services import ScoreChange, add_criterion, set_scores
from decision.matrix.services.editing import cleaned, editing, revision_of
from decision.problems import Forbidden, Invalid, NotThere
from decision.teams.actors import Actor
from decision.typed import grouped

from ..anchors import proposed
from ..selectors.measured import Figure, figures_of

MOST_ANCHORS = 12
FULL = Decimal(10)
WIDEST = Decimal(10) ** 11
ENDING = 8


def read_function(kind: str, points: Collection[tuple[Decimal, Decimal]]) -> engine.ValueFunction:
    """A value function of typed anchors, rising by measurement. Raises `Invalid` for one that cannot be."""
    if len(points) > MOST_ANCHORS:
        raise _invalid(f"A value function has at most {MOST_ANCHORS} anchors.", "/points")
    if any(not 0 <= value <= FULL for _, value in points):
        raise _invalid("The value at an anchor lies from 0 to 10.", "/points")
    try:
        return engine.ValueFunction.model_validate({"kind": kind, "points": sorted(points)})
    except EngineError as error:
        raise _invalid(error.detail, "/points") from None
    except InvalidShape:
        raise _invalid(
            "A value function is linear, logarithmic, piecewise linear or exponential.", "/kind"
        ) from None


def set_value_function(
    *, decision: str, criterion: str, function: engine.ValueFunction, by: Actor, for_all: bool = False,
    if_revision: int | None = None,
) -> int:  # fmt: skip
    """Measure a criterion by other anchors: a copy for this decision, or `for_all` the catalogue's own (staff only).

    Returns the revision. Raises `Invalid` for a criterion that is not measured.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _weight(locked, criterion)
        stored = row.value_function
        if stored is None:
            raise _invalid(
                f"“{row.criterion}” is judged, not measured: its scores need no anchors.", "/points"
            )
        points = _json(function)
        if for_all:
            if not (by.is_staff and stored.is_shared):
                raise Forbidden(
                    "Only staff change a value function of the catalogue; make a copy for this decision."
                )
            save_value_function(
                value_function=stored.pk, fields={"kind": function.kind, "points": points}, by=by
            )
        elif (stored.kind, stored.points) != (function.kind, points):
            row.value_function = _copy(stored.metric, function, decision)
            cleaned(row)
            row.save(update_fields=["value_function"])
    return revision_of(locked)


def judge_by(*, decision: str, criterion: str, by: Actor, if_revision: int | None = None) -> int:
    """Judge by one more criterion of the catalogue, which weighs as much as the others do on average.

    One that has a metric is measured: see `judge_by_metric`. Returns the revision.
    """
    metric = (
        Criterion.objects.filter(slug=criterion, is_shared=True)
        .values_list("metric__slug", flat=True)
        .first()
    )
    if metric:
        return judge_by_metric(
            decision=decision, metric=metric, criterion=criterion, by=by, if_revision=if_revision
        )
    with editing(decision, by=by, if_revision=if_revision) as locked:
        add_criterion(decision=decision, criterion=criterion, fields={"points": _usual(locked)}, by=by)
    return revision_of(locked)


def judge_by_metric(
    *, decision: str, metric: str, by: Actor, criterion: str = "", if_revision: int | None = None
) -> int:
    """Judge by one criterion more, which is what a metric measures, scored by the figures on record.

    The catalogue's criterion and value function for the metric are used where it has them; else a criterion is made of
    the metric, and anchors are proposed of round numbers around the figures and fixed. It weighs as much as the others
    do on average; `criterion` says which, where the catalogue has several for the metric. Returns the revision.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        found = Metric.objects.filter(slug=metric).first()
        if found is None:
            raise _invalid(f"There is no metric “{metric[:80]}” in the catalogue.", "/metric")
        loaded = load_matrix(locked.pk)
        figures = figures_of(loaded, metric)
        function = ValueFunction.objects.filter(metric=found, is_shared=True).order_by("name").first()
        if function is None:
            numbers = [one.number for one in figures.values()]
            shape = proposed(numbers, more_is_better=found.direction == Direction.BENEFIT)
            function = _copy(found, shape, decision)
        row = _criterion_of(found, loaded, criterion)
        add_criterion(
            decision=decision, criterion=row.slug, by=by,
            fields={"points": _usual(locked), "value_function": function},
        )  # fmt: skip
        set_scores(decision=decision, changes=_as_measured(figures, row, function), by=by)
    return revision_of(locked)


def use_measured(
    *, decision: str, criterion: str, metric: str, function: engine.ValueFunction, by: Actor,
    framework: str | None = None, if_revision: int | None = None,
) -> int:  # fmt: skip
    """Let scores be what was measured: of one alternative, or of every one with a figure. Returns the revision.

    A measured criterion takes the figures themselves; a judged one the values that `function` gives them, on its own
    scale. Each score cites its figure and says how it came about; the others stay as they are.
    """
    with editing(decision, by=by, if_revision=if_revision) as locked:
        row = _weight(locked, criterion)
        figures = figures_of(load_matrix(locked.pk), metric)
        if framework is not None:
            figures = {key: one for key, one in figures.items() if key == framework}
        if not figures:
            raise _invalid("There is no figure on record to use.", "/framework")
        if row.value_function is not None:
            changes = _as_measured(figures, row.criterion, row.value_function)
        else:
            changes = [_as_judged(row.criterion, key, one, function) for key, one in figures.items()]
        set_scores(decision=decision, changes=changes, by=by)
    return revision_of(locked)


def _as_measured(
    figures: Mapping[str, Figure], criterion: Criterion, stored: ValueFunction
) -> list[ScoreChange]:
    function = engine.ValueFunction.model_validate({"kind": stored.kind, "points": stored.points})
    changes = []
    for key, one in figures.items():
        low, high = _ends(one, function)
        changes.append(
            ScoreChange(
                framework=key,
                criterion=criterion.slug,
                value=one.number,
                clear_range=True,
                low=_within(low, criterion.scale),
                high=_within(high, criterion.scale),
                rule=Score.Rule.MEASURED,
                rationale=f"Measured: {one.text}{one.note}.",
                claims=[one.claim],
            )  # fmt: skip
        )
    return changes


def _ends(figure: Figure, function: engine.ValueFunction) -> tuple[Decimal | None, Decimal | None]:
    """How far the figure may lie off: without an upper end to the last anchor, past which nothing changes."""
    if figure.reach is None:
        return None, None
    low, high = figure.reach.low, figure.reach.high
    low = figure.number if low is None else min(low, figure.number)
    high = max(figure.number, function.points[-1][0] if high is None else high)
    return round(low, 4), round(high, 4)


def _within(number: Decimal | None, scale: Scale) -> Decimal | None:
    return None if number is None else min(max(number, scale.low), scale.high)


def _as_judged(
    criterion: Criterion, framework: str, figure: Figure, function: engine.ValueFunction
) -> ScoreChange:
    scale = criterion.scale

    def on_scale(number: Decimal) -> Decimal:
        value = scale.low + function(number) / FULL * (scale.high - scale.low)
        return round(scale.low + scale.high - value if criterion.direction == Direction.COST else value, 4)

    ends = [on_scale(end) for end in _ends(figure, function) if end is not None]
    anchors = ", ".join(f"{grouped(x)} is {grouped(worth)}" for x, worth in function.points)
    return ScoreChange(
        framework=framework, criterion=criterion.slug, value=on_scale(figure.number), clear_range=True,
        low=min(ends, default=None), high=max(ends, default=None), rule=Score.Rule.MEASURED,
        claims=[figure.claim],
        rationale=f"Measured: {figure.text}{figure.note}. By fixed anchors, {function.kind}: {anchors}.",
    )  # fmt: skip


def _usual(decision: Decision) -> Decimal:
    roots = list(decision.weights.filter(parent=None).values_list("points", flat=True))
    return round(sum(roots, Decimal(0)) / len(roots), 4) or Decimal(1) if roots else Decimal(1)


def _criterion_of(metric: Metric, loaded: LoadedMatrix, slug: str) -> Criterion:
    """The catalogue's criterion for a metric, the one named if any; made of the metric, for one decision alone, where
    there is none: only curators add to the catalogue."""
    rows = Criterion.objects.select_related("scale").filter(metric=metric, is_shared=True).order_by("slug")
    found = (rows.filter(slug=slug) if slug else rows).first()
    if found is not None:
        if any(row.key == found.slug for row in loaded.criteria):
            raise _invalid(f"“{found}” is a criterion here already.", "/metric")
        return found
    low = metric.low if metric.low is not None else -WIDEST
    high = metric.high if metric.high is not None else WIDEST
    scale = Scale(
        slug=_free(Scale, f"{metric.slug[:60]}-range"), name=f"{metric.name[:100]}, as measured",
        low=max(low, -WIDEST), high=min(high, WIDEST),
    )  # fmt: skip
    cleaned(scale)
    scale.save()
    made = Criterion(
        slug=_free(Criterion, metric.slug), name=metric.name, description=metric.description, scale=scale,
        question="", direction=metric.direction, metric=metric, is_shared=False,
    )  # fmt: skip
    cleaned(made)
    made.save()
    return made


def _free(model: type[Scale] | type[Criterion] | type[ValueFunction], slug: str) -> str:
    """The address, with an ending of chance where it is taken."""
    taken = model._default_manager.filter(slug=slug).exists()
    ending = get_random_string(ENDING, "abcdefghijkmnpqrstuvwxyz23456789")
    return f"{slug[: 79 - ENDING]}-{ending}" if taken else slug


def _copy(metric: Metric, function: engine.ValueFunction, decision: str) -> ValueFunction:
    ends = f"{grouped(function.points[0][0])} to {grouped(function.points[-1][0])}"
    row = ValueFunction(
        slug=_free(ValueFunction, f"{metric.slug[:60]}-anchors"), metric=metric, kind=function.kind,
        name=f"{ends} {metric.unit}, for “{decision[:60]}”"[:120], points=_json(function), is_shared=False,
    )  # fmt: skip
    cleaned(row)
    row.save()
    return row


def _json(function: engine.ValueFunction) -> list[list[int | float]]:
    return [[_number(x), _number(value)] for x, value in function.points]


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _weight(decision: Decision, criterion: str) -> Weight:
    rows = decision.weights.select_related("criterion__scale", "value_function__metric")
    row = rows.filter(criterion__slug=criterion).first()
    if row is None:
        raise NotThere(f"“{criterion}” is not a criterion of this decision.")
    if row.children.exists():
        raise Invalid(f"“{row.criterion}” is a group: the criteria beneath it have the scores.")
    return row


def _invalid(sentence: str, place: str) -> Invalid:
    return Invalid(sentence, errors=[(place, sentence)])
