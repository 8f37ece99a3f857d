"""What every page of the Team tab is given."""

from __future__ import annotations

from decision.matrix.selectors import OpenDecision


def tab(opened: OpenDecision) -> dict[str, object]:
    """The context of a page under the Team tab."""
    return {"opened": opened, "tab": "team", "section": "decisions"}
