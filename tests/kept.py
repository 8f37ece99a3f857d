"""Rows that many tests begin with: written once a process, then put back by one call of the database.

Writing them anew costs 40 ms, for triggers record and count every row; putting them back costs 4, and nothing where the
test before began with the same rows and took its own back. Each time they are put back the ids are new ones.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField, ForeignKey, Model

from tests.databases import filled_tables, keepers

STRIDE = 100_000  # between the ids of one time and those of the next; no test uses so many
THIS_TRANSACTION = ("revision_transaction", "pgh_transaction", "transaction")  # as if it had written the row
COLUMNS = dict.fromkeys(THIS_TRANSACTION, "matrix_this_transaction()")
PUT_BACK = """
CREATE FUNCTION kept.{name}(shift bigint) RETURNS void LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    lag interval := now() - '1 s'::interval - {kept_at};
BEGIN
{statements}
END $$
"""

_shifts = count(STRIDE, STRIDE)  # one for all that is kept, lest two of them meet

Made = TypeVar("Made")
Row = TypeVar("Row", bound=Model)


@dataclass
class Kept:
    """The rows that were kept under a name, and the tables they belong to."""

    name: str
    tables: list[str]
    shift: int = 0

    def put_back(self) -> int:
        """Write the rows again, as of a second ago, unless they are still there; gives by how much all ids have moved.

        Raises psycopg's UniqueViolation where one of them is there already, and LockNotAvailable where the test itself
        has written one and not stored it.
        """
        [keeper] = keepers
        if keeper.there == self.name:
            forget_answers()
            return self.shift
        self.shift = next(_shifts)
        keeper.call(self.name, self.shift)
        keeper.there = self.name
        return self.shift

    def moved(self, row: Row, shift: int) -> Row:
        """An instance as it was made, now standing for the row that was put back."""
        again = copy.copy(row)
        for column in row._meta.concrete_fields:
            value = getattr(row, column.attname)
            if value is not None and _moves(column, self.tables):
                setattr(again, column.attname, value + shift)
        return again


def keep(name: str, make: Callable[[], Made]) -> tuple[Kept, Made] | None:
    """Let `make` write into the empty database, and keep beside it what was written, under the name of the fixture.

    None where that is not allowed: only a superuser may let triggers rest while rows are put back.
    """
    if not keepers:
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        made = make()
        tables = filled_tables(cursor)
        models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
        for table in tables:
            cursor.execute(f"CREATE TABLE kept.{name}_{table} AS TABLE public.{table}")
        cursor.execute("SELECT quote_literal(now()) || '::timestamptz'")
        [kept_at] = cursor.fetchone()
        statements = "\n".join(_statements(name, models[table], tables) for table in tables)
        cursor.execute(PUT_BACK.format(name=name, kept_at=kept_at, statements=statements))
    keepers[0].empty()
    return Kept(name, tables), made


def forget_answers() -> None:
    """What the product remembers by a decision's id and revision: the next test makes another revision 2 of it.

    How robust the rows are as they were put back stays: it takes long to compute, and no query.
    """
    from decision.evidence import kept as audits
    from decision.matrix import renewing, selectors
    from decision.matrix.api.kept import rankings
    from decision.matrix.page import known
    from decision.robustness import selectors as robustness
    from decision.robustness.api import answers

    renewing.rendered._kept.clear()
    for recent in (known._kept, selectors._loaded, audits._kept, rankings, answers):
        recent._kept.clear()
        recent._size = 0
    for computed in (robustness._exact, robustness._sampled):
        for key in [key for key in computed._kept if key[1] > 1]:
            computed._size -= computed._kept.pop(key)[1]


def _statements(name: str, model: type[Model], tables: list[str]) -> str:
    """What puts a table's rows back, and lets its ids go on after them."""
    table, columns = model._meta.db_table, model._meta.concrete_fields
    targets = ", ".join(f'"{column.column}"' for column in columns)
    values = ", ".join(_value(column, tables) for column in columns)
    insert = f"INSERT INTO public.{table} ({targets}) SELECT {values} FROM kept.{name}_{table};"
    if not isinstance(key := model._meta.pk, AutoField):
        return insert
    sequence = f"pg_get_serial_sequence('public.{table}', '{key.column}')"
    # Beyond them all and all before them, lest a new row gets an old id.
    last = f"shift + greatest({STRIDE // 2}, (SELECT max({key.column}) FROM kept.{name}_{table}))"
    before = f"pg_sequence_last_value({sequence}::regclass)"
    return f"{insert} PERFORM setval({sequence}, greatest({last}, {before}));"


def _value(column: Any, tables: list[str]) -> str:
    """A column as it is put back: ids move on, times too."""
    if column.column in COLUMNS:
        return COLUMNS[column.column]
    added = ""
    if _moves(column, tables):
        added = " + shift"
    elif column.get_internal_type() == "DateTimeField":
        added = " + lag"
    return f'"{column.column}"{added}'


def _moves(column: Any, tables: list[str]) -> bool:
    """Whether a column holds an id of a kept row, or of one whose history was kept."""
    while isinstance(column, ForeignKey):
        column = column.target_field
    recorded = getattr(column.model, "pgh_tracked_model", None)
    if recorded and column.name == recorded._meta.pk.name:
        column = recorded._meta.pk
    return isinstance(column, AutoField) and column.model._meta.db_table in tables
