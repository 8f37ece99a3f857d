"""A cast that talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from decision.matrix.models import Decision
    from decision.talk.models import Comment
    from decision.talk.services import About
    from tests.cast import Cast
    from tests.talk.saying import Say


@pytest.fixture
def say(cast: Cast) -> Say:
    """`say("cora", "Why?")`, on the shared decision unless another is given."""
    from decision.talk.services import add_comment

    def say(
        who: str,
        text: str,
        *,
        on: Decision | None = None,
        thread: int | None = None,
        about: About | None = None,
    ) -> Comment:
        slug = (on or cast.shared).slug
        return add_comment(decision=slug, text=text, by=cast.actor(who), thread=thread, about=about).comment

    return say
