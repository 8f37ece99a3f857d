"""Counts of attempts that begin anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """allauth counts attempts in the cache."""
    cache.clear()
    yield
    cache.clear()
