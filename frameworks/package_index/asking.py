"""One polite GET: the configured origin only, no redirects, no proxies, little time, and a limit on what is read."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

PACKAGE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
MOST_BYTES = 5 * 1024 * 1024
PIECE = 64 * 1024
PATIENCE = 5.0  # seconds for the connection and for each silence
DEADLINE = 15.0  # seconds for all of it
CONNECTIONS: dict[str, type[HTTPConnection]] = {"http": HTTPConnection, "https": HTTPSConnection}
HEADERS = {"Accept": "application/json", "User-Agent": "Steelyard", "Connection": "close"}


class IndexFailed(Exception):
    """The index gave no facts; the message says what happened."""


def ask(index: str, package: str, *, patience: float = PATIENCE, deadline: float = DEADLINE) -> bytes:
    """What `index` answers about `package`. Raises `IndexFailed`."""
    parts = urlsplit(index)
    if parts.scheme not in CONNECTIONS or not parts.hostname:
        raise IndexFailed("The package index must be an http or https address.")
    if not PACKAGE.fullmatch(package):
        raise IndexFailed(f"“{package[:60]}” is no name of a package.")
    # http.client follows no redirect and asks no proxy: whom it connects to is the configured origin, always.
    connection = CONNECTIONS[parts.scheme](parts.hostname, parts.port, timeout=patience)
    ends = monotonic() + deadline
    try:
        connection.connect()
        with _hung_up_after(deadline, connection.sock):
            connection.request("GET", f"{parts.path}/{package}/json", headers=HEADERS)
            with connection.getresponse() as answer:
                content = _read(answer, package)
        if monotonic() >= ends:
            raise ConnectionError
        return content
    except TimeoutError as error:
        raise IndexFailed(f"The package index did not answer within {patience:g} seconds.") from error
    except (OSError, HTTPException, ValueError) as error:
        if monotonic() >= ends:
            raise IndexFailed(f"The package index took more than {deadline:g} seconds.") from error
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise IndexFailed(f"The package index cannot be reached: {said}.") from error
    finally:
        connection.close()


@contextmanager
def _hung_up_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """End a connection in time, from another thread, so that no drip of bytes keeps it for ever."""
    alarm = Timer(seconds, _hang_up, [sock])
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _read(answer: HTTPResponse, package: str) -> bytes:
    """The body, in pieces, so that its size is not the index's to choose."""
    if answer.status != HTTPStatus.OK:
        raise IndexFailed(_status(answer.status, package))
    kind = answer.headers.get_content_type()
    if kind != "application/json":
        raise IndexFailed(f"The package index answered {kind}, not JSON.")
    pieces, size = [], 0
    while piece := answer.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise IndexFailed(f"The package index answered more than {MOST_BYTES:,} bytes.")
    if answer.length:  # fewer bytes came than were announced
        raise IndexFailed("The package index broke off in the middle of its answer.")
    return b"".join(pieces)


def _status(code: int, package: str) -> str:
    if code == 404:
        return f"The package index knows no package “{package}”."
    if 300 <= code < 400:
        return (
            f"The package index sends elsewhere ({code}), which is not followed: is PACKAGE_INDEX_URL right?"
        )
    return f"The package index answered {code}."
