"""A count of requests that begins anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    from decision.api.counting import windows

    windows.forget()
    yield
    windows.forget()
