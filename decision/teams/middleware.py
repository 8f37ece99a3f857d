"""allauth's middleware, without which its pages do not work, kept away from the API, which needs none of it."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.middleware import AccountMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class AccountsOnPages:
    """Keeps the request where allauth looks for it, and sends on who must first prove who they are.

    Hands on all that allauth 65.21 wants to hear of; `tests/teams/test_what_allauth_does.py` tells of more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.of_pages = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/api/"):
            return self.get_response(request)
        response: HttpResponseBase = self.of_pages(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        answer: HttpResponseBase | None = self.of_pages.process_exception(request, exception)
        return answer
