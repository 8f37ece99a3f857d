"""What people are called."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from ..actors import Actor
from ..people import shown_name

# The same in SQL, of a row that holds a person's id and a name to fall back on.
CALLED = """coalesce((SELECT coalesce(nullif(trim(person.first_name || ' ' || person.last_name), ''), person.username)
                        FROM auth_user person WHERE person.id = {id}), {name})"""


def name_of_actor(by: Actor) -> str:
    """The name to show for whoever acts; one query for a person."""
    user = get_user_model().objects.filter(pk=by.user_id).first() if by.user_id else None
    return shown_name(user) if user else by.name
