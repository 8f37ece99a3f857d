"""How much a few words grant: nothing, little, or the thing itself. Only plain words are read; what is not plain, and
what both claims say of different things, is left to people.
"""

from __future__ import annotations

import re
from functools import lru_cache

NONE, LITTLE, FULL = 0, 1, 2

_NONE = re.compile(
    r"\b(?:no|none|without|lacks?|lacking|unsupported|not (?:supported|available|native|included|built[- ]in))\b",
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"\b(?:limited|(?<!http )basic|partial|partly|experimental|minimal|manual|manually)\b",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\b(?:yes|natively|native|built[- ]in|fully|full|excellent|automatic(?:ally)?|included|complete|comprehensive)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9][a-z0-9+.#-]*", re.IGNORECASE)
# Words that say nothing of what a claim is about, those above included.
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        """
        a all an and any are as at be by can come comes easy extra for framework from further great hard has have in
        into is it its less many more most much new number numbers of old on only or other own python ready require
        required requires set setup so some that the them there these they this those through to too up use used uses
        very via web when where which while with work working works

        automatic automatically available basic built built-in cannot complete comprehensive excellent experimental full
        fully good included lack lacking lacks limited little manual manually minimal native natively need needed needs
        never no none not partial partly poor poorly support supported supports unsupported weak well without yes
        """,
    )
)
_ROOTS = {"asynchronous": "async", "asynchronously": "async", "synchronous": "sync", "websocket": "websocket"}


@lru_cache(maxsize=50_000)
def read(text: str) -> tuple[int | None, frozenset[str]]:
    """How much a text grants (None where it does not say, or says two things), and the words it is about."""
    none, little, full = _NONE.search(text), _LITTLE.search(text), _FULL.search(text)
    level: int | None
    if none is not None:
        level = NONE if little is None else None
    elif little is not None:
        level = LITTLE if full is None else None
    else:
        level = FULL if full is not None else None
    words = (match[0].lower().strip(".-") for match in _WORD.finditer(text))
    return level, frozenset(_root(word) for word in words if word not in _EMPTY and len(word) > 2)


def grants(text: str) -> bool:
    """Whether a text says at all how much there is."""
    return (
        _NONE.search(text) is not None or _LITTLE.search(text) is not None or _FULL.search(text) is not None
    )


def opposed(one: str, other: str) -> str | None:
    """The word on which two texts grant different things, or None."""
    level, about = read(one)
    if level is None:
        return None
    other_level, other_about = read(other)
    if other_level is None or level == other_level:
        return None
    shared = about & other_about
    return min(shared) if shared else None


def _root(word: str) -> str:
    word = word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
    return _ROOTS.get(word, word)
