"""Numbers and lists in sentences: never more precise than needed, never so rounded that two numbers look
equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from decision.engine.exact import DECIMALS, EXACT

_ENDS = Decimal(0), Decimal(100)
_STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(DECIMALS + 1))


def points_text(number: Decimal, decimals: int = 2) -> str:
    """Points with 2 decimals: 2.05."""
    text = f"{fixed(number, decimals):f}"
    return text if number >= 0 else "−" + text.lstrip("-")


def decimals_telling_apart(one: Decimal, other: Decimal) -> int:
    """The fewest decimals, 2 to 10, at which two numbers print differently (2 if they are equal)."""
    if one == other or abs(one - other) >= _STEPS[2]:
        return 2
    return next((d for d in range(2, DECIMALS) if fixed(one, d) != fixed(other, d)), DECIMALS)


def percent_text(share: Decimal, beside: Decimal | None = None) -> str:
    """A share of 1 as percent: whole, with a decimal under 10 % where it has one, and with as many as it
    takes to differ from `beside`, from 0 and from 100 where the number does.
    """
    percent = EXACT.scaleb(share, 2)
    decimals = 0 if percent >= 10 else 1
    rivals = _ENDS if beside is None else (*_ENDS, EXACT.scaleb(beside, 2))
    for rival in rivals:
        if abs(percent - rival) >= 1:
            continue  # they differ in whole percent
        while percent != rival and fixed(percent, decimals) == fixed(rival, decimals) and decimals < 8:
            decimals += 1
    text = f"{fixed(percent, decimals):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + " %"


def fixed(number: Decimal, decimals: int) -> Decimal:
    """The number with this many decimals, half away from zero."""
    return number.quantize(_STEPS[decimals], None, EXACT)


def listed(names: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def abridged(names: Sequence[str], most: int = 3) -> str:
    """As `listed`, with what exceeds `most` counted: a, b, c and 2 more."""
    if len(names) <= most + 1:
        return listed(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
