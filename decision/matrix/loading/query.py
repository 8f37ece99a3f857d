"""Everything about decisions in one statement: a JSON object each, in which every kind of row is a list."""

from __future__ import annotations

import json
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from criteria.models import ScaleLevel
from decision.database.first_row import first_row
from frameworks.models import Claim

from ..models import Alternative, Decision, Gate, Scenario, ScenarioWeight, Score, Weight

SCORE_COLUMNS = ("id", "alternative_id", "weight_id", "confidence", "rule", "value", "low", "high")


ONE = "%%s::bigint"
MANY = "SELECT unnest(%%s::bigint[])"


def stored_one(decision_id: int) -> dict[str, Any] | None:
    """The rows of a decision in one query, None if it is gone.

    PostgreSQL keeps the plan, whose making takes it several times as long as the answer.
    """
    row = first_row(_statement(ONE), decision_id)
    return None if row is None else _read(row[0])


def stored(decision_ids: Collection[int]) -> list[dict[str, Any]]:
    """The rows of many decisions, one dictionary each, in one query; those that are gone are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(MANY), [list(decision_ids)])
        return [_read(text) for (text,) in cursor]


@cache
def _statement(which: str) -> str:
    """The query as SQL that asks for ids alone. Written once: it takes Django 14 ms, PostgreSQL answers in less."""
    rows = Decision.objects.filter(pk__in=RawSQL(which, [])).values(
        "id", "slug", "title", "revision", "missing_at",
        margin=_text("close_call_margin"),
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
    )  # fmt: skip
    asked = rows.query.sql_with_params()
    written = str(connection.ops.compose_sql(*asked))  # type: ignore[attr-defined]  # the stubs leave it out
    assert written.count("%") == 1
    return f"SELECT row_to_json(found)::text FROM ({written}) found"


def _read(text: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(text)
    row["close_call_margin"] = Decimal(row.pop("margin"))
    return row


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
