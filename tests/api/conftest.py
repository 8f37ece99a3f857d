"""The cast for every test of the API, and a count of requests that begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Tests of writes ask for real transactions by their mark: a revision rises once per transaction."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    from decision.api.counting import windows

    windows.forget()
    yield
    windows.forget()
