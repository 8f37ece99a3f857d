"""The difference a file makes, in words: a line for each row that is not already as the file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..claims import statement
from ..models import Claim
from ..places import written_lines
from .comparing import Comparison


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a file: `verdict` is refused, changed or new."""

    line: int
    verdict: str
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()


def told(found: Comparison) -> Iterator[Told]:
    """Refused rows first, then changed, then new ones, each in the order of the file."""
    for fault in found.refused:
        yield Told(fault.line, "refused", f"{fault.column or 'row'}: {fault.sentence}")
    for change in found.changed:
        fields = tuple((name, said(was), said(now)) for name, was, now in change.fields)
        yield Told(change.line, "changed", title(change.claim), fields)
    for line, claim in found.new:
        yield Told(line, "new", title(claim))


def title(claim: Claim) -> str:
    """A claim in one line: about whom, what, of which source."""
    about = claim.framework.label if claim.framework else "all"
    return f"{about}, {claim.get_kind_display()}: {statement(claim)} ({claim.source})"


def said(value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", ()):
        return "—"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return written_lines(value) if isinstance(value, tuple) else str(value)
