"""What every page of the Team tab is given."""

from __future__ import annotations

from decision.matrix.selectors import OpenDecision
from decision.matrix.services import FROZEN


def tab(opened: OpenDecision) -> dict[str, object]:
    """The context of a page under the Team tab; ballots and outcomes of a frozen decision wait."""
    return {"opened": opened, "tab": "team", "section": "decisions", "is_frozen": opened.status in FROZEN}
