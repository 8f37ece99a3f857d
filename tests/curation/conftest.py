"""A curator at the desk. Models are imported once Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from tests.cast import Cast


def a_curator(name: str) -> User:
    """Staff with Django's permissions on the catalogue."""
    from django.contrib.auth.models import Permission, User

    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=("frameworks", "criteria"))
    )
    return user


@pytest.fixture
def curator(db: None) -> User:
    return a_curator("carol")


@pytest.fixture
def client(curator: User) -> Client:
    from tests.cast import signed_in

    return signed_in(curator)


@pytest.fixture
def cast(db: None) -> Cast:
    from tests.cast import make_cast

    return make_cast()
