"""What stands around every page of one decision: its tabs, and what the reader should know first.

Spans the parts, so it lives with the wiring. One query, whatever there is to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from decision.matrix.models import Decision
from decision.matrix.page.context import STATUSES, Status
from decision.matrix.selectors import OpenDecision
from decision.teams.actors import Actor

TABS = (
    ("matrix", "Matrix", "decision-detail"),
    ("team", "Team", "decision-team"),
    ("talk", "Discussion", "decision-talk"),
    ("status", "Sign-off", "decision-status"),
    ("history", "History", "decision-history"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the decision; `count` stands beside its name where there is something to count."""

    name: str
    href: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """A fact above the page, with one way on. `kind` is a class of the design: "", "warn" or "tip"."""

    text: str
    icon: str = "i-clock"
    kind: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Tabs and banners of one decision for one reader."""

    tabs: tuple[Tab, ...]
    banners: tuple[Banner, ...]


def frame_of(opened: OpenDecision, by: Actor, current: str) -> Frame:
    """The frame of a page of `opened`; `current` names the tab that the reader is on."""
    tabs = []
    for key, name, route in TABS:
        try:
            href = reverse(route, args=[opened.slug])
        except NoReverseMatch:
            continue
        tabs.append(Tab(name, href, key == current))
    return Frame(tuple(tabs), ())


def status_of(opened: OpenDecision) -> Status:
    """The decision's status, as its chip says it."""
    return STATUSES[Decision.Status(opened.status)]
