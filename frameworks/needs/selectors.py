"""Reading needs, and the claims that may speak for or against them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from ..models import Claim, Need
from ..selectors import WITH_NAMES
from .rules import Rule


def all_needs() -> list[Need]:
    """Every need in its order, with the criterion that it weighs; one query."""
    return list(Need.objects.select_related("criterion__scale").order_by("position", "label"))


def claims_for_rules(rules: Sequence[Rule], most: int) -> list[Claim]:
    """Claims about frameworks that one of the rules may mean, names loaded; one query."""
    wanted = Q(pk__in=())
    for rule in rules:
        own = Q(key__in=rule.keys) if rule.keys else Q()
        own &= Q(kind__in=rule.kinds) if rule.kinds else Q()
        own &= Q(criterion__slug=rule.criterion) if rule.criterion else Q()
        own &= Q(metric__slug=rule.metric) if rule.metric else Q()
        wanted |= own
    rows = Claim.objects.evidence().filter(wanted, framework__isnull=False)
    return list(rows.select_related(*WITH_NAMES).order_by("kind", "id")[:most])
