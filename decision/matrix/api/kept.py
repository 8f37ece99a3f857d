"""Bytes of answers that never change: a ranking at a revision is made once a process."""

from __future__ import annotations

from collections.abc import Hashable

from decision.recent import Recent

MOST_BYTES = 64 * 1024 * 1024


def kept_bytes() -> Recent[Hashable, bytes]:
    """The answers asked for last, as many as fit into the bound."""
    return Recent(MOST_BYTES, len)


rankings = kept_bytes()
