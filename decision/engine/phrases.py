"""Sentences in parts, so that a page can mark what plain text only says, and nobody writes them twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Mark = Literal["", "who", "flip"]


class Part(NamedTuple):
    """A piece of a sentence: `who` is spoken of first, `flip` a weight at which the leader changes."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, piece by piece; as text, the pieces one after the other."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join([part.text for part in self.parts])


def sentence(*pieces: str | Part) -> Sentence:
    """A sentence of plain and of marked pieces."""
    return Sentence(tuple([Part(piece) if isinstance(piece, str) else piece for piece in pieces]))
