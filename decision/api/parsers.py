"""JSON in: strict, bounded, and with numbers as they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

import orjson
from django.conf import settings
from rest_framework.parsers import BaseParser

from .problems import BadBody, TooLarge

# More digits than a double holds, or an exponent that leaves its range.
_NEEDS_DECIMALS = re.compile(rb"[0-9][0-9.]{15}|[eE][+-]?[0-9]{3}")
_exact = json.JSONDecoder(parse_float=Decimal)


class OrjsonParser(BaseParser):
    """Reads a JSON body. Long numbers become Decimals, so that nothing written is lost."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = read_body(stream)
        return read_json(body, exactly=self.is_exact(body))

    def is_exact(self, body: bytes) -> bool:
        """Whether numbers longer than a double matter."""
        return True


class WhatIfParser(OrjsonParser):
    """Thousands of weight sets are computed in doubles, so they are read as such, which is quicker."""

    def is_exact(self, body: bytes) -> bool:
        return b'"weight_sets"' not in body


def read_body(stream: IO[Any]) -> bytes:
    """The whole body. Raises `TooLarge` beyond the limit."""
    most: int | None = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    body: bytes = stream.read()
    if most is not None and len(body) > most:
        raise TooLarge(f"A body may have at most {most} bytes (this has {len(body)}).")
    return body


def read_json(body: bytes, *, exactly: bool = True) -> Any:
    """The value of a JSON text, with `exactly` every number as it was written.

    Raises `BadBody` that says where it stops being JSON.
    """
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadBody(_reason(body, error)) from None
    if exactly and _NEEDS_DECIMALS.search(body):
        data = _read_exactly(body)
    if b"\\u0000" in body and _holds_nul(data):
        raise BadBody("Text cannot hold the character NUL (\\u0000).")
    return data


def _read_exactly(body: bytes) -> Any:
    try:
        return _exact.decode(body.decode())
    except (ValueError, RecursionError):
        raise BadBody("The body has a number that is too long, or is nested too deeply.") from None


def _reason(body: bytes, error: orjson.JSONDecodeError) -> str:
    if not body.strip():
        return "The body is empty: send a JSON document."
    try:
        body.decode()
    except UnicodeDecodeError as broken:
        return f"The body is not valid UTF-8 (at byte {broken.start})."
    return f"The body is not valid JSON: {error}."


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _holds_nul(data: Any) -> bool:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if "\0" in value:
                return True
        else:
            waiting.extend(_children(value))
    return False
