"""A decision as CSV: a line per criterion, a column per alternative, totals and ranks beneath."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from decision import typed

from .sentences import recommended

if TYPE_CHECKING:
    from .gathering import Shown

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: what looks like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(number: Decimal | None) -> str:
    """A number without an exponent or needless zeros, empty when missing."""
    return "" if number is None else typed.plain(number)


def csv_of(shown: Shown) -> str:
    """The matrix as CSV (RFC 4180): numbers plain, texts harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    loaded, ranking = shown.loaded, shown.ranking
    options = loaded.alternatives
    names = [harmless(row.label) for row in options]
    writer.writerow(["criterion", "name", "group", "direction", "points", "share", *names])
    writer.writerow(["", "", "", "", "", "framework", *(row.key for row in options)])
    for row in loaded.criteria:
        cells = (loaded.values.get((option.key, row.key)) for option in options)
        writer.writerow(
            [
                row.key,
                harmless(row.name),
                row.parent or "",
                row.direction,
                plain(shown.points[row.key]),
                plain(ranking.node_shares.get(row.key)) if ranking else "",
                *(plain(cell.value) if cell else "" for cell in cells),
            ]  # fmt: skip
        )
    said = [("what if", shown.what_if)] if shown.is_what_if else []
    if ranking is not None:
        lines = (
            ("total", [plain(shown.standings[row.key].total) for row in options]),
            ("rank", [str(shown.standings[row.key].rank or "") for row in options]),
            ("published total", [plain(row.published_total) for row in options]),
        )
        for name, values in lines:
            writer.writerow([name, "", "", "", "", "", *values])
        said += recommended(ranking.recommendation)
    for name, text in said:
        writer.writerow([name, harmless(text), "", "", "", "", *("" for _ in options)])
    return out.getvalue()
