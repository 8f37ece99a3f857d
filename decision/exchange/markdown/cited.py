"""What is cited, in Markdown: by number beside a score, in full among the sources."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.claims import lines_text
from frameworks.models import Claim, Source

from ..gathering import Exported
from .pieces import inline


def beside(given: Exported, claims: Sequence[Claim]) -> str:
    """`[1, line 15], [3, lines 30–31 and 40]`: the places in each source; empty where nothing is cited."""
    lines: dict[int, list[list[int]]] = {}
    for claim in claims:
        lines.setdefault(given.numbers[claim.source_id], []).extend(claim.lines)
    places = ((number, lines_text(_merged(each))) for number, each in sorted(lines.items()))
    return ", ".join(f"\\[{number}{f', {place}' if place else ''}\\]" for number, place in places)


def _merged(lines: list[list[int]]) -> list[list[int]]:
    """Lines that follow each other as one stretch."""
    found: list[list[int]] = []
    for first, last in sorted(lines):
        if found and first <= found[-1][1] + 1:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return found


def source_lines(given: Exported) -> list[str]:
    """The sources with who published them when, the document and how often each is cited, numbered from 1."""
    counts: dict[int, int] = {}
    for claim in given.claims.values():
        counts[claim.source_id] = counts.get(claim.source_id, 0) + 1
    lines = [
        f"{number}. {_source(source)} {counts[source.pk]} claim{'s' if counts[source.pk] > 1 else ''} cited."
        for number, source in enumerate(given.sources, 1)
    ]
    return [*lines, ""] if lines else ["No score cites a source yet.", ""]


def _source(source: Source) -> str:
    published = f"{source.published_on:%Y-%m-%d}" if source.published_on else ""
    about = ", ".join(filter(None, [inline(source.publisher), published]))
    document = f" Document {inline(source.document)}." if source.document else ""
    return f"**{inline(source.title)}**{f' ({about})' if about else ''}.{document}"
