"""One sheet: what is text is written as text, whatever it begins with, and a formula is only what we made."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
LINE, TALLEST = 15, 400  # points of height: a line, and the most that a row may have
Value = str | Decimal | int | float | date | None

FORMATS: Mapping[str, Mapping[str, object]] = {
    "text": {"valign": "top", "text_wrap": True},
    "key": {"valign": "top", "font_color": "#666666"},
    "number": {"valign": "top", "num_format": "General"},
    "points": {"valign": "top", "num_format": "0.00"},
    "percent": {"valign": "top", "num_format": "0.0%"},
    "date": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    "input": {"valign": "top", "num_format": "General", "bg_color": "#EAF4F5"},
    "head": {"bold": True, "valign": "bottom", "text_wrap": True, "bottom": 1, "bg_color": "#F1F3F4"},
    "number head": {
        "bold": True,
        "valign": "bottom",
        "text_wrap": True,
        "bottom": 1,
        "bg_color": "#F1F3F4",
        "align": "right",
    },
    "title": {"bold": True, "font_size": 14},
    "bold": {"bold": True, "valign": "top"},
    "total": {"bold": True, "num_format": "0.00", "top": 1},
    "rank": {"bold": True, "num_format": "0", "align": "right"},
}


class Formats:
    """The formats of one workbook, by name."""

    def __init__(self, book: Workbook) -> None:
        self._made: dict[str, Format] = {name: book.add_format(dict(look)) for name, look in FORMATS.items()}

    def __getitem__(self, name: str) -> Format:
        return self._made[name]


class Sheet:
    """A worksheet; places are (row, column) from 0."""

    def __init__(self, book: Workbook, formats: Formats, name: str, widths: Sequence[float]) -> None:
        self.name, self._formats, self._widths = name, formats, widths
        self._lines: dict[int, int] = {}
        self._sheet: Worksheet = book.add_worksheet(name)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&RPage &P of &N")

    def write(self, row: int, column: int, value: Value, look: str = "text") -> None:
        """A value in its own type; nothing where there is none."""
        shape = self._formats[look]
        match value:
            case None | "":
                if look == "input":
                    self._sheet.write_blank(row, column, None, shape)
            case str():
                self._sheet.write_string(row, column, value[:LONGEST_CELL], shape)
                if FORMATS[look].get("text_wrap"):
                    self._grow(row, column, value)
            case date():
                self._sheet.write_datetime(row, column, value, self._formats["date"])
            case _:
                self._sheet.write_number(row, column, float(value), shape)

    def _grow(self, row: int, column: int, text: str) -> None:
        """Make a row as high as its text is long: not every program does that when it opens a file."""
        lines = sum(ceil(len(line) / self._widths[column]) or 1 for line in text.split("\n"))
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            self._sheet.set_row(row, min(lines * LINE, TALLEST))

    def formula(self, row: int, column: int, formula: str, known: Value, look: str) -> None:
        """A formula, and what it comes to now, for who shows it without computing."""
        result = "" if known is None else known if isinstance(known, str) else float(known)  # type: ignore[arg-type]
        self._sheet.write_formula(row, column, f"={formula}", self._formats[look], result)

    def head(self, row: int, names: Iterable[str], *, columns: int = 1, numbers: Container[int] = ()) -> None:
        """Heads of columns, which stay in sight and are printed on every page, with the first `columns` columns.

        Those over `numbers` stand at the right, as these do.
        """
        for column, name in enumerate(names):
            self.write(row, column, name, "number head" if column in numbers else "head")
        self._sheet.freeze_panes(row + 1, columns)
        self._sheet.repeat_rows(row)

    def rows(self, start: int, lines: Iterable[Sequence[Value]], looks: Sequence[str]) -> int:
        """Lines one below the other; returns the row after the last."""
        row = start
        for row, line in enumerate(lines, start):
            for column, (value, look) in enumerate(zip(line, looks, strict=True)):
                self.write(row, column, value, look)
        return row + 1

    def filtered(self, first_row: int, last_row: int, last_column: int) -> None:
        """A filter over a list."""
        self._sheet.autofilter(first_row, 0, max(last_row, first_row), last_column)
