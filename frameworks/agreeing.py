"""Whether two documents' figures for the same thing can both be true, their qualifiers considered."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .models import Claim

ROUGHLY = Decimal("0.05")  # “about” is taken as within a twentieth
Key = tuple[int | None, int | None, int | None]


def subject_of(claim: Claim) -> Key:
    """What a figure is of: the framework, whose it really is, and the metric."""
    return claim.framework_id, claim.measured_on_id, claim.metric_id


def agree(one: Claim, other: Claim) -> bool:
    """Whether both figures can be true at once."""
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return (high is None or other_low <= high) and (other_high is None or low <= other_high)


def contradicted(claims: Iterable[Claim], all_claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    """For each of `claims` whose figure cannot stand beside another's, those others, by the claim's id."""
    by_subject: dict[Key, list[Claim]] = {}
    for claim in all_claims:
        if claim.number is not None and claim.metric_id is not None:
            by_subject.setdefault(subject_of(claim), []).append(claim)
    found = {}
    for claim in claims:
        if claim.number is None or claim.metric_id is None:
            continue
        others = [one for one in by_subject.get(subject_of(claim), ()) if one.pk != claim.pk]
        if rivals := [one for one in others if not agree(claim, one)]:
            found[claim.pk] = rivals
    return found


def _range(claim: Claim) -> tuple[Decimal, Decimal | None]:
    low = claim.number or Decimal(0)
    if claim.qualifier == Claim.Qualifier.AT_LEAST:
        return low, None
    high = claim.number_to if claim.number_to is not None else low
    if claim.qualifier == Claim.Qualifier.ABOUT:
        slack = abs(low) * ROUGHLY
        return low - slack, high + slack
    return low, high
