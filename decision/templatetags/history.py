"""`{% place total rank %}` and `{% difference amount %}`: numbers of two revisions side by side."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html

from decision.matrix.page.numbers import signed, two_decimals

register = template.Library()


@register.simple_tag
def place(total: Decimal | None, rank: int | None) -> str:
    """A total with its rank, in words where there is none."""
    if total is None:
        return format_html('<span class="muted">{}</span>', "not in it")
    said = f"rank {rank}" if rank is not None else "fails a must-have"
    return format_html('<b class="num">{}</b> <small class="muted">{}</small>', two_decimals(total), said)


@register.simple_tag
def difference(amount: Decimal | None) -> str:
    """A difference with its sign and two decimals."""
    return "—" if amount is None else signed(amount)
