"""Rows of the catalogue that hold every word, by the columns of migration 0004: for lists and the API."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from .words import read_words

Row = TypeVar("Row", bound=Model)
_WORD = """
SELECT id FROM {table}
 WHERE words @@ (to_tsquery('simple', quote_literal(%s) || ':*') || plainto_tsquery('english', %s))
"""
_NUMBER = "SELECT id FROM {table} WHERE words @@ quote_literal('=' || %s)::tsquery"


def with_words(rows: QuerySet[Row], text: str | None) -> QuerySet[Row]:
    """Those of `rows` in which every word of `text` begins a word or is a form of one, and every number stands in any
    form; all where nothing is asked. Raises `Invalid` for what cannot be looked for."""
    table = rows.model._meta.db_table
    wanted = read_words(text or "")
    for word in wanted.words:
        rows = rows.filter(pk__in=RawSQL(_WORD.format(table=table), [word, word]))
    for number in wanted.numbers:
        rows = rows.filter(pk__in=RawSQL(_NUMBER.format(table=table), [number]))
    return rows
