"""Writing what is said and telling people of it."""

from .commenting import Said, add_comment, edit_comment, remove_comment, require_take_part, set_resolved
from .notifying import notify
from .placing import About
from .reading import change_mails, mark_read, set_preferences

__all__ = [
    "About",
    "Said",
    "add_comment",
    "change_mails",
    "edit_comment",
    "mark_read",
    "notify",
    "remove_comment",
    "require_take_part",
    "set_preferences",
    "set_resolved",
]
