"""What people say of themselves."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from ..actors import Actor
from ..names import clean_line
from ..permissions import require_person
from ..recording import recording

LONGEST_NAME = 150


def set_name(*, name: str, by: Actor) -> AbstractUser:
    """The name by which others see `by`; empty for the user name. Raises `Invalid` for what cannot be shown."""
    name = clean_line(name, field="name", longest=LONGEST_NAME, may_be_empty=True)
    with transaction.atomic(), recording(by):
        user = get_user_model().objects.select_for_update().get(pk=require_person(by))
        user.first_name, user.last_name = name, ""
        user.save(update_fields=["first_name", "last_name"])
    return user
