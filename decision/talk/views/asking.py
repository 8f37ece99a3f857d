"""What all pages of talk need: somebody signed in, and refusals in the form that the asker understands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from decision.problems import Conflicting, Forbidden, NotThere, Refused
from decision.teams.actors import Actor
from decision.teams.sign_in import actor_of


class HtmxRequest(HttpRequest):
    """A request as the middleware of django-htmx leaves it."""

    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def for_people(view: View) -> View:
    """A page for somebody signed in: visitors are asked to sign in, whether or not there is such a decision.

    A script's requests (`HX-Request`) that change something are refused in a sentence instead of a page.
    """

    @wraps(view)
    def asked(request: HtmxRequest, *args: object, **kwargs: object) -> HttpResponse:
        is_script = bool(request.htmx) and request.method == "POST"
        if not request.user.is_authenticated:
            if is_script:
                return JsonResponse(
                    {"detail": "You are signed out: copy your words, and sign in again."}, status=401
                )
            is_reading = request.method in ("GET", "HEAD")
            return redirect_to_login(request.get_full_path() if is_reading else reverse("decision-list"))
        if not is_script:
            return view(request, *args, **kwargs)
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return JsonResponse({"detail": refused.detail}, status=_status(refused))

    return asked


def _status(refused: Refused) -> int:
    for kind, status in ((NotThere, 404), (Forbidden, 403), (Conflicting, 409)):
        if isinstance(refused, kind):
            return status
    return 400


def person(request: HttpRequest) -> Actor:
    """Who is signed in."""
    return actor_of(request)
