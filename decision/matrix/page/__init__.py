"""The decision page as typed values: geometry and numbers are computed here, templates only place them."""

from .context import Conflict, DecisionPage, Header, ago, conflict_of, decision_page, differing, scene_of

__all__ = [
    "Conflict",
    "DecisionPage",
    "Header",
    "ago",
    "conflict_of",
    "decision_page",
    "differing",
    "scene_of",
]
