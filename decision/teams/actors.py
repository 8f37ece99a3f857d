"""Who is acting, as a plain value that every service takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Door = Literal["page", "api", "admin", "command"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone at a door: a visitor (no `user_id`), a signed-in person, a token, or a command."""

    user_id: int | None = None
    name: str = "visitor"
    is_staff: bool = False
    can_write: bool = False
    door: Door = "page"

    @property
    def is_visitor(self) -> bool:
        return self.user_id is None and self.door != "command"


def visitor(door: Door = "page") -> Actor:
    """Somebody nobody has signed in."""
    return Actor(door=door)


def command() -> Actor:
    """The operator of the machine, acting through `manage.py`."""
    return Actor(name="command", is_staff=True, can_write=True, door="command")
