"""Who reads a stream, as Django tells the live part beside the right to listen. Visitors have nothing to tell."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid4

import orjson

View = Literal["matrix", "team", "talk", "history", "decision"]
VIEWS: tuple[View, ...] = ("matrix", "team", "talk", "history", "decision")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed in at a stream: by a session or by a token, a member of the decision's team or not."""

    user: int
    session: str | None = None
    token: int | None = None
    until: float | None = None
    member: bool = False
    view: str = "decision"

    @property
    def is_present(self) -> bool:
        """Whether teammates see this reader: a member in a browser. A script is nobody to see."""
        return self.member and self.session is not None

    def to_header(self) -> str:
        """The reader for the header between Django and the live part; it never reaches the client."""
        return orjson.dumps(self).decode()

    def answers_to(self, key: str) -> bool:
        """Whether an announcement about access concerns this reader: `user:3`, `session:…`, `token:7`."""
        kind, _, value = key.partition(":")
        mine = {"user": str(self.user), "session": self.session, "token": str(self.token)}
        return value != "" and mine.get(kind) == value


def reader_from(header: bytes) -> Reader:
    """The reader that `to_header` wrote."""
    return Reader(**orjson.loads(header))


def session_name(session_key: str) -> str:
    """A session as announcements name it; the database's trigger computes the same."""
    return hashlib.md5(session_key.encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One page opened by somebody whom teammates see."""

    id: UUID
    decision: int
    user: int
    view: str


def arrival_of(decision: int, reader: Reader) -> Arrival:
    """A new page of `reader` on a decision."""
    return Arrival(uuid4(), decision, reader.user, reader.view)
