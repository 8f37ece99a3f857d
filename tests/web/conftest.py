"""The seeded product for the page tests: loaded once a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.databases import check_now

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def seeds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The fixtures in a transaction around all tests of a module, since loading them takes a second."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0)
        check_now()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seeds: None, db: None) -> None:
    """The catalogue and the six decisions of the fixtures."""


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """Makes somebody and signs them in: `signed_in("alice", is_staff=True)`."""

    def sign_in(name: str, **fields: Any) -> Client:
        from django.contrib.auth import get_user_model

        from tests.cast import signed_in

        user: User = get_user_model().objects.create_user(name, password="correct horse battery", **fields)
        return signed_in(user)

    return sign_in
