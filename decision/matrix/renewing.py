"""What the open pages of a decision fetch after a change: rendered once for all who see the same.

Two hundred criteria by fifty alternatives take half a second to render, and everybody who has them open asks at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from secrets import token_urlsafe
from threading import Lock
from time import monotonic

from django.http import HttpRequest
from django.middleware.csrf import get_token

SECONDS = 10.0  # how late “edited a minute ago” may be, and facts of the catalogue that nobody cites
AT_MOST = 8

TOKEN = token_urlsafe(24)
"""Stands where each reader's own CSRF token is put. Another in each process, so that nobody writes it into a text."""


class Rendered:
    """The last few renderings; whoever asks for one that is being made waits for it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Future[str], float]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The rendering kept under `key`, made now where there is none. What `make` raises is kept for nobody else."""
        with self._lock:
            known, until = self._kept.get(key, (None, 0.0))
            if known is None or until < monotonic():
                mine: Future[str] = Future()
                self._kept.pop(key, None)
                self._kept[key] = mine, monotonic() + SECONDS
                while len(self._kept) > AT_MOST:
                    self._kept.popitem(last=False)
                known = None
        if known is not None:
            return known.result()
        try:
            mine.set_result(make())
        except BaseException as error:
            with self._lock:
                if self._kept.get(key, (None,))[0] is mine:
                    del self._kept[key]
            mine.set_exception(error)
            raise
        return mine.result()


rendered = Rendered()


def for_reader(request: HttpRequest, html: str) -> str:
    """A rendering with the reader's own token in its forms."""
    return html.replace(TOKEN, get_token(request)) if TOKEN in html else html
