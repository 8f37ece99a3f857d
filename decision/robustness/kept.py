"""Answers that never change, made once a process for all who ask at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The values asked for last, as many as `most` allows by the sizes they are given."""

    def __init__(self, most: int, size_of: Callable[[T], int]) -> None:
        self._most, self._size_of = most, size_of
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[Future[T], int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value under `key`, made now where there is none; whoever asks meanwhile waits for that one.

        What `make` raises is raised for all who wait, and not kept.
        """
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
            else:
                mine: Future[T] = Future()
                self._kept[key] = mine, 0
        if known is not None:
            return known[0].result()
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)
            mine.set_exception(error)
            raise
        self._keep(key, mine, self._size_of(made))
        mine.set_result(made)
        return made

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def _keep(self, key: Hashable, mine: Future[T], size: int) -> None:
        with self._lock:
            if key in self._kept:
                self._kept[key] = mine, size
                self._size += size
            while self._size > self._most and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1][1]
