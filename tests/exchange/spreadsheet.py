"""Reads a workbook back through its XML, and computes its formulas as a spreadsheet does."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from decision.exchange.workbook.formulas import cell

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = re.compile(
    r'"[^"]*"|(?:([A-Z][a-z]+)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(])|<=|>=|<>|='
)


class Book:
    """The sheets of a workbook: texts and numbers as written, formulas apart."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(io.BytesIO(content)) as files:
            self.files = {name: files.read(name) for name in files.namelist()}
        shared = ElementTree.fromstring(self.files["xl/sharedStrings.xml"])
        self._texts = ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in shared]
        book = ElementTree.fromstring(self.files["xl/workbook.xml"])
        self.names = [str(sheet.get("name")) for sheet in book.iter(f"{MAIN}sheet")]
        self.cells: dict[str, dict[str, Any]] = {name: {} for name in self.names}
        self.formulas: dict[str, dict[str, str]] = {name: {} for name in self.names}
        for number, name in enumerate(self.names, 1):
            self._read(name, ElementTree.fromstring(self.files[f"xl/worksheets/sheet{number}.xml"]))
        self.value = cache(self._value)

    def _read(self, name: str, sheet: ElementTree.Element) -> None:
        for each in sheet.iter(f"{MAIN}c"):
            place, formula, found = str(each.get("r")), each.find(f"{MAIN}f"), each.find(f"{MAIN}v")
            if formula is not None:
                self.formulas[name][place] = formula.text or ""
            if found is not None and found.text is not None:
                is_text = each.get("t") == "s"
                known = self._texts[int(found.text)] if is_text else found.text
                self.cells[name][place] = known if is_text or each.get("t") == "str" else float(known)

    def rows(self, name: str) -> list[list[Any]]:
        """The values of a sheet, row by row, None where a cell is empty."""
        places = {_place(place): value for place, value in self.cells[name].items()}
        height, width = (max((p[i] for p in places), default=-1) + 1 for i in (0, 1))
        return [[places.get((row, column)) for column in range(width)] for row in range(height)]

    def set(self, sheet: str, place: str, value: float | None) -> None:
        """Type another number into a cell, or empty it."""
        self.cells[sheet].pop(place, None)
        if value is not None:
            self.cells[sheet][place] = value
        self.value.cache_clear()

    def _value(self, sheet: str, place: str) -> Any:
        if place not in self.formulas[sheet]:
            return self.cells[sheet].get(place, "")
        return eval(
            _python(self.formulas[sheet][place]), {**FUNCTIONS, "C": self._cell, "R": self._range, "S": sheet}
        )

    def _cell(self, sheet: str, place: str) -> Any:
        return self.value(sheet, place)

    def _range(self, sheet: str, first: str, last: str) -> _Many:
        (top, left), (bottom, right) = _place(first), _place(last)
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return _Many([self.value(sheet, cell(*place)) for place in places])


class _Many(list[Any]):
    """A range: compared and multiplied cell by cell."""

    def __eq__(self, other: object) -> Any:
        return _Many([one == other for one in self])

    def __gt__(self, other: Any) -> Any:
        return _Many([one > other for one in self])

    def __mul__(self, other: Any) -> Any:
        return _Many([one * two for one, two in zip(self, other, strict=True)])


def _sumif(where: _Many, wanted: Any, numbers: _Many) -> float:
    return sum(number for each, number in zip(where, numbers, strict=True) if each == wanted)


def _sumproduct(*columns: _Many) -> float:
    return sum(math.prod(each) for each in zip(*columns, strict=True))


def _round(number: Any, digits: int) -> Any:
    return (
        _Many([round(each, digits) for each in number])
        if isinstance(number, _Many)
        else round(number, digits)
    )


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUMIF": _sumif, "SUMPRODUCT": _sumproduct, "ROUND": _round, "LN": math.log, "EXP": math.exp,
    "IF": lambda test, then, otherwise: then() if test else otherwise(),
}  # fmt: skip


def _python(formula: str) -> str:
    """The formula as an expression; both branches of IF wait until they are needed."""

    def said(found: re.Match[str]) -> str:
        text, sheet = found[0], found[1]
        if text.startswith('"') or text in ("<=", ">="):
            return text
        if text in ("=", "<>"):
            return "==" if text == "=" else "!="
        where = f'"{sheet}"' if sheet else "S"
        if found[4]:
            return f'R({where},"{found[2]}{found[3]}","{found[4]}{found[5]}")'
        return f'C({where},"{found[2]}{found[3]}")'

    return _lazy(REFERENCE.sub(said, formula))


def _lazy(expression: str) -> str:
    at = 0
    while (at := expression.find("IF(", at)) >= 0:
        if at and expression[at - 1].isalpha():
            at += 3
            continue
        depth, starts, end = 1, [at + 3], at + 3
        quoted = False
        while depth:
            mark = expression[end]
            quoted = quoted != (mark == '"')
            if not quoted:
                depth += (mark == "(") - (mark == ")")
                if mark == "," and depth == 1:
                    starts.append(end + 1)
            end += 1
        stops = [*(start - 1 for start in starts[1:]), end - 1]
        test, then, otherwise = (expression[a:b] for a, b in zip(starts, stops, strict=True))
        made = f"IF({test},lambda:({then}),lambda:({otherwise}))"
        expression = expression[:at] + made + expression[end:]
        at += 3
    return expression


def _place(name: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
