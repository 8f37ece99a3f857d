"""What people send about themselves and their teams: its shape; what it may say, services decide."""

from __future__ import annotations

from django import forms

from decision.problems import Invalid

from .models import ApiToken, Role
from .services.invitations import LONGEST_DAYS, MOST_USES

ROLES = [
    (Role.VIEWER, "Viewer: reads"),
    (Role.CONTRIBUTOR, "Contributor: votes and comments too"),
    (Role.EDITOR, "Editor: changes decisions too"),
    (Role.OWNER, "Owner: manages the team too"),
]
DAYS = [("1", "1 day"), ("7", "7 days"), ("30", "30 days"), (str(LONGEST_DAYS), f"{LONGEST_DAYS} days")]
TOKEN_DAYS = [("7", "7 days"), ("30", "30 days"), ("90", "90 days"), ("365", "1 year"), ("", "never")]
SCOPES = [(ApiToken.Scope.READ, "Read only"), (ApiToken.Scope.WRITE, "Read and write")]


def read_id(text: str) -> int | None:
    """A row's id as a form sends it, None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def show_refusal(form: forms.Form, refused: Invalid) -> None:
    """Put what a service said at the fields it named, else above the form."""
    for pointer, sentence in refused.errors or (("", refused.detail),):
        field = pointer.strip("/").split("/")[0]
        form.add_error(field if field in form.fields else None, sentence)


class NameForm(forms.Form):
    """How others see me."""

    name = forms.CharField(label="Name shown to others", required=False, max_length=150)


class TeamForm(forms.Form):
    """What a team is called."""

    name = forms.CharField(label="Name of the team", max_length=120)


class InviteForm(forms.Form):
    """Whom an invitation is for."""

    role = forms.ChoiceField(label="Role", choices=ROLES, initial=Role.CONTRIBUTOR)
    days = forms.TypedChoiceField(label="The link lasts for", choices=DAYS, initial="7", coerce=int)
    most_uses = forms.IntegerField(
        label="People it lets in",
        min_value=1,
        max_value=MOST_USES,
        initial=1,
        help_text="One link, used by so many.",
    )
    email = forms.EmailField(
        label="Only for this e-mail address",
        required=False,
        help_text="Optional. The link is mailed to it, and only the account that has confirmed it can accept.",
    )


class TokenForm(forms.Form):
    """What a new token is called and may do."""

    name = forms.CharField(label="What it is for", max_length=80)
    scope = forms.ChoiceField(label="It may", choices=SCOPES, initial=ApiToken.Scope.READ)
    days = forms.TypedChoiceField(
        label="It lasts for", choices=TOKEN_DAYS, initial="90", required=False, coerce=int, empty_value=None
    )
