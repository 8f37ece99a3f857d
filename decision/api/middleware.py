"""Errors under /api/ that never reach a view (a wrong host, a page not found) are problems too."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .problems import problem

_DETAILS = {
    400: "The request cannot be understood.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    500: "Something went wrong here, and it is on record. It is not your request's fault.",
}


class ProblemsUnderApi:
    """Turns an error page into problem+json where the address is the API's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith("/api/"):
            return response
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        status = response.status_code
        return problem(status, _DETAILS.get(status, f"{response.reason_phrase}."))
