"""Claims coming in: bytes to rows with their places, every fault told by line and column."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from .shapes import COLUMNS, REQUIRED, ClaimRow
from .writing import TEXTS, harmful_again

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 100_000
DELIMITERS = ",;\t"
NEVER_EMPTY = frozenset({"qualifier", "status"})  # an empty cell leaves these as they are, or as usual
PLACES = "is no list of places like [[46, 46], [112, 114]]"
# What pydantic finds, in our words; `{}` takes the names of its context.
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no field of a claim",
    "string_type": "is no text",
    "string_too_long": "has more than {max_length} characters",
    "too_long": "has more than {max_length} characters",
    "string_pattern_mismatch": "“{given}” is no name of letters, digits, dashes and underscores",
    "literal_error": "“{given}” is none of {expected}",
    "decimal_type": "is not a number: write it like 2847 or 2847.5",
    "decimal_max_places": "has more than {decimal_places} decimals",
    "decimal_max_digits": "has more than {max_digits} digits",
    "decimal_whole_digits": "has more than {whole_digits} digits before its decimals",
    "greater_than_equal": "counts from {ge}",
    "less_than_equal": "is more than {le}",
    "int_type": "is no whole number",
    "int_parsing": "is no whole number",
    "int_from_float": "is no whole number",
}


class Unreadable(Exception):
    """A file of which no row can be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault: the line of the file (the number of the claim in JSON), the column, and what is wrong."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One claim of a file and which of its fields the file gives."""

    line: int
    row: ClaimRow
    given: frozenset[str]


def read_file(content: bytes, *, is_json: bool) -> tuple[list[ReadRow], list[Refusal]]:
    """The sound rows of a file and the faults of the others. Raises `Unreadable`."""
    if len(content) > MOST_BYTES:
        raise Unreadable(
            f"The file has {len(content):,} bytes; at most {MOST_BYTES:,} are read at once. Split it."
        )
    text = _decoded(content)
    rows: list[ReadRow] = []
    refused: list[Refusal] = []
    known: dict[tuple[str, ...], frozenset[str]] = {}  # nearly all rows give the same fields
    for line, values, faults in _json_rows(text) if is_json else _csv_rows(text):
        if len(rows) + len(refused) >= MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows: split it.")
        refused += [Refusal(line, "", fault) for fault in faults]
        if faults:
            continue
        try:
            given = known.setdefault(tuple(values), frozenset(values))
            rows.append(ReadRow(line, ClaimRow.model_validate(values), given))
        except ValidationError as error:
            refused += [_refusal(line, dict(item)) for item in error.errors(include_url=False)]
    return rows, refused


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"Line {line} is not UTF-8 (byte 0x{content[error.start]:02X}): save it as UTF-8."
        ) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise Unreadable(f"Line {line} holds a NUL character: this is no text.")
    if not text.strip():
        raise Unreadable("The file is empty.")
    return text


Found = Iterator[tuple[int, Any, list[str]]]


def _csv_rows(text: str) -> Found:
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = _checked_header(cells) if cells else None
            elif any(cells):
                yield line, *_values(header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is no sound CSV: {error}.") from error


def _checked_header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    known = ", ".join(COLUMNS)
    if unknown := [name for name in names if name not in COLUMNS]:
        raise Unreadable(f"The header names “{unknown[0][:60]}”, which is no column. Columns are {known}.")
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise Unreadable(f"The header names “{twice[0]}” twice.")
    if missing := [name for name in REQUIRED if name not in names]:
        raise Unreadable(f"The header lacks “{missing[0]}”. Columns are {known}.")
    return names


def _values(header: list[str], cells: list[str]) -> tuple[dict[str, str], list[str]]:
    if len(cells) != len(header):
        return {}, [
            f"It has {len(cells)} cells where the header has {len(header)}: is a quote or separator missing?"
        ]
    pairs = [
        pair for pair in zip(header, cells, strict=True) if pair[1].strip() or pair[0] not in NEVER_EMPTY
    ]
    return {name: harmful_again(cell) if name in TEXTS else cell for name, cell in pairs}, []


def _json_rows(text: str) -> Found:
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"Line {error.lineno}, column {error.colno} is no sound JSON: {error.msg}."
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"This is no JSON that can be read: {error}.") from error
    if not isinstance(found, list):
        raise Unreadable("The file holds no list of claims: it must begin with [.")
    for number, values in enumerate(found, start=1):
        yield number, values, [] if isinstance(values, dict) else ["It is no object with fields."]


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _refusal(line: int, item: dict[str, Any]) -> Refusal:
    column = str(item["loc"][0]) if item["loc"] else ""
    message = str(item["msg"]).removeprefix("Value error, ")
    if column == "lines" and item["type"] in ("missing", "tuple_type", "too_long"):
        message = PLACES
    elif words := WORDS.get(item["type"]):
        named = {name: str(value).replace("'", "") for name, value in item.get("ctx", {}).items()}
        message = words.format(given=str(item["input"])[:40], **named)
    if not column and message.startswith("lines: "):
        column, message = "lines", message.removeprefix("lines: ")
    return Refusal(line, column, message[:300])
