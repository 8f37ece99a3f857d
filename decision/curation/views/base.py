"""What every page of the desk does first and last."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from decision.problems import Refused

View = Callable[..., HttpResponseBase]


def desk(*permissions: str) -> Callable[[View], View]:
    """A page for staff who have been given these rights to claims, frameworks and sources."""

    def wrap(view: View) -> View:
        @wraps(view)
        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            if not user.has_perms([f"frameworks.{name}" for name in permissions]):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(allowed)

    return wrap


def page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    """A page of the desk, under the admin's frame."""
    frame = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"admin/curation/{name}.html", frame)


def say_refused(request: HttpRequest, refused: Refused) -> None:
    """Say on the next page why nothing was done."""
    told = [text for _, text in refused.errors if text != refused.detail]
    for sentence in dict.fromkeys([refused.detail, *told[:20]]):
        messages.error(request, sentence)


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `1,204 claims`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
