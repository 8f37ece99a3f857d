"""What was computed lately, kept in the memory of one process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _one(_: object) -> int:
    return 1


class Recent(Generic[K, V]):
    """The values asked for last: `most` of them, or as many as are together no more than that by their sizes."""

    def __init__(self, most: int, size_of: Callable[[V], int] = _one) -> None:
        self._most, self._size_of = most, size_of
        self._size = 0
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """The value kept under `key`, which is then the youngest."""
        with self._lock:
            if (value := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return value

    def keep(self, key: K, value: V) -> V:
        """Keep a value and drop the oldest beyond the bound."""
        with self._lock:
            self._forget(key)
            self._kept[key] = value
            self._size += self._size_of(value)
            while self._size > self._most:
                self._forget(next(iter(self._kept)))
        return value

    def _forget(self, key: K) -> None:
        if (old := self._kept.pop(key, None)) is not None:
            self._size -= self._size_of(old)
