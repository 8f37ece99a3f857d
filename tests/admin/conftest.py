"""The curator: staff with Django's permissions, not a superuser. Models are imported once Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from decision.matrix.models import Decision
    from decision.teams.actors import Actor

PARTS = ("criteria", "frameworks", "matrix", "teams")


@pytest.fixture
def curator(db: None) -> User:
    from django.contrib.auth.models import Permission, User

    user = User.objects.create_user("carol", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=PARTS))
    return user


@pytest.fixture
def client(curator: User) -> Client:
    from tests.cast import signed_in

    return signed_in(curator)


@pytest.fixture
def decision(db: None) -> Decision:
    from django.db import transaction

    from tests.builders import make_decision

    with transaction.atomic():
        return make_decision()


@pytest.fixture
def script() -> Actor:
    from decision.teams.actors import Actor

    return Actor(name="script", is_staff=True, can_write=True, door="api")
