"""How the weights of today came about, as one value of a query on every page of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from decision.matrix.page import ago

from .models import Elicitation

# Uses %(decision)s; NULL where the top level was never weighed by a guided way, or has changed by hand since.
WEIGHED = """
    SELECT jsonb_build_object('method', latest.method, 'name', latest.name, 'made_at', latest.made_at)
      FROM (SELECT * FROM weighing_elicitation
             WHERE decision_id = %(decision)s AND "group" = '' ORDER BY id DESC LIMIT 1) latest
     WHERE NOT EXISTS (
        SELECT FROM matrix_weight line JOIN criteria_criterion criterion ON criterion.id = line.criterion_id
         WHERE line.decision_id = %(decision)s AND line.parent_id IS NULL
           AND line.points IS DISTINCT FROM (latest.points ->> criterion.slug)::numeric)
"""


def weighed_text(weighed: Mapping[str, Any] | None, *, sees_names: bool) -> str:
    """`Weights by swing weighting, edgar, 3 days ago`; nothing where there is nothing to say."""
    if weighed is None:
        return ""
    made_at = datetime.fromisoformat(weighed["made_at"])
    parts = [
        Elicitation.Method(weighed["method"]).label,
        *([weighed["name"]] if sees_names else []),
        ago(made_at),
    ]
    return f"Weights by {', '.join(parts)}"
