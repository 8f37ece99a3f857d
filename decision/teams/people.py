"""How people are shown to each other: by the name they gave themselves, else by their user name; never by e-mail."""

from __future__ import annotations

from typing import Protocol


class Named(Protocol):
    """What a person's name is made of; Django's user has it."""

    first_name: str
    last_name: str
    username: str


def name_of(first_name: str, last_name: str, username: str) -> str:
    """The name to show, from columns."""
    return f"{first_name} {last_name}".strip() or username


def shown_name(person: Named) -> str:
    """The name to show, from a row."""
    return name_of(person.first_name, person.last_name, person.username)


def initials(name: str) -> str:
    """One or two letters that stand for a name in an avatar; "?" where it holds neither letter nor digit."""
    words = [letters for word in name.split() if (letters := "".join(filter(str.isalnum, word)))]
    if not words:
        return "?"
    return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]).upper()[:2]
