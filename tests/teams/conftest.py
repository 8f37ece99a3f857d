"""The cast, and counts of attempts that begin anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Olga owns, Edgar edits, Cora contributes, Victor views; Otto is outside, Stella is staff."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """allauth counts attempts in the cache."""
    cache.clear()
    yield
    cache.clear()
