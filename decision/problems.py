"""Why something was refused, in words for people and pointers for scripts; edges turn these into a
page or into `application/problem+json`."""

from __future__ import annotations

from collections.abc import Sequence

Errors = Sequence[tuple[str, str]]


class Refused(Exception):
    """Something was not done: `title` names the fact, `detail` what to do, `errors` the places as
    (JSON pointer, sentence)."""

    title = "Refused"

    def __init__(self, detail: str, *, errors: Errors = (), title: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        if title is not None:
            self.title = title


class Invalid(Refused):
    """What was sent cannot be accepted."""

    title = "Invalid input"


class NotThere(Refused):
    """There is no such thing, or the actor must not learn that there is."""

    title = "Not found"


class Forbidden(Refused):
    """The actor may see the thing but not do this to it."""

    title = "Not allowed"


class Conflicting(Refused):
    """What is asked does not fit where the thing stands now: decided already, revealed already."""

    title = "Not possible now"


class Stale(Refused):
    """The thing changed since the actor last saw it; `revision` is where it stands now."""

    title = "Changed meanwhile"

    def __init__(self, revision: int) -> None:
        super().__init__(
            f"This decision is at revision {revision} now. Fetch it again, look at what changed, and repeat."
        )
        self.revision = revision
