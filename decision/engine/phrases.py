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

    pieces: tuple[str | Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The pieces, the plain ones as parts without a mark."""
        return tuple([piece if isinstance(piece, Part) else Part(piece) for piece in self.pieces])

    def __str__(self) -> str:
        return "".join([piece.text if isinstance(piece, Part) else piece for piece in self.pieces])


def sentence(*pieces: str | Part) -> Sentence:
    """A sentence of plain and of marked pieces."""
    return Sentence(pieces)
