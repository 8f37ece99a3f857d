"""Turns the stored rows of a decision into the engine's `Matrix`, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from decision import engine
from decision.problems import NotThere
from frameworks.models import Claim

from .models import Alternative, Decision, Gate, Scenario, ScenarioWeight, Score, Weight

SCORE_COLUMNS = ("id", "alternative_id", "weight_id", "confidence", "rule", "value", "low", "high")


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """One column of the matrix as people see it."""

    id: int
    key: str
    label: str
    name: str
    published_total: Decimal | None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One row of the matrix as people see it; groups have no scores of their own."""

    id: int
    key: str
    name: str
    question: str
    parent: str | None
    points: Decimal
    direction: str
    low: Decimal
    high: Decimal
    low_label: str
    high_label: str
    unit: str
    is_measured: bool
    is_group: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """What stands behind one score; the number itself is in the engine's matrix."""

    id: int
    confidence: str | None
    rule: str
    claim_count: int
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class GateRow:
    """A must-have as people see it."""

    id: int
    key: str
    name: str
    mode: str
    comparison: str
    threshold: Decimal
    criterion: str | None
    metric: str | None
    unit: str
    observed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A named set of weights."""

    slug: str
    name: str
    kind: str
    source: str | None
    points: Mapping[str, Decimal]


@dataclass(frozen=True)
class LoadedMatrix:
    """Everything about one decision at one revision that ranking and showing it needs."""

    decision_id: int
    slug: str
    title: str
    revision: int
    close_call_margin: Decimal
    alternatives: tuple[AlternativeRow, ...]
    criteria: tuple[CriterionRow, ...]
    cells: Mapping[tuple[str, str], CellRow]
    values: Mapping[tuple[str, str], engine.Cell]
    gates: tuple[GateRow, ...]
    scenarios: tuple[ScenarioRow, ...]
    matrix: engine.Matrix

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Names of alternatives and criteria by their keys, for sentences."""
        criteria = {row.key: row.name for row in self.criteria}
        return criteria | {row.key: row.label for row in self.alternatives}

    @cached_property
    def leaves(self) -> tuple[CriterionRow, ...]:
        """The criteria that carry scores, in the matrix's order."""
        return tuple(row for row in self.criteria if not row.is_group)

    @cached_property
    def points(self) -> Mapping[str, Decimal]:
        """The decision's own points by criterion, groups included."""
        return {row.key: row.points for row in self.criteria}

    def scenario(self, slug: str) -> ScenarioRow:
        """The scenario named `slug`; raises `NotThere` when there is none."""
        for row in self.scenarios:
            if row.slug == slug:
                return row
        known = ", ".join(row.slug for row in self.scenarios) or "none yet"
        raise NotThere(f"This decision has no scenario “{slug}” (there are: {known}).")


def load_matrix(decision_id: int) -> LoadedMatrix:
    """The whole matrix of a decision in one query, whatever its size.

    Raises `NotThere` when the decision is gone, `EngineError` when stored rows contradict each other.
    """
    for loaded in load_matrices([decision_id]):
        return loaded
    raise NotThere("This decision is gone.")


def load_matrices(decision_ids: Collection[int]) -> Iterator[LoadedMatrix]:
    """The matrices of many decisions in one query; those that are gone are left out."""
    rows = Decision.objects.filter(pk__in=decision_ids).values(
        "id", "slug", "title", "revision", "close_call_margin",
        lines=ArraySubquery(_weights()),
        options=ArraySubquery(_alternatives()),
        cells=Subquery(_scores()),
        cited=ArraySubquery(_citations()),
        musts=ArraySubquery(_gates()),
        figures=ArraySubquery(_figures()),
        sets=ArraySubquery(_scenarios()),
        set_points=ArraySubquery(_scenario_points()),
    )  # fmt: skip
    return (_assemble(dict(row)) for row in rows)


def _text(field: str) -> Cast:
    """A numeric as text: JSON numbers would come back as floats."""
    return Cast(field, TextField())


def _weights() -> QuerySet[Weight, Any]:
    return (
        Weight.objects.filter(decision=OuterRef("pk"))
        .order_by("position", "id")
        .values(
            json=JSONObject(
                id="id",
                key="criterion__slug",
                name="criterion__name",
                question="criterion__question",
                parent="parent__criterion__slug",
                points=_text("points"),
                direction="criterion__direction",
                low=_text("criterion__scale__low"),
                high=_text("criterion__scale__high"),
                low_label="criterion__scale__low_label",
                high_label="criterion__scale__high_label",
                unit="criterion__metric__unit",
                kind="value_function__kind",
                anchors="value_function__points",
            )  # fmt: skip
        )
    )


def _alternatives() -> QuerySet[Alternative, Any]:
    label = Coalesce(
        NullIf("label", Value("")), NullIf("framework__short_name", Value("")), "framework__name"
    )
    return (
        Alternative.objects.filter(decision=OuterRef("pk"))
        .order_by("position", "id")
        .values(
            json=JSONObject(
                id="id",
                key="framework__slug",
                label=label,
                name="framework__name",
                published_total=_text("published_total"),
            )  # fmt: skip
        )
    )


def _scores() -> QuerySet[Score, Any]:
    """All scores as one object of columns: a fifth of the cost of an object a score at 200 × 50."""
    return (
        Score.objects.filter(decision=OuterRef("pk"))
        .order_by()
        .values("decision")
        .values(json=JSONObject(**{name: ArrayAgg(_text(name)) for name in SCORE_COLUMNS}))
    )


def _citations() -> QuerySet[Any, Any]:
    return (
        Score.claims.through.objects.filter(score__decision=OuterRef("pk"))
        .order_by("id")
        .values(json=JSONObject(score="score_id", source="claim__source__slug"))
    )


def _gates() -> QuerySet[Gate, Any]:
    return (
        Gate.objects.filter(decision=OuterRef("pk"))
        .order_by("position", "id")
        .values(
            json=JSONObject(
                id="id",
                name="name",
                mode="mode",
                comparison="comparison",
                threshold=_text("threshold"),
                criterion="criterion__criterion__slug",
                metric="metric__slug",
                unit="metric__unit",
            )  # fmt: skip
        )
    )


def _figures() -> QuerySet[Claim, Any]:
    """Measurements that the gates of the decision ask for, the newest last."""
    return (
        Claim.objects.filter(
            number__isnull=False,
            metric__gates__decision=OuterRef("pk"),
            framework__alternatives__decision=OuterRef("pk"),
        )
        .order_by(F("as_of").asc(nulls_first=True), "id")
        .values(
            json=JSONObject(
                framework="framework__slug", metric="metric__slug", number=_text("number"), text="text"
            )
        )
    )


def _scenarios() -> QuerySet[Scenario, Any]:
    return (
        Scenario.objects.filter(decision=OuterRef("pk"))
        .order_by("position", "id")
        .values(json=JSONObject(id="id", slug="slug", name="name", kind="kind", source="source__slug"))
    )


def _scenario_points() -> QuerySet[ScenarioWeight, Any]:
    return (
        ScenarioWeight.objects.filter(scenario__decision=OuterRef("pk"))
        .order_by("id")
        .values(
            json=JSONObject(scenario="scenario_id", key="weight__criterion__slug", points=_text("points"))
        )
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _assemble(row: dict[str, Any]) -> LoadedMatrix:
    groups = {weight["parent"] for weight in row["lines"]}
    criteria = tuple(_criterion_row(weight, weight["key"] in groups) for weight in row["lines"])
    alternatives = tuple(_alternative_row(option) for option in row["options"])
    cells, values = _cells(row, criteria, alternatives)
    gates = _gate_rows(row)
    anchors = {weight["key"]: weight for weight in row["lines"] if weight["anchors"]}
    leaves = [criterion for criterion in criteria if not criterion.is_group]
    return LoadedMatrix(
        decision_id=row["id"], slug=row["slug"], title=row["title"], revision=row["revision"],
        close_call_margin=row["close_call_margin"], alternatives=alternatives, criteria=criteria,
        cells=cells, values=values, gates=gates, scenarios=_scenario_rows(row),
        matrix=engine.Matrix(
            alternatives=tuple(option.key for option in alternatives),
            criteria=tuple(_engine_criterion(criterion, anchors) for criterion in criteria),
            cells=tuple(
                tuple(values.get((option.key, leaf.key)) for leaf in leaves) for option in alternatives
            ),
            gates=tuple(_engine_gate(gate, row["figures"]) for gate in gates),
            close_call_margin=row["close_call_margin"],
        ),
    )  # fmt: skip


def _criterion_row(weight: dict[str, Any], is_group: bool) -> CriterionRow:
    return CriterionRow(
        id=weight["id"], key=weight["key"], name=weight["name"], question=weight["question"],
        parent=weight["parent"], points=Decimal(weight["points"]), direction=weight["direction"],
        low=Decimal(weight["low"]), high=Decimal(weight["high"]), low_label=weight["low_label"],
        high_label=weight["high_label"], unit=weight["unit"] or "",
        is_measured=weight["anchors"] is not None, is_group=is_group,
    )  # fmt: skip


def _alternative_row(option: dict[str, Any]) -> AlternativeRow:
    return AlternativeRow(
        id=option["id"], key=option["key"], label=option["label"], name=option["name"],
        published_total=_decimal(option["published_total"]),
    )  # fmt: skip


def _cells(
    row: dict[str, Any], criteria: tuple[CriterionRow, ...], alternatives: tuple[AlternativeRow, ...]
) -> tuple[dict[tuple[str, str], CellRow], dict[tuple[str, str], engine.Cell]]:
    criterion_of = {criterion.id: criterion.key for criterion in criteria}
    framework_of = {option.id: option.key for option in alternatives}
    sources: dict[int, list[str]] = defaultdict(list)
    for link in row["cited"]:
        sources[link["score"]].append(link["source"])
    cells, values = {}, {}
    columns = row["cells"] or dict.fromkeys(SCORE_COLUMNS, ())
    for number, alternative, weight, confidence, rule, value, low, high in zip(
        *(columns[name] for name in SCORE_COLUMNS), strict=True
    ):
        place = (framework_of[int(alternative)], criterion_of[int(weight)])
        cited = sources[int(number)]
        cells[place] = CellRow(
            id=int(number), confidence=confidence, rule=rule, claim_count=len(cited), sources=frozenset(cited)
        )
        values[place] = engine.Cell(value=Decimal(value), low=_decimal(low), high=_decimal(high))
    return cells, values


def _gate_rows(row: dict[str, Any]) -> tuple[GateRow, ...]:
    printed: dict[str, dict[str, str]] = defaultdict(dict)
    for figure in row["figures"]:
        printed[figure["metric"]][figure["framework"]] = figure["text"] or figure["number"]
    return tuple(
        GateRow(
            id=gate["id"],
            key=f"gate-{gate['id']}",
            name=gate["name"],
            mode=gate["mode"],
            comparison=gate["comparison"],
            threshold=Decimal(gate["threshold"]),
            criterion=gate["criterion"],
            metric=gate["metric"],
            unit=gate["unit"] or "",
            observed=printed.get(gate["metric"], {}),
        )  # fmt: skip
        for gate in row["musts"]
    )


def _scenario_rows(row: dict[str, Any]) -> tuple[ScenarioRow, ...]:
    points: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for entry in row["set_points"]:
        points[entry["scenario"]][entry["key"]] = Decimal(entry["points"])
    return tuple(
        ScenarioRow(
            slug=entry["slug"],
            name=entry["name"],
            kind=entry["kind"],
            source=entry["source"],
            points=points[entry["id"]],
        )  # fmt: skip
        for entry in row["sets"]
    )


def _engine_criterion(row: CriterionRow, anchors: Mapping[str, Any]) -> engine.Criterion:
    measured = anchors.get(row.key)
    return engine.Criterion(
        key=row.key, points=row.points, parent=row.parent, direction=engine.Direction(row.direction),
        low=row.low, high=row.high,
        value_function=measured
        and engine.ValueFunction.model_validate({"kind": measured["kind"], "points": measured["anchors"]}),
    )  # fmt: skip


def _engine_gate(row: GateRow, figures: list[dict[str, Any]]) -> engine.Gate:
    observed = None
    if row.metric is not None:
        observed = {
            figure["framework"]: Decimal(figure["number"])
            for figure in figures
            if figure["metric"] == row.metric
        }
    return engine.Gate.model_validate(
        {
            "key": row.key,
            "name": row.name,
            "comparison": row.comparison,
            "threshold": row.threshold,
            "excludes": row.mode == Gate.Mode.EXCLUDES,
            "criterion": row.criterion,
            "observed": observed,
        }  # fmt: skip
    )
