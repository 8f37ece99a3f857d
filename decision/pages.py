"""Pages about pages: errors in plain words, help."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from decision.engine import EngineError
from decision.problems import Conflicting, Forbidden, Invalid, NotThere, Refused, Stale

logger = logging.getLogger(__name__)

API = "/api/"


class RefusedPages:
    """Middleware: turns what the domain refuses into a page that says why and what to do."""

    statuses: tuple[tuple[type[Refused], int, str], ...] = (
        (NotThere, 404, "This page doesn’t exist"),
        (Forbidden, 403, "You can’t do this here"),
        (Stale, 409, "Somebody changed this meanwhile"),
        (Conflicting, 409, "This is not possible now"),
        (Invalid, 400, "This could not be saved"),
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; everything else stays an error."""
        if isinstance(exception, EngineError):
            return _problem(request, 409, "Stored figures contradict each other", exception.detail)
        if isinstance(exception, OperationalError | InterfaceError):
            return _no_database(exception)
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, Forbidden) and _may_sign_in(request):
            return redirect_to_login(_way_back(request))
        for kind, status, heading in self.statuses:
            if isinstance(exception, kind):
                return _problem(request, status, heading, exception.detail)
        return _problem(request, 400, exception.title, exception.detail)


def _problem(request: HttpRequest, status: int, heading: str, detail: str) -> HttpResponse:
    context = {"heading": heading, "detail": detail, "status": status}
    return render(request, "problem.html", context, status=status)


def _may_sign_in(request: HttpRequest) -> bool:
    """Whether an account may be what is missing, and somebody looks at a page; scripts show the sentence instead."""
    is_script = (
        request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    )
    return not request.user.is_authenticated and not is_script


def _way_back(request: HttpRequest) -> str:
    """Where to go on once signed in: what was asked for, or the page whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sender = urlsplit(request.headers.get("Referer", ""))
    return sender._replace(scheme="", netloc="").geturl() if sender.netloc == request.get_host() else "/"


def _no_database(error: Exception) -> HttpResponse:
    """503, on a page that asks the database nothing."""
    logger.error("The database does not answer", exc_info=error)
    context = {
        "heading": "The database does not answer",
        "detail": "Nothing was half saved. This is usually over in a moment: reload the page then.",
    }
    response = render(None, "500.html", context, status=503)
    response["Retry-After"] = "5"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be read."""
    return _problem(
        request, 400, "This request can’t be read", "Go back, look at what was sent, and try again."
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: seen, but not allowed."""
    return _problem(
        request, 403, "You can’t open this", "Sign in with an account that may, or ask its owner."
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    return _problem(
        request, 404, "This page doesn’t exist", "It may have been deleted, or the link is incomplete."
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from a page of ours that is still fresh."""
    detail = (
        "The form has been open too long, or cookies are switched off. Reload the page and send it again."
    )
    return _problem(request, 403, "This form is out of date", detail)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page without a database behind it, since that may be what broke."""
    return render(None, "500.html", status=500)


@require_safe
def help_page(request: HttpRequest, topic: str) -> HttpResponse:
    """A short page of words."""
    return render(request, f"help/{topic}.html")
