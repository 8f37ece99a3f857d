"""What people may call themselves, their teams and their tokens: any script and any emoji, in one visible line."""

from __future__ import annotations

import unicodedata

from decision.problems import Invalid

JOINERS = "\u200c\u200d"  # between letters of some scripts, and within emoji
# Controls, marks that turn the direction of what follows, halves of characters.
REFUSED = ("Cc", "Cf", "Cs")


def clean_line(text: str, *, field: str, longest: int, may_be_empty: bool = False) -> str:
    """The text with its blanks joined. Raises `Invalid`, naming `field`, for what cannot be shown in one line."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line.strip(JOINERS) and not may_be_empty:
        raise _refused(field, f"Give a {field} of 1 to {longest} characters.")
    if len(line) > longest:
        raise _refused(field, f"A {field} has at most {longest} characters (this one has {len(line)}).")
    for character in line:
        if character not in JOINERS and unicodedata.category(character) in REFUSED:
            code = f"U+{ord(character):04X}"
            raise _refused(field, f"A {field} cannot hold the invisible character {code}.")
    return line


def _refused(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors=[(f"/{field}", sentence)])
