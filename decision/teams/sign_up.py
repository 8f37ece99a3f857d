"""What a new account is asked beside allauth's own questions, and which user names it may have."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.http import HttpRequest

from decision.problems import Invalid

from .names import clean_line

# No "@", so that no user name can be taken for an address or for somebody mentioned.
username_validators: list[Callable[[str], None]] = [
    RegexValidator(
        r"\A[A-Za-z0-9][A-Za-z0-9._-]*\Z",
        "Use letters from a to z, digits, dots, dashes and underscores; begin with a letter or digit.",
    ),
    MaxLengthValidator(40),
]


def clean_shown_name(text: str) -> str:
    """The name others see, for a form. Raises ValidationError."""
    try:
        return clean_line(text, field="name", longest=150, may_be_empty=True)
    except Invalid as refused:
        raise ValidationError(refused.detail) from refused


class SignUpName(forms.Form):
    """The name by which others see the new account."""

    name = forms.CharField(
        label="Your name",
        required=False,
        max_length=150,
        help_text="How your team sees you. Empty: your user name.",
    )
    field_order = ["name", "username", "email", "password1"]

    def clean_name(self) -> str:
        return clean_shown_name(self.cleaned_data["name"])

    def signup(self, request: HttpRequest, user: AbstractUser) -> None:
        """Keep the name with the account that allauth has just made."""
        if self.cleaned_data.get("name"):
            user.first_name, user.last_name = self.cleaned_data["name"], ""
            user.save(update_fields=["first_name", "last_name"])
