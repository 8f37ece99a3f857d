"""Former addresses of frameworks and sources that were merged: they lead on."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from decision.problems import NotThere

from .selectors import successor


def page_moved(kind: str, slug: str) -> HttpResponse:
    """The way to the page of what a framework or source is part of now. Raises `Http404` when it never was one."""
    if (now := successor(kind, slug)) is None:
        raise Http404(f"There is no {kind} “{slug}”.")
    return HttpResponsePermanentRedirect(reverse(f"{kind}-detail", args=[now]))


def answer_moved(kind: str, slug: str, missing: NotThere) -> HttpResponse:
    """The same for the API. Raises `missing`."""
    if (now := successor(kind, slug)) is None:
        raise missing
    return HttpResponsePermanentRedirect(reverse(f"api:{kind}-detail", args=[now]))
