"""What somebody typed, as words and numbers to look for. Pure; numbers as catalogue_numbers in the database reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from decision.problems import Invalid

LONGEST = 200
MOST_WORDS = 16
POINTER = "/search"
FACTORS = {"k": Decimal(1000), "m": Decimal(1_000_000)}
NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?([kKM])(?![^\W_]))?", re.ASCII)
LONGEST_NUMBER = 30
FIGURE = re.compile(
    r"[^\w]*v?\d[\d.,]*(?:k|m|ms|mb|gb|s|x|rps)?(?:[-–/]\d[\d.,]*k?)*[^\w]*", re.ASCII | re.IGNORECASE
)
POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for: words in lower case, of which each must begin a word, and numbers in plain form."""

    text: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers)


NOTHING = Words("", (), ())


def read_words(text: str, *, pointer: str = POINTER) -> Words:
    """Read what was typed; nothing typed is nothing to look for.

    Raises `Invalid` for what is too long, has too many words, a NUL character, or neither letter nor digit.
    """
    if len(text) > LONGEST:
        raise _refused(f"Search for at most {LONGEST} characters (got {len(text):,}).", pointer)
    if "\x00" in text:
        raise _refused("The search holds a character that no text has (NUL). Type it again.", pointer)
    text = " ".join(text.split())
    if not text:
        return NOTHING
    words, numbers = _pieces(text)
    if not words and not numbers:
        raise _refused("Type at least one letter or digit: signs alone cannot be searched for.", pointer)
    if len(words) + len(numbers) > MOST_WORDS:
        raise _refused(f"Search for at most {MOST_WORDS} words at once.", pointer)
    return Words(text, words, numbers)


def _pieces(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for chunk in _joined(POSSESSIVE.sub("", text)).split():
        if FIGURE.fullmatch(chunk):
            numbers.update(dict.fromkeys(_expanded(chunk)))
        else:
            words.update(dict.fromkeys(piece.lower() for piece in PIECE.findall(chunk)))
    return tuple(words), tuple(numbers)


def _joined(text: str) -> str:
    """`84.4 k` and `15 K+` are one figure."""
    return re.sub(r"(?<=\d)\s+(?=[kKM]\b)", "", text)


def _expanded(chunk: str) -> list[str]:
    """The numbers of one figure in plain form, k and M multiplied out; more digits than anybody prints are none."""
    lifted = re.sub(r"(?<=\d)m(?![a-z])", "M", chunk)
    return [
        plain(digits, factor) for digits, factor in NUMBER.findall(lifted) if len(digits) <= LONGEST_NUMBER
    ]


def plain(digits: str, factor: str = "") -> str:
    """`84.4`, `k` → `84400`."""
    number = Decimal(digits.replace(",", "")) * FACTORS.get(factor.lower(), Decimal(1))
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _refused(sentence: str, pointer: str) -> Invalid:
    return Invalid(sentence, errors=[(pointer, sentence)], title="Invalid search")
