"""The seeded product, in rows: loaded once a process, then put back by one call of the database (tests/kept.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def put_seeds_back(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Callable[[], None]:
    """Writes the catalogue and the six decisions of the fixtures: 40 ms, where loading them takes a second."""
    from django.core.management import call_command

    from tests.kept import keep

    def load() -> None:
        call_command("seed", verbosity=0)

    with django_db_blocker.unblock():
        found = keep("seeded", load)
    if found is None:
        return load
    kept, _ = found

    def put_back() -> None:
        kept.put_back()

    return put_back


@pytest.fixture
def seeded(put_seeds_back: Callable[[], None], db: None) -> None:
    """The catalogue and the six decisions of the fixtures."""
    put_seeds_back()
