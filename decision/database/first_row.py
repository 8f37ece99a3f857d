"""One row, for the queries that every read of a decision begins with.

A cursor costs several times what PostgreSQL needs for such a row, and lets go of the interpreter at every step, which
costs the threads beside it. This asks libpq once, wherever nothing needs more: no transaction, nobody who counts. The
server keeps the statement's plan for as long as the connection lasts; making it costs more than the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult

from decision.database.base import DatabaseWrapper

Parameter = str | int | None
Row = tuple[Any, ...]

_WHOLE_NUMBERS: Mapping[int, Callable[[bytes], Any]] = dict.fromkeys(
    (20, 21, 23), int
)  # by PostgreSQL's type


# What the server says where a kept statement can't be used: a pooler gave us another session, or a table was altered.
_NOT_KEPT = (b"26000", b"0A000")


def first_row(statement: str, *parameters: Parameter) -> Row | None:
    """The first row of a query with `%s` for each parameter, None without one. Columns are whole numbers or text.

    Statements are kept by the server, so they come from code and never from input.
    """
    database = cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS])
    if database.in_atomic_block or database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(statement, parameters)
            row: Row | None = cursor.fetchone()
            return row
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        return _ask(database, statement, [_sent(parameter) for parameter in parameters])


def _ask(database: DatabaseWrapper, statement: str, values: list[bytes | None]) -> Row | None:
    connection: psycopg.Connection[Any] = database.connection
    result = _answer(database, connection, statement, values)
    if result.status != ExecStatus.TUPLES_OK:
        if connection.closed:
            raise psycopg.OperationalError(connection.pgconn.get_error_message())
        raise psycopg.errors.error_from_result(result)
    if not result.ntuples:
        return None
    return tuple(_read(result.get_value(0, column), result.ftype(column)) for column in range(result.nfields))


def _answer(
    database: DatabaseWrapper,
    connection: psycopg.Connection[Any],
    statement: str,
    values: list[bytes | None],
) -> PGresult:
    """The server's answer by the plan it keeps, or without where it can't keep one."""
    server = connection.pgconn
    numbered, name = _numbered(statement)
    if statement not in database.prepared:
        server.prepare(name, numbered)
        database.prepared.add(statement)
    result = server.exec_prepared(name, values)  # type: ignore[arg-type]  # None is NULL here too
    if result.status == ExecStatus.FATAL_ERROR and result.error_field(DiagnosticField.SQLSTATE) in _NOT_KEPT:
        database.prepared.discard(statement)
        return server.exec_params(numbered, values)
    return result


@lru_cache(maxsize=32)
def _numbered(statement: str) -> tuple[bytes, bytes]:
    """The statement with `$1` for its first `%s`, and the name under which the server keeps it."""
    first, *others = statement.split("%s")
    text = "".join([first, *(f"${number}{part}" for number, part in enumerate(others, 1))]).encode()
    return text, b"steelyard_" + sha256(text).hexdigest()[:16].encode()


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
