"""Putting rows back as they were: what stands in the way, and the writing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, UniqueConstraint

from decision.matrix.models import Alternative, Gate, Scenario, ScenarioWeight, Score, Weight
from decision.problems import Conflicting

from .steps import RowStep, Values

# In the order in which rows are brought back; they are taken away in the opposite one.
MODELS: Mapping[str, type[Model]] = {
    "alternative": Alternative,
    "weight": Weight,
    "scenario": Scenario,
    "score": Score,
    "citation": Score.claims.through,
    "gate": Gate,
    "scenario_weight": ScenarioWeight,
}
CATALOGUE = ("framework", "criterion", "value_function", "metric", "source", "claim")
_ONCE = {"citation": (("score_id", "claim_id"),)}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row that is not as the revision left it. `field` is empty where the whole row is meant."""

    what: str
    row: int
    field: str
    now: Any


def value_of(model: type[Model], field: str, stored: Any) -> Any:
    """A value of an event as the model's field has it."""
    column: Any = next(one for one in model._meta.concrete_fields if one.attname == field)
    return (column.target_field if column.is_relation else column).to_python(stored)


def standing(steps: Iterable[RowStep]) -> tuple[list[RowStep], list[Obstacle]]:
    """What is still to be undone, and what changed since on what that would touch; a few queries a kind of row."""
    pending: list[RowStep] = []
    found: list[Obstacle] = []
    for what, mine in _by_kind(steps).items():
        model = MODELS[what]
        now = model._default_manager.in_bulk([step.row for step in mine])
        left = [step for step in mine if not _is_undone(model, step, now.get(step.row))]
        for step in left:
            found += _differing(model, step, now.get(step.row))
        found += [Obstacle(what, row.pk, "", row) for row in _in_the_way(what, left)]
        pending += left
    return pending, [*found, *_resting(pending)]


def _is_undone(model: type[Model], step: RowStep, row: Model | None) -> bool:
    """Whether the row is already as it was before."""
    if step.before is None or row is None:
        return step.before is None and row is None
    before = step.before
    return all(getattr(row, field) == value_of(model, field, before[field]) for field in step.fields)


def _differing(model: type[Model], step: RowStep, row: Model | None) -> Iterator[Obstacle]:
    if step.after is None:
        return
    if row is None:
        yield Obstacle(step.what, step.row, "", None)
        return
    for field in step.fields:
        now = getattr(row, field)
        sides = [side[field] for side in (step.after, step.before) if side is not None]
        if now not in [value_of(model, field, side) for side in sides]:
            yield Obstacle(step.what, step.row, field, now)


def _in_the_way(what: str, steps: list[RowStep]) -> list[Any]:
    """Rows that stand where a row would be brought back: the same row, or one for the same thing."""
    model, back = MODELS[what], [step for step in steps if step.removes]
    found = {}
    for fields in _unique(what):
        wanted = {tuple((step.before or {})[field] for field in fields) for step in back}
        near = {f"{field}__in": {key[i] for key in wanted} for i, field in enumerate(fields)}
        for row in model._default_manager.filter(**near) if wanted else ():
            if tuple(getattr(row, field) for field in fields) in wanted:
                found[row.pk] = row
    return list(found.values())


def _unique(what: str) -> list[tuple[str, ...]]:
    model = MODELS[what]
    found = [("id",), *_ONCE.get(what, ())]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and "id" not in constraint.fields:
            found += [tuple(_column(model, field) for field in constraint.fields)]
    return found


def _column(model: type[Model], field: str) -> str:
    return str(model._meta.get_field(field).attname)  # type: ignore[union-attr]


def _resting(steps: Iterable[RowStep]) -> Iterator[Obstacle]:
    """Rows that rest on one which would be taken away, and did not come with it."""
    steps = list(steps)
    leaving = defaultdict(set)
    for step in steps:
        if step.adds:
            leaving[step.what].add(step.row)
    for what, model in MODELS.items():
        for column in model._meta.concrete_fields:
            kind = next(
                (k for k, m in MODELS.items() if column.is_relation and m is column.related_model), None
            )
            if kind is None or not leaving[kind]:
                continue
            rows = model._default_manager.filter(**{f"{column.attname}__in": leaving[kind]})
            for row in rows.exclude(pk__in=leaving[what]):
                yield Obstacle(what, row.pk, "", row)


def refuse_missing(steps: Iterable[RowStep], names: Mapping[tuple[str, int], tuple[str, str]]) -> None:
    """Raise `Conflicting` naming the entries of the catalogue that bringing rows back needs and that are gone."""
    wanted: dict[type[Model], dict[int, str]] = defaultdict(dict)
    for step in steps:
        if step.adds or step.what not in MODELS:
            continue
        for column in MODELS[step.what]._meta.concrete_fields:
            related = column.related_model
            needed = (step.before or {}).get(column.attname) if column.attname in step.fields else None
            if needed is not None and related is not None and related not in MODELS.values():
                wanted[related][needed] = column.name
    gone = []
    for model, ids in wanted.items():
        there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
        for pk in sorted(ids.keys() - there):
            kind = str(model._meta.verbose_name)
            name = names.get((kind.replace(" ", "_"), pk), ("", f"no. {pk}"))[1]
            gone.append((kind, f"the {kind} “{name}”"))
    if gone:
        listed = ", ".join(text for _, text in gone[:5])
        raise Conflicting(
            f"This cannot be brought back: it needs {listed}, which the catalogue no longer has.",
            errors=[("", f"{text[0].upper()}{text[1:]} is gone.") for _, text in gone],
        )


def write_back(steps: Collection[RowStep], clearing: Iterable[Obstacle]) -> None:
    """Bring every row to what it was before: rows in the way and rows that were added go, the others come back."""
    for obstacle in clearing:
        MODELS[obstacle.what]._default_manager.filter(pk=obstacle.row).delete()
    kinds = _by_kind(steps)
    for what in reversed(list(MODELS)):
        rows = [step.row for step in kinds.get(what, ()) if step.adds]
        if rows:
            MODELS[what]._default_manager.filter(pk__in=rows).delete()
    for what, model in MODELS.items():
        for step in kinds.get(what, ()):
            if not step.adds and not step.removes:
                values = _values(model, step.before or {}, step.fields)
                model._default_manager.filter(pk=step.row).update(**values)
        back = [step for step in kinds.get(what, ()) if step.removes]
        model._default_manager.bulk_create(
            model(**_values(model, step.before or {}, _columns(model))) for step in back
        )


def _columns(model: type[Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields]


def _values(model: type[Model], stored: Values, fields: Iterable[str]) -> dict[str, Any]:
    return {field: value_of(model, field, stored[field]) for field in fields if field in stored}


def _by_kind(steps: Iterable[RowStep]) -> dict[str, list[RowStep]]:
    found: dict[str, list[RowStep]] = defaultdict(list)
    for step in steps:
        if step.what in MODELS:
            found[step.what].append(step)
    return found
