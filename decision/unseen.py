"""Characters that no text of the catalogue may hold."""

from __future__ import annotations

import re

# They cannot be stored, or make a text read otherwise than it is.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def unseen_in(text: str) -> str:
    """A sentence that names the first such character, or nothing."""
    found = UNSEEN.search(text)
    return f"It holds a character that cannot be seen (U+{ord(found[0]):04X}): take it out." if found else ""
