"""One row, for the query that every read of a decision begins with.

A cursor costs several times what PostgreSQL needs for such a row, and lets go of the interpreter at every step, which
costs the threads beside it. This asks libpq once, wherever nothing needs more: no transaction, nobody who counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.pq import ExecStatus

Parameter = str | int | None
Row = tuple[Any, ...]

_WHOLE_NUMBERS: Mapping[int, Callable[[bytes], Any]] = dict.fromkeys(
    (20, 21, 23), int
)  # by PostgreSQL's type


def first_row(statement: str, *parameters: Parameter) -> Row | None:
    """The first row of a query with `%s` for each parameter, None without one. Columns are whole numbers or text."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.in_atomic_block or database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(statement, parameters)
            row: Row | None = cursor.fetchone()
            return row
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        return _ask(database.connection, statement, parameters)


def _ask(
    connection: psycopg.Connection[Any], statement: str, parameters: tuple[Parameter, ...]
) -> Row | None:
    result = connection.pgconn.exec_params(
        _numbered(statement), [_sent(parameter) for parameter in parameters]
    )
    if result.status != ExecStatus.TUPLES_OK:
        if connection.closed:
            raise psycopg.OperationalError(connection.pgconn.get_error_message())
        raise psycopg.errors.error_from_result(result)
    if not result.ntuples:
        return None
    return tuple(_read(result.get_value(0, column), result.ftype(column)) for column in range(result.nfields))


@lru_cache(maxsize=32)
def _numbered(statement: str) -> bytes:
    first, *others = statement.split("%s")
    return "".join([first, *(f"${number}{part}" for number, part in enumerate(others, 1))]).encode()


def _sent(parameter: Parameter) -> bytes | None:
    if parameter is None:
        return None
    text = str(parameter)
    if "\0" in text:
        raise psycopg.DataError("PostgreSQL text cannot hold the character NUL")
    return text.encode()


def _read(value: bytes | None, kind: int) -> Any:
    if value is None:
        return None
    return _WHOLE_NUMBERS.get(kind, bytes.decode)(value)
