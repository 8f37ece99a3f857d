"""Query parameters as typed values, refused with a pointer to their name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rest_framework.request import Request

from .problems import BadParameter

LONGEST = 200


def text(request: Request, name: str) -> str | None:
    """A text, None when left out or empty."""
    given = request.query_params.get(name, "").strip()
    if len(given) > LONGEST:
        raise _refused(name, f"{name} is at most {LONGEST} characters long.")
    return given or None


def choice(request: Request, name: str, choices: Collection[str]) -> str | None:
    """One of the choices, None when left out."""
    given = text(request, name)
    if given is not None and given not in choices:
        raise _refused(name, f"{name} is one of {', '.join(choices)} (got {given!r}).")
    return given


def day(request: Request, name: str) -> date | None:
    """A date like 2025-01-31, None when left out."""
    given = text(request, name)
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise _refused(name, f"{name} is a date like 2025-01-31 (got {given!r}).") from None


def whole(request: Request, name: str) -> int | None:
    """A whole number from 0, None when left out."""
    given = text(request, name)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise _refused(name, f"{name} is a whole number (got {given!r}).")
    return int(given)


def _refused(name: str, sentence: str) -> BadParameter:
    return BadParameter(sentence, errors=[(f"/{name}", sentence)])
