"""Rows of the catalogue that hold every word, by the columns of migration 0004: for lists and the API."""

from __future__ import annotations

import re
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)
MOST_WORDS = 16
PIECE = re.compile(r"[^\W_]+")
_HOLDS = """
SELECT id FROM {table}
 WHERE words @@ (to_tsquery('simple', quote_literal(%s) || ':*') || plainto_tsquery('english', %s))
"""


def with_words(rows: QuerySet[Row], text: str | None) -> QuerySet[Row]:
    """Those of `rows` in which every word of `text` begins a word or is a form of one; all where nothing is asked."""
    table = rows.model._meta.db_table
    for word in PIECE.findall(text or "")[:MOST_WORDS]:
        rows = rows.filter(pk__in=RawSQL(_HOLDS.format(table=table), [word.lower(), word]))
    return rows
