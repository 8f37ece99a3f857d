"""The seeded product for the page tests: loaded once a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def seeds(put_seeds_back: Callable[[], None], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The fixtures in a transaction around all tests of a module, so that they are put back once."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_seeds_back()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seeds: None, db: None) -> None:
    """The catalogue and the six decisions of the fixtures.

    In one transaction a revision rises but once, so what a test before made of a decision must not be remembered.
    """
    from decision.matrix import selectors
    from decision.recent import Recent

    selectors._loaded = Recent(selectors.LOADED_AT_MOST)


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """Makes somebody and signs them in: `signed_in("alice", is_staff=True)`."""

    def sign_in(name: str, **fields: Any) -> Client:
        from django.contrib.auth import get_user_model

        from tests.cast import signed_in

        user: User = get_user_model().objects.create_user(name, password="correct horse battery", **fields)
        return signed_in(user)

    return sign_in
