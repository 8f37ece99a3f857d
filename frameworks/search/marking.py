"""Where in a text the words and numbers stand that were looked for; pieces, so that templates escape every one."""

from __future__ import annotations

from dataclasses import dataclass

from criteria.words import NUMBER, PIECE, Words, plain

SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


def marked(text: str, wanted: Words) -> tuple[Piece, ...]:
    """The text in pieces, none lost."""
    spans = sorted([*_number_spans(text, wanted), *_word_spans(text, wanted)])
    pieces: list[Piece] = []
    place = 0
    for first, last in spans:
        if first < place:
            continue
        if first > place:
            pieces.append(Piece(text[place:first], is_hit=False))
        pieces.append(Piece(text[first:last], is_hit=True))
        place = last
    if place < len(text) or not pieces:
        pieces.append(Piece(text[place:], is_hit=False))
    return tuple(pieces)


def _number_spans(text: str, wanted: Words) -> list[tuple[int, int]]:
    if not wanted.numbers:
        return []
    return [
        found.span()
        for found in NUMBER.finditer(text)
        if {plain(found[1]), plain(found[1], found[2] or "")} & set(wanted.numbers)
    ]


def _word_spans(text: str, wanted: Words) -> list[tuple[int, int]]:
    stems = tuple(stem for word in wanted.words for stem in (word, _stem(word)))
    return [found.span() for found in PIECE.finditer(text) if stems and found[0].lower().startswith(stems)]


def _stem(word: str) -> str:
    """Roughly what the other forms of a word begin with: `connections`, `connected` → `connect`."""
    for ending in ("ions", "ion", "ings", "ing", "ies", "es", "ed", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
