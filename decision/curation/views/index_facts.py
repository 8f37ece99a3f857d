"""Facts from the package index, asked for on request."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from decision.admin_base import actor_of_admin
from decision.problems import Refused
from frameworks.models import Framework
from frameworks.services import refresh_facts

from ..selectors import packaged_frameworks
from .base import counted, desk, page, say_refused

AT_ONCE = 10


@desk("add_claim", "view_framework")
@require_http_methods(["GET", "POST"])
def index_facts(request: HttpRequest) -> HttpResponse:
    """The frameworks that name a package; the ticked ones are asked about."""
    if request.method == "POST":
        chosen = [key for key in request.POST.getlist("framework") if key.isdecimal() and len(key) < 19]
        rows = list(packaged_frameworks().filter(pk__in=chosen)[:AT_ONCE])
        if not rows:
            messages.error(request, "Tick at least one framework.")
        for row in rows:
            _ask(request, row)
        return redirect("admin:curation-index")
    return page(
        request, "index_facts", "Facts from the package index", is_on=bool(settings.PACKAGE_INDEX_URL),
        address=settings.PACKAGE_INDEX_URL, frameworks=packaged_frameworks(), at_once=AT_ONCE,
    )  # fmt: skip


def _ask(request: HttpRequest, row: Framework) -> None:
    try:
        count = refresh_facts(framework=row, by=actor_of_admin(request))
    except Refused as refused:
        say_refused(request, refused)
    else:
        new = counted(count, "new claim") if count else "nothing new"
        messages.success(request, f"{row}: {new}.")
