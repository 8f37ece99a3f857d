"""Who asks for pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """Makes somebody and signs them in: `signed_in("alice", is_staff=True)`."""

    def sign_in(name: str, **fields: Any) -> Client:
        from django.contrib.auth import get_user_model

        from tests.cast import signed_in

        user: User = get_user_model().objects.create_user(name, password="correct horse battery", **fields)
        return signed_in(user)

    return sign_in
