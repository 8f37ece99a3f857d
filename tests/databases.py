"""The tests' databases: copied from one that was migrated once, and emptied where a test left something."""

from __future__ import annotations

import hashlib
import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper
    from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "steelyard_migrated_"
COPYING = 0x7E57  # the advisory lock of whoever makes or copies the migrated database
FIND_MIGRATED = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
EMPTY = "CREATE FUNCTION kept.empty() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {deletes} END $$"
VACUUM_AFTER = 500  # what was deleted so often makes each look at a table longer
KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # what migrating leaves behind


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    postgresql: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """A database for each process that runs tests."""


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The test database: a copy, in place of pytest-django's own migrations in every process."""
    from django.db import connection

    from tests.cast import keep_cast

    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
        with copied(name):
            connection.close()
            connection.settings_dict["NAME"] = name
            with keeping():
                keep_cast()
                yield
            connection.close()


def database_url(name: str) -> str:
    """The address of another database on the tests' server."""
    from decision.env import env
    from decision.postgres import embedded_url

    return urlsplit(env.DATABASE_URL or embedded_url(env.DATA_DIR))._replace(path=f"/{name}").geturl()


@contextmanager
def copied(name: str) -> Iterator[str]:
    """The address of a migrated and otherwise empty database of this name, dropped at the end."""
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [COPYING])
        migrated = _migrated(server)
        _drop(server, name)
        _create(server, name, template=migrated)
    yield database_url(name)
    with _server() as server:
        _drop(server, name)


def _server() -> psycopg.Connection:
    return psycopg.connect(database_url("postgres"), autocommit=True)


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _create(server: psycopg.Connection, name: str, template: str) -> None:
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    )


def _migrated(server: psycopg.Connection) -> str:
    """The database with today's migrations; it outlives the run. Outdated and unfinished ones are dropped."""
    name = PREFIX + _digest()
    there = {row[0] for row in server.execute(FIND_MIGRATED, [PREFIX])}
    for outdated in there - {name}:
        _drop(server, outdated)
    if name not in there:
        draft = name + "_draft"
        _create(server, draft, template="template0")
        _migrate(draft)
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
    return name


def _digest() -> str:
    """Of all files in all folders of migrations, Django's and the packages' too."""
    from django.db.migrations.loader import MigrationLoader

    migrations = MigrationLoader(None).disk_migrations.values()
    files = {inspect.getsourcefile(sys.modules[type(migration).__module__]) for migration in migrations}
    digest = hashlib.sha256()
    for folder in sorted({Path(file).parent for file in files if file}):
        for file in sorted(folder.glob("*.py")):
            digest.update(repr(file.parts[-3:]).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(name: str) -> None:
    """In a process of its own: beside all that a test run has loaded, migrating takes several times as long."""
    command = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": database_url(name)}, check=True)


class Keeper:
    """Puts rows into the tests' database and takes them out, on a connection of its own, on which triggers rest: so
    nothing is recorded and nothing checked. PostgreSQL would plan everything anew each time they began to rest."""

    def __init__(self, name: str) -> None:
        self._connection = psycopg.connect(database_url(name), autocommit=True)
        self._connection.execute("SET session_replication_role = replica")
        self._emptied = 0
        self.there = ""  # under which name the rows were kept that are in the database

    def call(self, function: str, *arguments: int) -> None:
        """Have one of the functions in the schema `kept` write or delete."""
        holders = ", ".join(["%s"] * len(arguments))
        self._connection.execute(f"SELECT kept.{function}({holders})", arguments)

    def empty(self) -> None:
        """Leave what migrating left, whoever wrote the rest."""
        self.call("empty")
        self.there = ""
        self._emptied += 1
        if self._emptied % VACUUM_AFTER == 0:
            self._connection.execute("VACUUM")

    def close(self) -> None:
        self._connection.close()


keepers: list[Keeper] = []  # one where we may let triggers rest, else none


@contextmanager
def keeping() -> Iterator[None]:
    """Keep the deletes of all tables in a function: 90 of them planned once take 0.2 ms, a TRUNCATE 100."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() != ("on",):
            yield
            return
        deletes = " ".join(f"DELETE FROM public.{table};" for table in _tables(cursor))
        cursor.execute(f"CREATE SCHEMA kept; {EMPTY.format(deletes=deletes)}")
    keepers.append(Keeper(connection.settings_dict["NAME"]))
    yield
    keepers.pop().close()


def empty_tables(*_: object) -> None:
    """In place of Django's flush after a test with real transactions, which makes content types and permissions
    anew: here those stay."""
    from django.db import connection

    for keeper in keepers:
        keeper.empty()
        return
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(_tables(cursor))}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take out what was put there for the test before, which took its own back, unless this one begins with it too."""
    needed = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") or needed & {"db", "transactional_db"}:
        for keeper in keepers:
            if keeper.there and {keeper.there} != needed & {"cast", "seeded"}:
                keeper.empty()


def filled_tables(cursor: CursorWrapper) -> list[str]:
    """The tables with rows, apart from those that migrating fills."""
    cursor.execute(
        " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in _tables(cursor))
    )
    return [row[0] for row in cursor.fetchall()]


def _tables(cursor: CursorWrapper) -> list[str]:
    from django.db import connection

    return sorted(set(connection.introspection.table_names(cursor)) - KEPT)
