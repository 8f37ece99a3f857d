"""How weights came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from decision.matrix.services.seen import as_percents, same_percents

from .models import Elicitation


@dataclass(frozen=True, slots=True)
class CameAbout:
    """The latest guided weights of one group of siblings (empty: the top level)."""

    group: str
    method: str
    label: str
    name: str
    made_at: datetime
    revision: int
    points: Mapping[str, Decimal]
    figures: Mapping[str, object]

    def holds(self, points: Mapping[str, Decimal]) -> bool:
        """Whether these are still the decision's weights, its own points given."""
        if any(key not in points for key in self.points):
            return False
        return same_percents(self.points, as_percents({key: points[key] for key in self.points}))


def how_weights_came_about(decision_id: int) -> tuple[CameAbout, ...]:
    """The latest guided weights of each group of a decision, the newest first, in one query."""
    rows = Elicitation.objects.filter(decision=decision_id).order_by("group", "-id").distinct("group")
    found = [
        CameAbout(
            group=row.group,
            method=row.method,
            label=row.get_method_display(),
            name=row.name,
            made_at=row.made_at,
            revision=row.revision,
            points={key: Decimal(value) for key, value in row.points.items()},
            figures=row.figures,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))
