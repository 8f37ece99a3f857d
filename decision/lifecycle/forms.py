"""Reading what people type about a decision's way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from decision.problems import Invalid
from decision.typed import typed_number

LARGEST_MARGIN = 100
MOST_MONTHS = 240


def read_day(text: str, pointer: str = "/review_on") -> date:
    """A day as a date field sends it (2027-05-01). Raises `Invalid` for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        sentence = f"Give the day as year-month-day, like 2027-05-01 (got {text.strip()[:40]!r})."
        raise Invalid(sentence, errors=[(pointer, sentence)]) from None


def read_margin(text: str) -> Decimal:
    """The close-call margin, a number from 0 to 100. Raises `Invalid`."""
    margin = typed_number(text)
    if margin is None or not (0 <= margin <= LARGEST_MARGIN and margin == round(margin, 4)):
        sentence = f"The margin is a number from 0 to {LARGEST_MARGIN} with at most 4 decimals."
        raise Invalid(sentence, errors=[("/close_call_margin", sentence)])
    return margin


def read_missing(text: str) -> int:
    """Where on its scale a missing score counts, in percent from its worst end. Raises `Invalid`."""
    tidy = text.strip().removesuffix("%").strip()
    percent = int(tidy) if tidy.isascii() and tidy.isdigit() and len(tidy) <= 3 else -1
    if not 0 <= percent <= 100:
        sentence = "Missing scores count at 0 to 100 percent of their scale: give a whole number."
        raise Invalid(sentence, errors=[("/missing_at", sentence)])
    return percent


def read_months(text: str) -> int:
    """How many months a claim stays good, from 1 to 240. Raises `Invalid`."""
    tidy = text.strip()
    months = int(tidy) if tidy.isascii() and tidy.isdigit() and len(tidy) <= 4 else 0
    if not 1 <= months <= MOST_MONTHS:
        sentence = f"Claims stay good for 1 to {MOST_MONTHS} months: give a whole number."
        raise Invalid(sentence, errors=[("/claims_good_for_months", sentence)])
    return months
