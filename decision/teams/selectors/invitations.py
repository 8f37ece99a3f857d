"""Reading an invitation by the text of its link."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from decision.problems import NotThere

from ..models import Invitation
from ..tokens import digest_of

_FORM = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def invitations_by_text(text: str) -> QuerySet[Invitation]:
    """The invitation with this text, if there is one; what never was one is not asked for."""
    if not _FORM.match(text):
        return Invitation.objects.none()
    return Invitation.objects.select_related("team", "made_by").filter(digest=digest_of(text))


def invitation_by_text(text: str) -> Invitation:
    """The invitation with this text, whatever has become of it. Raises `NotThere` for any other text."""
    found = invitations_by_text(text).first()
    if found is None:
        raise NotThere("This invitation does not exist, or its link is incomplete: ask for a new one.")
    return found
