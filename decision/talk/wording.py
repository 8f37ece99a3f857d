"""What people type, made safe to keep and to show: plain text in, pieces out, and never a piece of HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from decision.problems import Invalid

from .models import LONGEST_TEXT

# Controls, halves of characters, and marks that turn the direction of everything after them.
DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
LOOKS_EMPTY = "\u115f\u1160\u2800\u3164\uffa0"  # letters to Unicode, nothing to the eye
MENTION = r"(?<![\w@.+/-])@(?P<name>[\w.@+-]{1,150})"
ADDRESS = r"(?P<address>https?://[^\s<>\"'`{}|\\^]{1,2000})"
PIECES = re.compile(f"{ADDRESS}|{MENTION}", re.IGNORECASE)
AFTER_AN_ADDRESS = ".,;:!?…»”’*_~"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: plain, a link (`href`) or somebody's name (`is_mention`)."""

    text: str
    href: str = ""
    is_mention: bool = False


def clean_text(given: str) -> str:
    """The text to keep. Raises `Invalid` when there are no words in it, or too many."""
    text = DROPPED.sub("", given.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if not any(_shows(character) for character in text):
        raise _refused("A comment needs words: write something, or leave it.")
    if len(text) > LONGEST_TEXT:
        raise _refused(
            f"A comment has at most {LONGEST_TEXT:,} characters (this one has {len(text):,}): "
            "shorten it, or say it in two."
        )
    return text


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and character not in LOOKS_EMPTY


def _refused(sentence: str) -> Invalid:
    return Invalid(sentence, errors=[("/text", sentence)], title="Invalid comment")


def names_in(text: str) -> set[str]:
    """Every name that `text` may mention, in lower case: `@cora.` could be “cora.” or “cora”."""
    found: set[str] = set()
    for match in PIECES.finditer(text):
        if match["name"]:
            found.update(_readings(match["name"].casefold()))
    return found


def _readings(name: str) -> Iterator[str]:
    """The name as typed, then ever shorter: what follows a point or a dash may belong to the sentence."""
    while name:
        yield name
        shorter = name.rstrip(".@+-")
        name = shorter if shorter != name else re.sub(r"[^.@+-]*$", "", name)


def pieces_of(text: str, names: Collection[str]) -> tuple[Piece, ...]:
    """The text as pieces: addresses as links, names among `names` (in lower case) as mentions."""
    pieces: list[Piece] = []
    at = 0
    for match in PIECES.finditer(text):
        piece = _link(match["address"]) if match["address"] else _mention(match["name"], names)
        if piece is None:
            continue
        if match.start() > at:
            pieces.append(Piece(text[at : match.start()]))
        pieces.append(piece)
        at = match.start() + len(piece.text)
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def _mention(typed: str, names: Collection[str]) -> Piece | None:
    for reading in _readings(typed):
        if reading.casefold() in names:
            return Piece(f"@{reading}", is_mention=True)
    return None


def _link(typed: str) -> Piece | None:
    """A link to what was typed, without the sentence's own signs at its end; None where it leads nowhere
    or hides where it leads (https://bank.example@elsewhere.example)."""
    address = typed
    while address and (address[-1] in AFTER_AN_ADDRESS or _closes_nothing(address)):
        address = address[:-1]
    try:
        parts = urlsplit(address)
        leads_somewhere = bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        leads_somewhere = False
    return Piece(address, href=address) if leads_somewhere else None


def _closes_nothing(address: str) -> bool:
    for opening, closing in ("()", "[]"):
        if address.endswith(closing) and address.count(closing) > address.count(opening):
            return True
    return False
