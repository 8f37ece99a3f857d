"""Reading what people type about evidence."""

from __future__ import annotations

from collections.abc import Mapping


def read_text(posted: Mapping[str, str], name: str) -> str:
    """A text field without the one character that the database cannot keep."""
    return posted.get(name, "").replace("\x00", "")
