"""A framework's figures against the others in the same test, and the votes on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .claims import claim_href, figure_text, lines_text, note_text
from .models import Claim


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a framework stands on a strip."""

    shape: int
    x: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A measured figure against the others in the same test."""

    name: str
    unit: str
    dots: tuple[Dot, ...]
    text: str
    note: str
    place: str
    words: str
    href: str
    where: str
    metric_href: str


@dataclass(frozen=True, slots=True)
class Peer:
    """A framework on the strips."""

    name: str
    shape: int
    is_this: bool


def strip(mine: Claim, figures: dict[int, Claim], shapes: dict[int, int], this: int) -> Strip:
    """One metric as a strip; `figures` and `shapes` are by framework, `this` is the page's own."""
    assert mine.metric is not None
    numbers = {key: claim.number or Decimal(0) for key, claim in figures.items()}
    top = max(numbers.values()) * Decimal("1.05") or Decimal(1)
    less = mine.metric.direction == "cost"
    own = numbers[this]
    rank = 1 + sum((other < own) if less else (other > own) for other in numbers.values())
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    dots = [
        Dot(shapes[key], f"{float(number / top * 100):.1f}%", key == this) for key, number in numbers.items()
    ]
    words = ", ".join(
        f"{claim.framework.label} {claim.text or figure_text(claim)}"
        for claim in figures.values()
        if claim.framework
    )
    return Strip(
        name=mine.metric.name, unit=f"{mine.metric.unit}, less is better" if less else mine.metric.unit,
        dots=tuple(sorted(dots, key=lambda dot: dot.is_this)), text=mine.text or figure_text(mine),
        note=note_text(mine),
        place=f"{rank}{ending} of {len(numbers)}", words=words, href=claim_href(mine),
        where=f"{mine.source.title}, {lines_text(mine.lines)}", metric_href=mine.metric.get_absolute_url(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vote:
    """How many voted for a strength or a weakness."""

    text: str
    count: str
    width: str
    is_against: bool
    href: str
    where: str


def votes(claims: list[Claim]) -> tuple[Vote, ...]:
    """Votes for, then against, the most first."""
    top = max((claim.number or Decimal(0) for claim in claims), default=Decimal(1)) or Decimal(1)
    ordered = sorted(claims, key=lambda claim: (claim.kind == Claim.Kind.WEAKNESS, -(claim.number or 0)))
    return tuple(
        Vote(
            claim.text,
            f"{claim.number:.0f}",
            f"{float((claim.number or 0) / top * 100):.1f}%",
            claim.kind == Claim.Kind.WEAKNESS,
            claim_href(claim),
            f"{claim.source.title}, {lines_text(claim.lines)}",
        )
        for claim in ordered
    )
