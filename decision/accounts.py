"""Django's and allauth's settings of accounts and mail, from the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from decision.env import Env, read_email_url

FORMS = "decision.teams.forms_of_allauth"
COMPANY = "company"  # the provider of company sign-on, as addresses name it
# Names by which the product itself acts or makes accounts.
RESERVED_NAMES = ["admin", "command", "nobody", "owner", "staff", "steelyard", "system", "visitor"]


def mail_settings(env: Env) -> dict[str, Any]:
    """Where mail goes: to EMAIL_URL's server, or to standard output."""
    settings: dict[str, Any] = {"DEFAULT_FROM_EMAIL": env.EMAIL_FROM, "SERVER_EMAIL": env.EMAIL_FROM}
    parts = read_email_url(env.EMAIL_URL or "console:")
    if parts.scheme == "console":
        return {**settings, "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    usual_port = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}[parts.scheme]
    return {
        **settings,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or usual_port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": 10,
    }


def is_mail_sent(env: Env) -> bool:
    """Whether mail leaves this machine; else nobody can be asked to confirm an address before signing in."""
    return read_email_url(env.EMAIL_URL or "console:").scheme != "console"


def account_settings(env: Env) -> dict[str, Any]:
    """Passwords, sign-up, confirmation of addresses, accounts of the company's sign-on."""
    return {
        "ACCOUNT_ADAPTER": "decision.teams.entrance.Accounts",
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "username*", "password1*"],
        "ACCOUNT_SIGNUP_FORM_CLASS": "decision.teams.sign_up.SignUpName",
        "ACCOUNT_FORMS": {
            "login": f"{FORMS}.SignInForm",
            "signup": f"{FORMS}.SignUpForm",
            "add_email": f"{FORMS}.AddEmailForm",
            "change_password": f"{FORMS}.ChangePasswordForm",
            "set_password": f"{FORMS}.SetPasswordForm",
            "reset_password": f"{FORMS}.ResetPasswordForm",
            "reset_password_from_key": f"{FORMS}.ResetPasswordKeyForm",
            "reauthenticate": f"{FORMS}.ReauthenticateForm",
        },
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory" if is_mail_sent(env) else "optional",
        # Where addresses need not be confirmed, two accounts may claim one: else sign-up would tell who is here.
        "ACCOUNT_PREVENT_ENUMERATION": True if is_mail_sent(env) else "strict",
        "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,  # in the browser that has just signed up, and in no other
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "Steelyard: ",
        "ACCOUNT_MAX_EMAIL_ADDRESSES": 5,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 900,
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_USERNAME_BLACKLIST": RESERVED_NAMES,
        "ACCOUNT_USERNAME_VALIDATORS": "decision.teams.sign_up.username_validators",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "http" if env.DEBUG else "https",
        "SOCIALACCOUNT_ADAPTER": "decision.teams.entrance.CompanySignOn",
        "SOCIALACCOUNT_FORMS": {"signup": f"{FORMS}.CompanySignUpForm"},
        # The operator chose the provider, so its word on whose an address is counts.
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX": "sign-on",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if env.BEHIND_PROXY else 0,
    }


def second_factor_settings(env: Env) -> dict[str, Any]:
    """Authenticator apps, recovery codes, passkeys."""
    return {
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
        "MFA_FORMS": {
            "authenticate": f"{FORMS}.CodeForm",
            "reauthenticate": f"{FORMS}.CodeAgainForm",
            "activate_totp": f"{FORMS}.ActivateAppForm",
            "add_webauthn": f"{FORMS}.AddPasskeyForm",
            "edit_webauthn": f"{FORMS}.EditPasskeyForm",
            "login_webauthn": f"{FORMS}.PasskeySignInForm",
            "authenticate_webauthn": f"{FORMS}.PasskeyForm",
            "reauthenticate_webauthn": f"{FORMS}.PasskeyAgainForm",
        },
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Steelyard",
        "MFA_TOTP_TOLERANCE": 1,  # clocks differ: half a minute either way
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": env.DEBUG,
    }


def company_sign_on(env: Env) -> dict[str, dict[str, Any]]:
    """The provider of company sign-on by OpenID Connect, none where the environment names none."""
    app = {
        "provider_id": COMPANY,
        "name": env.OIDC_NAME,
        "client_id": env.OIDC_CLIENT_ID,
        "secret": env.OIDC_CLIENT_SECRET,
        "settings": {
            "server_url": env.OIDC_SERVER_URL,
            "domains": [domain.lower().lstrip("@") for domain in env.OIDC_DOMAINS],
        },
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if env.OIDC_SERVER_URL else []}}
