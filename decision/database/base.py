"""Django's PostgreSQL backend, with a liveness check that costs no round trip.

Connections last for the life of their thread. Django asks each one "SELECT 1" before a request's first query,
which is a third of the queries of the hottest read. A connection the server has closed has something to read
on its socket (the end of the stream, or the server's farewell), and an idle healthy one has nothing: looking
at the socket says the same for a microsecond.
"""

from __future__ import annotations

import select

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL over psycopg 3."""

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
