"""The cast with everything that has an address, stored for real; each request is a transaction that is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.databases import empty_tables

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from .stage import Stage


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Four decisions that differ in who may see them, and nine who ask."""
    from .stage import set_stage

    with django_db_blocker.unblock():
        try:
            yield set_stage()
        finally:
            empty_tables()
