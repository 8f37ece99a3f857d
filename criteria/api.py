"""Criteria and metrics over the API, to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import PAGING, described, query
from decision.api.listing import Listing, Row, entry, one
from decision.api.parameters import text
from decision.api.views import ApiView

from . import serializers
from .selectors import criteria_matching, levels_of, metrics_matching, value_functions_of


class CriterionList(Listing):
    """The viewpoints to judge by."""

    def rows(self, request: Request) -> Any:
        return criteria_matching(search=text(request, "search"), parent=text(request, "parent")).values(
            *serializers.CRITERION_FIELDS
        )

    def form(self, row: Row) -> Row:
        return serializers.criterion_form(row)

    @described(
        "list_criteria",
        serializers.CriterionPage,
        parameters=[
            query("search", "Words of the name, question or description, or their beginnings."),
            query("parent", "Only criteria directly beneath this one, by slug."),
            *PAGING,
        ],
        refusals=[400],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.page(request)


class CriterionDetail(ApiView):
    """One criterion with its scale in words."""

    @described("get_criterion", serializers.CriterionDetail, refusals=[404])
    def get(self, request: Request, slug: str) -> HttpResponse:
        row = entry(criteria_matching().values(*serializers.CRITERION_FIELDS), "criterion", slug=slug)
        form = serializers.criterion_form(row)
        form["scale"]["levels"] = list(levels_of(slug).values("word", "value"))
        form["children"] = list(criteria_matching(parent=slug).values_list("slug", flat=True))
        return one(form)


class MetricList(Listing):
    """What measurements measure."""

    def rows(self, request: Request) -> Any:
        return metrics_matching(search=text(request, "search")).values(*serializers.METRIC_FIELDS)

    @described(
        "list_metrics",
        serializers.MetricPage,
        parameters=[query("search", "Words of the name or the description, or their beginnings."), *PAGING],
        refusals=[400],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.page(request)


class MetricDetail(ApiView):
    """One metric with the value functions made for it."""

    @described("get_metric", serializers.MetricDetail, refusals=[404])
    def get(self, request: Request, slug: str) -> HttpResponse:
        row = entry(metrics_matching().values(*serializers.METRIC_FIELDS), "metric", slug=slug)
        functions = list(value_functions_of(slug).values("slug", "name", "kind", "points"))
        return one({**row, "value_functions": functions})
