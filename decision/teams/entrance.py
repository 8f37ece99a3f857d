"""Who may make an account, and how: our answers to what allauth asks."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from .models import Invitation
from .selectors.invitations import invitations_by_text
from .sign_up import username_validators

INVITED = "invitation"  # where the session keeps the text of the invitation that brought somebody here


def keep_invitation(request: HttpRequest, text: str) -> None:
    """Remember which invitation brought this visitor, so that they may sign up."""
    request.session[INVITED] = text


def kept_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation that brought this visitor, while it can be accepted."""
    invitation = invitations_by_text(str(request.session.get(INVITED, ""))).first()
    return invitation if invitation is not None and invitation.standing == "open" else None


class ConfirmedAddress(EmailVerificationStage):
    """Asks for the confirmation of an address, but not of accounts that operators made without one."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        has_address = user is None or user.email or EmailAddress.objects.filter(user=user).exists()
        if not has_address and not self.login.signup:
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


class Accounts(DefaultAccountAdapter):
    """Accounts with a password of ours."""

    def get_login_stages(self) -> list[str]:
        """What stands between the password and being signed in."""
        ours = {"allauth.account.stages.EmailVerificationStage": f"{__name__}.{ConfirmedAddress.__name__}"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """As SIGN_UP says: to all, to the invited, to nobody."""
        if settings.SIGN_UP == "invited":
            return kept_invitation(request) is not None
        return settings.SIGN_UP == "open"

    def populate_username(self, request: HttpRequest, user: AbstractUser) -> None:
        """Where none was chosen, one made of the shown name; never of the e-mail address, which others must not see."""
        user.username = user.username or self.generate_unique_username([user.get_full_name(), "user"])


class CompanySignOn(DefaultSocialAccountAdapter):
    """Accounts that the company's own sign-on vouches for."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one provider of the environment; none is looked for in the database."""
        given = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        apps = [SocialApp(provider="openid_connect", **app) for app in given]
        return [
            app
            for app in apps
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """To everybody the provider knows, unless OIDC_DOMAINS names some domains or SIGN_UP closes all doors."""
        if settings.SIGN_UP == "closed":
            return False
        domains = sociallogin.provider.app.settings["domains"]
        confirmed = [address.email for address in sociallogin.email_addresses if address.verified]
        return not domains or any(email.rpartition("@")[2].lower() in domains for email in confirmed)

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only an account that has confirmed the address itself is entered by it."""
        owned = EmailAddress.objects.filter(email__iexact=email, verified=True)
        return bool(super().can_authenticate_by_email(login, email)) and owned.exists()

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> AbstractUser:
        """The provider's names, cut to what fits; a user name of its own only where ours allow it."""
        user: AbstractUser = super().populate_user(request, sociallogin, data)
        user.first_name, user.last_name = _visible(user.first_name), _visible(user.last_name)
        if not _is_allowed(user.username):
            user.username = ""
        return user


def _visible(name: str) -> str:
    return " ".join("".join(c for c in name if c.isprintable() or c.isspace()).split())[:150]


def _is_allowed(username: str) -> bool:
    try:
        for validator in username_validators:
            validator(username)
    except ValidationError:
        return False
    return True
