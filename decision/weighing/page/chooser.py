"""The choice between the guided ways."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from decision.matrix.loading import LoadedMatrix
from decision.matrix.page import ago
from decision.matrix.page.numbers import plural

from ..groups import Group, groups_of
from ..selectors import CameAbout
from ..ways import WAYS, pair_count

MANY = 12


@dataclass(frozen=True, slots=True)
class WayCard:
    """One way with its address and what it takes for this group."""

    name: str
    asks: str
    suits: str
    takes: str
    href: str
    source: str


@dataclass(frozen=True, slots=True)
class GroupLink:
    """One group of siblings and how its weights came about."""

    name: str
    count: str
    href: str
    is_current: bool
    how: str
    still: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """The page that explains each way in a sentence."""

    cards: tuple[WayCard, ...]
    groups: tuple[GroupLink, ...]
    has_groups: bool
    current: Group
    hint: str
    how: str
    still: bool


def chooser(
    loaded: LoadedMatrix,
    group: Group,
    came: tuple[CameAbout, ...],
    *,
    carried: list[tuple[str, str]],
    sees_names: bool,
) -> Chooser:
    """The ways for one group; `carried` are the parameters that every link keeps."""
    histories = {one.group: one for one in came}
    links = tuple(
        _group_link(loaded, one, histories.get(one.parent or ""), group, carried, sees_names)
        for one in groups_of(loaded)
        if len(one.members) > 1
    )
    count = len(group.members)
    keep = [*carried, *([("group", group.parent)] if group.parent else [])]
    own = histories.get(group.parent or "")
    return Chooser(
        cards=tuple(
            WayCard(
                way.name, way.asks, way.suits, f"about {plural(way.minutes(count), 'minute')}",
                _with(reverse("weigh-way", args=[loaded.slug, way.key]), keep), way.source,
            )
            for way in WAYS
        ),
        groups=links, has_groups=len(links) > 1, current=group, hint=_hint(count),
        how=how_text(own, sees_names=sees_names) if own else "", still=own is not None and own.holds(loaded.points),
    )  # fmt: skip


def how_text(came: CameAbout, *, sees_names: bool) -> str:
    """`by swing weighting, edgar, 3 days ago`."""
    parts = [f"by {came.label}", *([came.name] if sees_names else []), ago(came.made_at)]
    ratio = came.figures.get("consistency_ratio")
    if isinstance(ratio, (int, float)) and came.method in ("pairwise", "best_worst"):
        parts.append(f"consistency ratio {ratio:.2f}")
    return ", ".join(parts)


def _group_link(
    loaded: LoadedMatrix, group: Group, came: CameAbout | None, current: Group, carried: list[tuple[str, str]],
    sees_names: bool,
) -> GroupLink:  # fmt: skip
    keep = [*carried, *([("group", group.parent)] if group.parent else [])]
    return GroupLink(
        name=group.name or "Top level", count=plural(len(group.members), "criterion", "criteria"),
        href=_with(reverse("weigh", args=[loaded.slug]), keep), is_current=group.parent == current.parent,
        how=how_text(came, sees_names=sees_names) if came else "",
        still=came is not None and came.holds(loaded.points),
    )  # fmt: skip


def _hint(count: int) -> str:
    if count <= MANY:
        return ""
    return (
        f"With {count} criteria all pairs would be {pair_count(count):,} comparisons: ordering or swing weighting "
        "is quicker, and groups of criteria that are weighed one after the other are better still."
    )


def _with(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
