"""Django's PostgreSQL backend, with a liveness check that costs no round trip.

Connections last for the life of their thread. Django asks each one "SELECT 1" before a request's first query,
which is a third of the queries of the hottest read. A connection the server has closed has something to read
on its socket (the end of the stream, or the server's farewell), and an idle healthy one has nothing: looking
at the socket says the same for a microsecond.

And each connection says from the start that no trigger is ignored. Where nothing says so, every row that the audit
trail writes raises and catches an error inside the database, whose end looks through all that the transaction has
to check when it commits: a hundred thousand rows took minutes instead of seconds.
"""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL over psycopg 3. `prepared` are the statements whose plans the server keeps."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.prepared: set[str] = set()

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        """A new connection, which knows no statement yet."""
        self.prepared = set()
        connection: psycopg.Connection[Any] = super().get_new_connection(conn_params)
        return connection

    def init_connection_state(self) -> None:
        """What every connection starts with."""
        super().init_connection_state()
        if self.connection is not None:
            self.connection.execute("SELECT set_config('pgtrigger.ignore', '{}', false)")
            if not self.get_autocommit():
                self.connection.commit()

    def is_usable(self) -> bool:
        """Whether the connection looks alive: open, and nothing waiting where nothing was asked."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        try:
            poll.register(self.connection.fileno(), select.POLLIN | select.POLLERR | select.POLLHUP)
        except (OSError, psycopg.Error):
            return False
        return not poll.poll(0)
