"""What a document's verdict word or mark on a criterion is worth on the criterion's scale."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Case, DecimalField, F, Value, When

from .models import Claim

Levels = Mapping[int, Mapping[str, Decimal]]


def judged_value(claim: Claim, levels: Levels) -> Decimal | None:
    """The value of a rating or a printed score, in the units of its criterion's scale; None where it has none.

    `levels` are by scale and word in lower case; the claim's criterion is loaded.
    """
    if claim.criterion is None:
        return None
    if claim.kind == Claim.Kind.SCORE:
        return claim.number
    if claim.kind == Claim.Kind.RATING:
        return levels.get(claim.criterion.scale_id, {}).get(claim.text.casefold())
    return None


def judged_by(levels: Mapping[str, Decimal]) -> Case:
    """The same as the database has it, of claims on one criterion; `levels` by word in lower case."""
    words = (
        When(kind=Claim.Kind.RATING, text__iexact=word, then=Value(worth)) for word, worth in levels.items()
    )
    return Case(*words, When(kind=Claim.Kind.SCORE, then=F("number")), output_field=DecimalField())
