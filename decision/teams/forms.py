"""What people send about themselves."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password, dressed like every other field."""

    username = forms.CharField(
        label="Name",
        max_length=150,
        widget=forms.TextInput({"class": "input", "autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="Password", strip=False, max_length=4096,
        widget=forms.PasswordInput({"class": "input", "autocomplete": "current-password"}),
    )  # fmt: skip
