"""The reader’s choice of theme."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from decision.typed import own_path

THEMES = ("light", "dark")
A_YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie; anything but light or dark follows the system."""
    response = HttpResponseRedirect(own_path(request.POST.get("next", ""), reverse("decision-list")))
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=not settings.LOCAL)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
