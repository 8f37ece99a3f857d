"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from decision.teams.sign_in import actor_of

from .page import search_page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that holds the words of the address; 400 where they cannot be looked for."""
    page = search_page(request.GET, actor_of(request))
    status = 400 if page.problem else 200
    return render(request, "search.html", {"page": page, "section": "search"}, status=status)
