"""Reading teams, invitations and tokens."""

from .invitations import invitation_by_text
from .people import CALLED, name_of_actor
from .teams import (
    Member,
    OpenTeam,
    TeamLine,
    decisions_of,
    invitations_of,
    members_deciding,
    members_of,
    open_team,
    teams_edited,
    teams_of,
)
from .tokens import tokens_of

__all__ = [
    "CALLED",
    "Member",
    "OpenTeam",
    "TeamLine",
    "decisions_of",
    "invitation_by_text",
    "invitations_of",
    "members_deciding",
    "members_of",
    "name_of_actor",
    "open_team",
    "teams_edited",
    "teams_of",
    "tokens_of",
]
