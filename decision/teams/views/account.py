"""One's own account: how others see one, and the ways to everything else about it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from decision.problems import Invalid

from .. import services
from ..forms import NameForm, show_refusal
from ..models import ApiToken, Membership
from ..people import shown_name
from ..sign_in import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Change the name that others see; look after the rest."""
    user: User = request.user  # type: ignore[assignment]
    form = NameForm(request.POST or None, initial={"name": user.get_full_name()})
    if request.method == "POST" and form.is_valid():
        try:
            stored = services.set_name(name=form.cleaned_data["name"], by=actor_of(request))
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Others see you as {shown_name(stored)}.")
            return redirect("account")
    context = {"form": form, "tab": "account", **_facts(user)}
    return render(request, "teams/account.html", context, status=400 if form.errors else 200)


def _facts(user: User) -> dict[str, object]:
    factors = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    addresses = EmailAddress.objects.filter(user=user, primary=True).values_list("email", "verified").first()
    return {
        "email": addresses[0] if addresses else user.email,
        "is_confirmed": bool(addresses and addresses[1]),
        "has_second_step": bool(factors & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}),
        "passkeys": Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
        "company": SocialAccount.objects.filter(user=user).exists(),
        "has_company": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
        "tokens": sum(row.standing == "works" for row in ApiToken.objects.filter(user=user, revoked_at=None)),
        "teams": Membership.objects.filter(user=user).count(),
    }
