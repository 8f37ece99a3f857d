"""Claims going out: every field, references by slug, so that reading it again changes nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ..places import written_lines
from .shapes import COLUMNS, REFERENCES, ClaimRow

# A spreadsheet takes a cell that begins so for a formula. Apostrophes before one are doubled, so that taking one away
# on the way in gives back exactly what was there.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
TEXTS = frozenset({"text", "unit", "version", "reason", "key", *REFERENCES})


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: what looks like a formula gets an apostrophe before it."""
    return f"'{text}" if FORMULA.match(text) else text


def harmful_again(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text) else text


def csv_lines(rows: Iterable[ClaimRow]) -> Iterator[str]:
    """CSV (RFC 4180), the header first, a piece a claim."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(name, getattr(row, name)) for name in COLUMNS])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def json_text(rows: Iterable[ClaimRow]) -> Iterator[str]:
    """A JSON list, a claim a line."""
    before = "[\n"
    for row in rows:
        yield (
            before
            + "  "
            + json.dumps({name: _plain(getattr(row, name)) for name in COLUMNS}, ensure_ascii=False)
        )
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if name == "lines":
        return written_lines(value)
    return harmless(value) if name in TEXTS else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _json_number(value)
    return value.isoformat() if isinstance(value, date) else value


def _json_number(value: Decimal) -> int | float | str:
    """A JSON number where that is exact, else text."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(str(near)) == value else f"{value.normalize():f}"
