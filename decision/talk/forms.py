"""What the forms and addresses of a discussion say, read and checked."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from decision.typed import own_path

from .selectors import Wanted
from .services import About

SHOWN = ("all", "open", "resolved", "mine")
LONGEST_NUMBER = 9


def read_wanted(query: QueryDict) -> Wanted:
    """Which threads the address asks for; what it cannot mean counts as left out."""
    show = query.get("show", "all")
    return Wanted(
        show=show if show in SHOWN else "all",
        criterion=_slug(query, "criterion"),
        page=max(_whole(query, "page") or 1, 1),
    )


def read_about(post: QueryDict) -> About:
    """What a new thread is about, as a form says it."""
    return About(_slug(post, "criterion"), _slug(post, "framework"), _whole(post, "claim"))


def read_text(post: QueryDict, name: str = "text") -> str:
    """A field as it was typed."""
    return post.get(name, "")


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where to go after a form: the page of ours that it names, else `otherwise`."""
    return own_path(request.POST.get("back", ""), otherwise)


def _slug(given: QueryDict, name: str) -> str | None:
    return given.get(name, "").replace("\x00", "")[:80] or None


def _whole(given: QueryDict, name: str) -> int | None:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None
