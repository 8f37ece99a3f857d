"""A signed word that says what somebody was shown, so that they alone, and soon, do exactly that."""

from __future__ import annotations

from typing import Any

from django.core import signing

from decision.problems import Conflicting, Forbidden
from decision.teams.actors import Actor

SALT = "steelyard.curation"
GOOD_FOR = 3600  # seconds


def token_of(by: Actor, **shown: Any) -> str:
    """What `by` was shown, signed."""
    return signing.dumps({"user": by.user_id, **shown}, salt=SALT, compress=True)


def shown_in(token: str, by: Actor) -> dict[str, Any]:
    """What `by` was shown. Raises `Forbidden` for somebody else's token, `Conflicting` for an old or broken one."""
    try:
        shown: dict[str, Any] = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired as error:
        raise Conflicting("This preview is older than an hour: look at the difference again.") from error
    except signing.BadSignature as error:
        raise Conflicting("This preview is not one of ours: look at the difference again.") from error
    if shown.pop("user") != by.user_id:
        raise Forbidden("Somebody else looked at this preview: look at the difference yourself.")
    return shown
