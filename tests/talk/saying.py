"""The type of the fixture `say`."""

from __future__ import annotations

from typing import Protocol

from decision.matrix.models import Decision
from decision.talk.models import Comment
from decision.talk.services import About


class Say(Protocol):
    def __call__(
        self,
        who: str,
        text: str,
        *,
        on: Decision | None = None,
        thread: int | None = None,
        about: About | None = None,
    ) -> Comment: ...
