"""Pages of the catalogue."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .claims import claim_view
from .listing import framework_list_page
from .models import Source
from .moved import page_moved
from .selectors import page_claims_of_source


@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    """The catalogue, filtered and sorted by the address."""
    page = framework_list_page(request.GET)
    return render(request, "frameworks/framework_list.html", {"page": page, "section": "catalog"})


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A document and all its claims by kind, each with its lines."""
    source = Source.objects.filter(slug=slug).first()
    if source is None:
        return page_moved("source", slug)
    claims = [claim_view(claim) for claim in page_claims_of_source(source)]
    kinds = [(kind, list(same)) for kind, same in groupby(claims, key=lambda claim: claim.kind)]
    context = {"source": source, "kinds": kinds, "count": len(claims), "section": "catalog"}
    return render(request, "frameworks/source_detail.html", context)
