"""Curating what we judge by: scales, metrics, value functions and criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import F, Q

from decision.problems import Invalid
from decision.teams.actors import Actor
from decision.teams.curating import curating, delete_row, locked_row, refused_field, save_row

from .models import Criterion, Metric, Scale, ScaleLevel, ValueFunction

Levels = Sequence[tuple[str, Decimal]]


def save_scale(
    *, scale: int | None, fields: Mapping[str, object], levels: Levels | None = None, by: Actor
) -> Scale:
    """Add (`scale` None) or change a scale and, where given, its levels from first to last.

    Raises `Invalid` for a level outside the range, a word given twice, an ordered scale without levels, and
    a range that would leave stored scores outside.
    """
    with curating(by):
        row = save_row(locked_row(Scale, scale), fields)
        if levels is not None:
            _check_levels(row, levels)
            _set_levels(row, levels)
        elif outside := row.levels.exclude(value__range=(row.low, row.high)).first():
            raise refused_field("levels", f"Level “{outside}” is outside {_range(row)}.")
        _refuse_stranded_scores(row.criteria.values_list("pk", flat=True), row, "low")
    return row


def delete_scale(*, scale: int, by: Actor) -> None:
    """Remove a scale that no criterion uses."""
    with curating(by):
        delete_row(locked_row(Scale, scale))


def save_metric(*, metric: int | None, fields: Mapping[str, object], by: Actor) -> Metric:
    """Add (`metric` None) or change a metric. Raises `Invalid` for a range that leaves stored figures outside."""
    with curating(by):
        row = save_row(locked_row(Metric, metric), fields)
        _refuse_stranded_figures(row)
        return row


def delete_metric(*, metric: int, by: Actor) -> None:
    """Remove a metric that no claim, criterion, value function or gate uses."""
    with curating(by):
        delete_row(locked_row(Metric, metric))


def save_value_function(
    *, value_function: int | None, fields: Mapping[str, object], by: Actor
) -> ValueFunction:
    """Add (`value_function` None) or change the anchors between which measurements become values."""
    with curating(by):
        return save_row(locked_row(ValueFunction, value_function), fields)


def delete_value_function(*, value_function: int, by: Actor) -> None:
    """Remove a value function that no decision uses."""
    with curating(by):
        delete_row(locked_row(ValueFunction, value_function))


def save_criterion(*, criterion: int | None, fields: Mapping[str, object], by: Actor) -> Criterion:
    """Add (`criterion` None) or change a criterion.

    Raises `Invalid` when it would stand beneath itself, and for a scale that leaves stored scores outside.
    """
    with curating(by):
        row = save_row(locked_row(Criterion, criterion), fields)
        if row.pk in _ancestors(row):
            raise refused_field("parent", "A criterion cannot stand beneath itself.")
        _refuse_stranded_scores([row.pk], row.scale, "scale")
    return row


def delete_criterion(*, criterion: int, by: Actor) -> None:
    """Remove a criterion that no decision, claim or other criterion uses."""
    with curating(by):
        delete_row(locked_row(Criterion, criterion))


def _check_levels(scale: Scale, levels: Levels) -> None:
    words = [word for word, _ in levels]
    for word, value in levels:
        if not scale.low <= value <= scale.high:
            raise refused_field(
                "levels", f"Level “{word}” ({value.normalize():f}) is outside {_range(scale)}."
            )
        if words.count(word) > 1:
            raise refused_field("levels", f"“{word}” is given twice.")
    if scale.kind == Scale.Kind.ORDERED and not levels:
        raise refused_field("levels", "An ordered scale needs its levels.")


def _set_levels(scale: Scale, levels: Levels) -> None:
    """Bring the levels to these by word, touching only what differs."""
    stored = {level.word: level for level in scale.levels.all()}
    scale.levels.exclude(word__in=[word for word, _ in levels]).delete()
    for position, (word, value) in enumerate(levels):
        level = stored.get(word)
        if level is None or (level.value, level.position) != (value, position):
            save_row(
                level or ScaleLevel(scale=scale),
                {"scale": scale, "word": word, "value": value, "position": position},
            )


def _ancestors(criterion: Criterion) -> set[int]:
    """The ids above a criterion."""
    parent_of = dict(Criterion.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    at = criterion.parent_id
    while at is not None and at not in found:
        found.add(at)
        at = parent_of[at]
    return found


def _refuse_stranded_scores(criteria: Iterable[int], scale: Scale, field: str) -> None:
    """Scores lie on their criterion's scale; a narrower one must not leave any outside."""
    scores = "weights__scores__"
    outside = Q(**{f"{scores}value__lt": scale.low}) | Q(**{f"{scores}value__gt": scale.high})
    outside |= Q(**{f"{scores}low__lt": scale.low}) | Q(**{f"{scores}high__gt": scale.high})
    stranded = (
        Criterion.objects.filter(outside, pk__in=criteria)
        .values_list("name", F("weights__scores__decision__title"))
        .first()
    )
    if stranded:
        name, title = stranded
        sentence = f"Scores on “{name}” in “{title}” lie outside {_range(scale)}: change those first."
        raise Invalid(sentence, errors=[(f"/{field}", sentence)])


def _refuse_stranded_figures(metric: Metric) -> None:
    """Figures lie in their metric's range; a narrower one must not leave any outside."""
    outside = Q(pk__in=())
    if metric.low is not None:
        outside |= Q(claims__number__lt=metric.low)
    if metric.high is not None:
        outside |= Q(claims__number__gt=metric.high) | Q(claims__number_to__gt=metric.high)
    found = Metric.objects.filter(outside, pk=metric.pk).values_list("claims__pk", "claims__number").first()
    if found is not None:
        claim, number = found[0], found[1] or Decimal(0)
        end = "low" if metric.low is not None and number < metric.low else "high"
        raise refused_field(
            end, f"Claim {claim} gives {number.normalize():f}, outside this range: change it first."
        )


def _range(scale: Scale) -> str:
    return f"{Decimal(scale.low).normalize():f} to {Decimal(scale.high).normalize():f}"
