"""Lists of the catalogue and the comparison; pages of single entries span parts and stand in `decision.catalogue`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from criteria.selectors import page_criteria, page_metrics
from decision.problems import Invalid

from .comparing.page import comparison_page
from .listing import framework_list_page
from .models import Claim
from .paging import pages_of
from .search import read_words
from .source_selectors import page_sources

PER_PAGE = 100


@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    """The catalogue, filtered and sorted by the address."""
    page = framework_list_page(request.GET)
    status = 400 if page.problem else 200
    context = {"page": page, "section": "catalog"}
    return render(request, "frameworks/framework_list.html", context, status=status)


@require_safe
def framework_compare(request: HttpRequest) -> HttpResponse:
    """Two to four technologies side by side, or the choice of them."""
    page = comparison_page(request.GET)
    status = 400 if page.problem and request.GET.getlist("with") else 200
    context = {"page": page, "section": "catalog"}
    return render(request, "frameworks/framework_compare.html", context, status=status)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """The documents, filtered by the address."""
    return _list(request, "frameworks/source_list.html", "source", page_sources)


@require_safe
def criterion_list(request: HttpRequest) -> HttpResponse:
    """The criteria, filtered by the address."""
    return _list(request, "criteria/criterion_list.html", "criterion", page_criteria)


@require_safe
def metric_list(request: HttpRequest) -> HttpResponse:
    """The metrics, filtered by the address."""
    return _list(request, "criteria/metric_list.html", "metric", page_metrics)


def _list(
    request: HttpRequest, template: str, name: str, find: Callable[[str], QuerySet[Any]]
) -> HttpResponse:
    text, problem = request.GET.get("q", ""), ""
    try:
        text = read_words(text).text
    except Invalid as invalid:
        text, problem = "", invalid.detail
    rows = find(text)
    pages = pages_of(request.GET, rows.count(), PER_PAGE)
    shown = _counted(rows, name)[pages.first : pages.first + PER_PAGE]
    context = {"rows": list(shown), "pages": pages, "text": text, "problem": problem, "section": "catalog"}
    return render(request, template, context, status=400 if problem else 200)


def _counted(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    """With `claim_count`: how many claims are about each."""
    about = Claim.objects.evidence().filter(**{name: OuterRef("pk")}).order_by().values(name)
    counted: QuerySet[Any] = rows.annotate(
        claim_count=Coalesce(Subquery(about.annotate(count=Count("pk")).values("count")), 0)
    )
    return counted
