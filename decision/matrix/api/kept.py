"""Bytes of answers that never change: a ranking at a revision is made once a process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

MOST_BYTES = 64 * 1024 * 1024


class KeptBytes:
    """The answers asked for last, as many as fit into `most` bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """The answer kept under `key`, which is then the youngest."""
        with self._lock:
            if (body := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return body

    def keep(self, key: Hashable, body: bytes) -> bytes:
        """Keep an answer and drop the oldest beyond the bound."""
        with self._lock:
            self._size += len(body) - len(self._kept.pop(key, b""))
            self._kept[key] = body
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
        return body


rankings = KeptBytes()
