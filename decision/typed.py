"""What people type and browsers send as plain values, and numbers as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.http import url_has_allowed_host_and_scheme

from decision.engine.exact import usable

LONGEST = 24
LONGEST_PATH = 1000


def typed_number(text: str) -> Decimal | None:
    """What a field holds as a number, a comma for the point allowed; None for what is none or of no ordinary size."""
    tidy = text.strip().replace(",", ".").replace("\u2212", "-")
    try:
        number = Decimal(tidy) if len(tidy) <= LONGEST else None
    except InvalidOperation:
        return None
    return number + 0 if number is not None and usable(number) else None


def typed_percent(text: str) -> Decimal | None:
    """As `typed_number`, with or without the sign after it."""
    return typed_number(text.strip().removesuffix("%"))


def plain(number: Decimal) -> str:
    """A number as people type it: no exponent, no trailing zeros."""
    return _short(f"{number:f}")


def grouped(number: Decimal) -> str:
    """A number as people read it: `2,847`, `7.5`."""
    return _short(f"{number:,f}")


def _short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed_text(posted: Mapping[str, str], name: str) -> str:
    """A text field without the one character that the database cannot keep."""
    return posted.get(name, "").replace("\x00", "")


def own_path(given: str, otherwise: str) -> str:
    """A path of this site to go back to, else `otherwise`: nobody is sent elsewhere."""
    is_ours = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if is_ours and len(given) < LONGEST_PATH else otherwise
