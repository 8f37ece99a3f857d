"""Numbers and lists in sentences: never more precise than needed, never so rounded that two numbers look
equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from decision.engine.exact import DECIMALS

_ONE: int = 10**DECIMALS
_PERCENT = _ONE // 100
_PERCENT_DECIMALS = DECIMALS - 2
_ENDS = 0, _ONE
_HALF = Decimal("0.5")
_STEPS: tuple[int, ...] = tuple(10 ** (DECIMALS - decimals) for decimals in range(DECIMALS + 1))
"""What the last of so many decimals counts, in 10^-10."""


def points_text(number: int, decimals: int = 2) -> str:
    """So many 10^-10 points with 2 decimals or more: 2.05."""
    text = _written(_in_steps(abs(number), _STEPS[decimals]), decimals)
    return text if number >= 0 else "−" + text


def missing_text(at: Decimal, *, many: bool = False) -> str:
    """Where on its scale, from 0 at its worst to 1 at its best, a missing score counts; `many`: scores."""
    whose, scale = ("their", "scales") if many else ("its", "scale")
    known = {0: f"at {whose} worst", 1: f"at {whose} best", _HALF: f"in the middle of {whose} {scale}"}
    return known.get(at) or f"at {percent_text(int(at * _ONE))} of {whose} {scale}"


def decimals_telling_apart(one: int, other: int) -> int:
    """The fewest decimals, 2 to 10, at which two numbers print differently (2 if they are equal)."""
    if one == other or abs(one - other) >= _STEPS[2]:
        return 2
    differ = (d for d in range(2, DECIMALS) if _in_steps(one, _STEPS[d]) != _in_steps(other, _STEPS[d]))
    return next(differ, DECIMALS)


def percent_text(share: int, beside: int | None = None) -> str:
    """A share of 1 (in 10^-10) as percent: whole, with a decimal under 10 % where it has one, and with as many
    as it takes to differ from `beside`, from 0 and from 100 where the number does.
    """
    decimals = 0 if share >= 10 * _PERCENT else 1
    for rival in _ENDS if beside is None else (*_ENDS, beside):
        if share == rival or abs(share - rival) >= _PERCENT:
            continue  # nothing to tell apart, or different in whole percent
        while decimals < _PERCENT_DECIMALS and _percent(share, decimals) == _percent(rival, decimals):
            decimals += 1
    text = _written(_percent(share, decimals), decimals)
    return (text.rstrip("0").rstrip(".") if decimals else text) + " %"


def moved_text(moved: int) -> tuple[str, str]:
    """A share that moves (in 10^-10) in points of 100, and what to call them: 3.3, points."""
    amount = percent_text(moved).removesuffix(" %")
    return amount, "point" if amount == "1" else "points"


def scores_text(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Two raw scores with 2 decimals, more where it takes more to tell them apart, and no idle zeros: 8, 7.4."""
    texts = _plain(one, 2), _plain(other, 2)
    for decimals in range(3, 20):
        if texts[0] != texts[1]:
            break
        texts = _plain(one, decimals), _plain(other, decimals)
    return texts


def raw_text(number: Decimal) -> str:
    """A raw figure with all its decimals, thousands apart and no idle zeros: 3,200, −0.5."""
    return f"{(number + 0).normalize():,f}".replace("-", "−")


def _plain(number: Decimal, decimals: int) -> str:
    whole, point, rest = f"{number:,.{decimals}f}".replace("-", "−").partition(".")
    text = f"{whole}{point}{rest}".rstrip("0").rstrip(".") if point else whole
    return "0" if text == "−0" else text


def _percent(share: int, decimals: int) -> int:
    return _in_steps(share, _STEPS[decimals + 2])


def _in_steps(number: int, step: int) -> int:
    """A number in whole steps, half away from zero."""
    if number < 0:
        return -((step // 2 - number) // step)
    return (number + step // 2) // step


def _written(steps: int, decimals: int) -> str:
    """So many steps of 10^-decimals in digits."""
    if not decimals:
        return str(steps)
    digits = str(steps).zfill(decimals + 1)
    return f"{digits[:-decimals]}.{digits[-decimals:]}"


def listed(names: Sequence[str], *, joined_by: str = "and") -> str:
    """a; a and b; a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joined_by} {names[-1]}"


def abridged(names: Sequence[str], most: int = 3, *, joined_by: str = "and") -> str:
    """As `listed`, with what exceeds `most` counted: a, b, c and 2 more."""
    if len(names) <= most + 1:
        return listed(names, joined_by=joined_by)
    return f"{', '.join(names[:most])} {joined_by} {len(names) - most} more"
