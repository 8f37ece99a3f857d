"""Pieces of Markdown (CommonMark with tables). What people typed is text in them: no markup, link, table or HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

LONGEST = 400
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = re.compile(r"^((?:\d{1,9}(?=[.)](?:\s|$)))?)([-+=]|(?<=\d)[.)])")


def inline(text: str, longest: int | None = None) -> str:
    """Text within a line: on one line, cut where it is longer than told, all that Markdown would read escaped."""
    flat = " ".join(_UNSEEN.sub(" ", text).split())
    if longest is not None and len(flat) > longest:
        flat = f"{flat[: longest - 1]}…"
    escaped = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", flat))
    escaped = escaped.replace("://", ":\\//").replace("www.", "www\\.")
    return _AT_START.sub(r"\1\\\2", escaped)


def paragraphs(text: str) -> list[str]:
    """What people wrote over several lines: its paragraphs, each as a line with an empty one after it."""
    found = [inline(part) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return [line for part in found if part for line in (part, "")]


def bullets(items: Iterable[str]) -> list[str]:
    """A list of lines that are Markdown already."""
    return [*(f"* {item}" for item in items), ""]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> list[str]:
    """A table of plain texts; the columns in `numbers` are set flush right."""
    right = set(numbers)
    lines = [_row(heads), _row(["--:" if place in right else "---" for place in range(len(heads))], raw=True)]
    return [*lines, *(_row(row) for row in rows), ""]


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(inline, cells))} |"


def front_matter(entries: Iterable[tuple[str, str | list[str]]]) -> list[str]:
    """YAML above a document: quoted strings and lists of them, what is empty left out."""
    lines = [f"{name}: {_quoted(value)}" for name, value in entries if value]
    return ["---", *lines, "---", ""]


def _quoted(value: str | list[str]) -> str:
    tidy = [_UNSEEN.sub(" ", each) for each in ([value] if isinstance(value, str) else value)]
    return json.dumps(tidy[0] if isinstance(value, str) else tidy, ensure_ascii=False)
