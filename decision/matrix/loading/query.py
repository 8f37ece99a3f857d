"""Everything about decisions in one statement: each kind of row is a column of JSON objects."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from criteria.models import ScaleLevel
from frameworks.models import Claim

from ..models import Alternative, Decision, Gate, Scenario, ScenarioWeight, Score, Weight

SCORE_COLUMNS = ("id", "alternative_id", "weight_id", "confidence", "rule", "value", "low", "high")


WHICH: list[int] = []  # stands for the ids among the parameters of the statement
PLAIN = ("id", "slug", "title", "revision", "close_call_margin", "missing_at")


def stored(decision_ids: Collection[int]) -> list[dict[str, Any]]:
    """The rows of many decisions, one dictionary each, in one query; those that are gone are left out."""
    statement, parameters = _statement()
    asked = [list(decision_ids) if value is WHICH else value for value in parameters]
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        names = [column.name for column in cursor.description or ()]
        return [{name: _read(name, value) for name, value in zip(names, row, strict=True)} for row in cursor]


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """The query as SQL and its parameters. Written once: it takes Django 14 ms, PostgreSQL answers in less."""
    rows = Decision.objects.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [WHICH])).values(
        *PLAIN,
        lines=ArraySubquery(_weights()),
        options=ArraySubquery(_alternatives()),
        cells=Subquery(_scores()),
        cited=ArraySubquery(_citations()),
        musts=ArraySubquery(_gates()),
        figures=ArraySubquery(_figures()),
        words=ArraySubquery(_words()),
        levels=ArraySubquery(_levels()),
        sets=ArraySubquery(_scenarios()),
        set_points=ArraySubquery(_scenario_points()),
    )
    statement, parameters = rows.query.sql_with_params()
    assert any(value is WHICH for value in parameters)
    return statement, parameters


def _read(name: str, value: Any) -> Any:
    """A column as it came: JSON is text yet, alone or in a list."""
    if name in PLAIN or value is None:
        return value
    return [json.loads(item) for item in value] if isinstance(value, list) else json.loads(value)


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
        Score.claims.through.objects.filter(score__decision=OuterRef("pk"), claim__status__in=Claim.EVIDENCE)
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
                feature="feature__slug",
                about=Coalesce("feature__name", "metric__name", "criterion__criterion__name"),
                level="level",
            )  # fmt: skip
        )
    )


def _figures() -> QuerySet[Claim, Any]:
    """Measurements that the gates of the decision ask for."""
    asked = Claim.objects.evidence().filter(number__isnull=False, metric__gates__decision=OuterRef("pk"))
    return _of_alternatives(asked)


def _words() -> QuerySet[Claim, Any]:
    """What claims call the features that the gates of the decision ask for."""
    asked = Claim.objects.evidence().filter(
        kind__in=(Claim.Kind.RATING, Claim.Kind.FEATURE), criterion__gates__decision=OuterRef("pk")
    )
    return _of_alternatives(asked)


def _of_alternatives(claims: QuerySet[Claim, Any]) -> QuerySet[Claim, Any]:
    return (
        claims.filter(framework__alternatives__decision=OuterRef("pk"))
        .order_by("id")
        .values(
            json=JSONObject(
                id="id",
                framework="framework__slug",
                metric="metric__slug",
                feature="criterion__slug",
                kind="kind",
                number=_text("number"),
                number_to=_text("number_to"),
                text="text",
                qualifier="qualifier",
                status="status",
                measured_on="measured_on_id",
                as_of="as_of",
            )  # fmt: skip
        )
    )


def _levels() -> QuerySet[ScaleLevel, Any]:
    """The words of the scales of these features, and what they stand for."""
    return (
        ScaleLevel.objects.filter(scale__criteria__gates__decision=OuterRef("pk"))
        .order_by("position", "id")
        .values(json=JSONObject(feature="scale__criteria__slug", word="word", value=_text("value")))
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
