"""Everything that changes teams, memberships, invitations, tokens and what people say of themselves."""

from .invitations import NewInvitation, accept_invitation, invite, revoke_invitation
from .people import set_name
from .teams import (
    create_team,
    delete_team,
    leave_team,
    remove_member,
    rename_team,
    set_role,
    transfer_team,
)
from .tokens import NewToken, create_token, revoke_token

__all__ = [
    "NewInvitation",
    "NewToken",
    "accept_invitation",
    "create_team",
    "create_token",
    "delete_team",
    "invite",
    "leave_team",
    "remove_member",
    "rename_team",
    "revoke_invitation",
    "revoke_token",
    "set_name",
    "set_role",
    "transfer_team",
]
