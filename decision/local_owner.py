"""The local owner of a trial run: an account without a password, entered by a link that works once.

Nothing of this exists when DEBUG is off.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from decision.teams.actors import command
from decision.teams.models import Role, Team
from decision.teams.rosters import set_role

USERNAME = "owner"
SEEDED_TEAM = "steelyard"


class _Links(PasswordResetTokenGenerator):
    """Tokens that end with the next sign-in, for they are made from the time of the last one."""

    key_salt = "decision.local_owner"


links = _Links()


def sign_in_path() -> str:
    """A fresh one-time path that signs the local owner in; makes the account, and it an owner of the team
    whose decisions are seeded, where that is missing."""
    if not settings.LOCAL:
        raise PermissionError("There is a local owner only where DEBUG is on.")
    owner, is_new = User.objects.get_or_create(
        username=USERNAME, defaults={"is_staff": True, "is_superuser": True}
    )
    if is_new:
        owner.set_unusable_password()
        owner.save(update_fields=["password"])
    for team in Team.objects.filter(slug=SEEDED_TEAM).exclude(memberships__user=owner):
        set_role(team=team.pk, username=USERNAME, role=Role.OWNER, by=command())
    return reverse("local-sign-in", args=[links.make_token(owner)])


@never_cache
@require_safe
def local_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the local owner in and go to the decisions. A used or foreign link is not found."""
    owner = User.objects.filter(username=USERNAME).first()
    if not settings.LOCAL or owner is None or not links.check_token(owner, token):
        raise Http404("This link has been used or is too old: start Steelyard again to get a new one.")
    login(request, owner)
    return redirect("decision-list")
