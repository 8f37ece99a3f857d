"""Inviting people by a link, and following one."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from decision.problems import Forbidden, Invalid

from .. import selectors, services
from ..entrance import keep_invitation
from ..forms import InviteForm, show_refusal
from ..models import Invitation
from ..people import shown_name
from ..services.invitations import GONE, is_for_other
from ..sign_in import actor_of
from .teams import team_page

logger = logging.getLogger(__name__)


@require_POST
@login_required
@never_cache
def invitation_make(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a link; this one answer shows it."""
    by, form = actor_of(request), InviteForm(request.POST)
    team = selectors.open_team(slug, by=by)
    if form.is_valid():
        try:
            made = services.invite(team=team.id, by=by, **form.cleaned_data)
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            link = request.build_absolute_uri(reverse("invitation-accept", args=[made.text]))
            mailed = _mail(request, made.row, link) if made.row.email else None
            return team_page(request, team, invited=made.row, link=link, mailed=mailed)
    return team_page(request, team, invite_form=form)


def _mail(request: HttpRequest, invitation: Invitation, link: str) -> bool:
    """Send the link to the address it is for; False where the mail server refuses."""
    context = {"invitation": invitation, "link": link, "by": shown_name(request.user)}  # type: ignore[arg-type]
    subject = f"Steelyard: an invitation to the team {invitation.team.name}"
    try:
        body = render_to_string("teams/email/invitation.txt", context)
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except (OSError, SMTPException):
        logger.exception("The invitation %s could not be mailed.", invitation.pk)
        return False
    return True


@require_POST
@login_required
def invitation_revoke(request: HttpRequest, slug: str, invitation: int) -> HttpResponse:
    """Withdraw an invitation at once."""
    by = actor_of(request)
    team = selectors.open_team(slug, by=by)
    services.revoke_invitation(team=team.id, invitation=invitation, by=by)
    messages.success(request, "The invitation is withdrawn: its link no longer works.")
    return redirect("team-detail", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, text: str) -> HttpResponse:
    """What the link leads to: who invites, to what; and a button, or the way to an account first."""
    invitation = selectors.invitation_by_text(text)
    by = actor_of(request)
    if request.method == "POST" and not by.is_visitor:
        try:
            services.accept_invitation(text=text, by=by)
        except (Invalid, Forbidden) as refused:
            return _invitation_page(request, invitation, ended=refused.detail, status=_status(refused))
        messages.success(request, f"Welcome to “{invitation.team}”.")
        return redirect("team-detail", invitation.team.slug)
    if request.user.is_authenticated and invitation.team.memberships.filter(user=request.user).exists():
        messages.info(request, f"You are on “{invitation.team}” already.")
        return redirect("team-detail", invitation.team.slug)
    if (standing := invitation.standing) != "open":
        return _invitation_page(request, invitation, ended=GONE[standing], status=410)
    if by.is_visitor:
        keep_invitation(request, text)
    return _invitation_page(request, invitation, ended="")


def _status(refused: Invalid | Forbidden) -> int:
    return 403 if isinstance(refused, Forbidden) else 410


def _invitation_page(
    request: HttpRequest, invitation: Invitation, *, ended: str, status: int = 200
) -> HttpResponse:
    user = request.user
    context = {
        "invitation": invitation,
        "ended": ended,
        "is_for_other": bool(user.is_authenticated and is_for_other(invitation, user.pk)),
        "may_sign_up": settings.SIGN_UP != "closed",
    }
    return render(request, "teams/invitation.html", context, status=status)
