"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from decision.engine.exact import usable

LONGEST = 24


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
