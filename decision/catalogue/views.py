"""Pages of a framework, a source, a criterion, a metric; needs, and who meets them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from criteria.models import Criterion, Metric
from decision.teams.sign_in import actor_of
from frameworks.models import Framework
from frameworks.moved import page_moved
from frameworks.on_criteria import criterion_facts, metric_facts
from frameworks.page import framework_page
from frameworks.source_page import source_page
from frameworks.source_selectors import source_with_counts

from .audits import audits_of_source
from .needs import needs_page
from .taking_part import is_weighed_for, rivals_of, scores_resting, takes_part, visible_matrices, weighs


@require_safe
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one framework, and where it takes part."""
    framework = Framework.objects.filter(slug=slug).first()
    if framework is None:
        return page_moved("framework", slug)
    matrices = visible_matrices(actor_of(request))
    context = {
        "page": framework_page(framework), "decisions": takes_part(slug, matrices),
        "rivals": rivals_of(slug, matrices), "section": "catalog",
    }  # fmt: skip
    return render(request, "frameworks/framework_detail.html", context)


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A document and its claims by kind, each with its lines, and how they fare."""
    source = source_with_counts(slug)
    if source is None:
        return page_moved("source", slug)
    page = source_page(source, request.GET)
    resting = scores_resting(source, visible_matrices(actor_of(request)))
    context = {"page": page, "source": source, "resting": resting, "section": "catalog"}
    return render(request, "frameworks/source_detail.html", context, status=400 if page.problem else 200)


@require_safe
def source_audits(request: HttpRequest, slug: str) -> HttpResponse:
    """What the audits of decisions say about a document's claims."""
    source = source_with_counts(slug)
    if source is None:
        return page_moved("source", slug)
    context = {"source": source, "audits": audits_of_source(source, actor_of(request)), "section": "catalog"}
    return render(request, "frameworks/source_audits.html", context)


@require_safe
def criterion_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A criterion: its question, its scale, who was judged by it, every claim on it, the decisions that weigh it.

    One that was made for a decision is there for who may see that decision.
    """
    criterion = get_object_or_404(Criterion.objects.select_related("scale", "parent", "metric"), slug=slug)
    actor = actor_of(request)
    if not (criterion.is_shared or is_weighed_for(criterion, actor)):
        raise Http404
    decisions = weighs({slug}, visible_matrices(actor))
    context = {
        "criterion": criterion, "children": list(criterion.children.order_by("name")),
        "facts": criterion_facts(criterion, request.GET), "decisions": decisions, "section": "catalog",
    }  # fmt: skip
    return render(request, "criteria/criterion_detail.html", context)


@require_safe
def metric_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric: who was measured, what a figure is worth, the criteria and decisions that use it."""
    metric = get_object_or_404(Metric, slug=slug)
    criteria = list(metric.criteria.order_by("name"))
    context = {
        "metric": metric, "facts": metric_facts(metric, request.GET), "with_name": True,
        "criteria": [row for row in criteria if row.is_shared],
        "decisions": weighs({row.slug for row in criteria}, visible_matrices(actor_of(request))), "section": "catalog",
    }  # fmt: skip
    return render(request, "criteria/metric_detail.html", context)


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """What somebody needs, and who meets it, as the address says."""
    page = needs_page(request.GET)
    status = 400 if page.problem else 200
    return render(request, "frameworks/needs.html", {"page": page, "section": "catalog"}, status=status)
