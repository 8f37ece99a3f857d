"""allauth's forms in our words: without texts inside fields, which vanish as soon as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount import forms as sign_on
from cryptography.exceptions import InvalidSignature
from django import forms
from fido2.attestation.base import InvalidAttestation

if TYPE_CHECKING:
    Base = forms.Form
else:
    Base = object

LABELS = {
    "email": "E-mail address",
    "username": "User name",
    "password": "Password",
    "password1": "Password",
    "password2": "The same again",
    "oldpassword": "Password until now",
    "code": "Code",
    "passwordless": "Use it instead of a password",
}
HINTS = {
    "username": "Unique here, and seen by others. Letters from a to z, digits, dots, dashes and underscores.",
    "password1": "At least 12 characters, and none of the usual ones. A few words in a row do well.",
    "passwordless": "Your device then asks for a finger, a face or its code.",
}


class Worded(Base):
    """Labels and hints of ours, by the name of the field."""

    labels: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = LABELS | self.labels
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = words.get(name, field.label), HINTS.get(name, "")
        if "username" in self.fields:
            self.fields["username"].widget.attrs["autocapitalize"] = "none"
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {
                "autofocus": True,
                "inputmode": "text",
                "autocapitalize": "none",
            }


class SignInForm(Worded, account.LoginForm):
    labels = {"login": "User name or e-mail"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True, "maxlength": "254"}
        self.fields["login"].widget.attrs = attrs


class SignUpForm(Worded, account.SignupForm):
    labels = {"name": "Your name"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "How your team sees you. Empty: your user name."


class AddEmailForm(Worded, account.AddEmailForm):
    pass


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    labels = {"password1": "New password", "password2": "The new one again"}


class SetPasswordForm(Worded, account.SetPasswordForm):
    pass


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "The new one again"}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    pass


class CompanySignUpForm(Worded, sign_on.SignupForm):
    pass


class CodeForm(Worded, factors.AuthenticateForm):
    pass


class CodeAgainForm(Worded, factors.ReauthenticateForm):
    pass


class ActivateAppForm(Worded, totp.ActivateTOTPForm):
    pass


# What the libraries beneath allauth raise at answers that no browser gives, or that are signed by another key.
NO_CREDENTIAL = (
    ArithmeticError, AttributeError, InvalidAttestation, InvalidSignature, LookupError, TypeError, ValueError,
)  # fmt: skip


class AddPasskeyForm(Worded, passkeys.AddWebAuthnForm):
    labels = {"name": "Name of the key"}

    def clean(self) -> dict[str, Any]:
        try:
            cleaned = super().clean() or {}
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class EditPasskeyForm(Worded, passkeys.EditWebAuthnForm):
    labels = {"name": "Name of the key"}


class ReadsCredential(Base):
    """Refuses a credential that cannot be read in words."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeySignInForm(ReadsCredential, passkeys.LoginWebAuthnForm):
    pass


class PasskeyForm(ReadsCredential, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(ReadsCredential, passkeys.ReauthenticateWebAuthnForm):
    pass
