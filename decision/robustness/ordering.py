"""A stated order of criteria, from the address: `order=a,b=c,d` as the API takes it, or a numbered field for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.http import QueryDict

Order = tuple[tuple[str, ...], ...]

PLACE = "place."
LONGEST = 20_000
LEFT_OUT = (
    "The order in the address does not place every criterion here just once; that of these weights is used."
)


def read_order(query: QueryDict, leaves: Sequence[str], problems: list[str]) -> Order:
    """The order that the address states; empty where it states none, or none that fits."""
    if any(name.startswith(PLACE) for name in query):
        return _numbered(query, leaves, problems)
    order = parsed(query.get("order", "")[:LONGEST])
    if order and sorted(key for group in order for key in group) != sorted(leaves):
        problems.append(LEFT_OUT)
        return ()
    return order


def parsed(text: str) -> Order:
    """`a,b=c,d` as groups, the most important first."""
    groups = (tuple(part.strip() for part in group.split("=") if part.strip()) for group in text.split(","))
    return tuple(group for group in groups if group)


def written(order: Order) -> str:
    """An order as the address has it."""
    return ",".join("=".join(group) for group in order)


def ordered_by(shares: Mapping[str, Decimal]) -> Order:
    """Criteria from the heaviest to the lightest; those that weigh the same stand together."""
    groups: dict[Decimal, list[str]] = {}
    for key, share in shares.items():
        groups.setdefault(round(share, 8), []).append(key)
    return tuple(tuple(groups[share]) for share in sorted(groups, reverse=True))


def places_in(order: Order) -> dict[str, int]:
    """Each criterion's number: how many are more important, and one."""
    places, before = {}, 0
    for group in order:
        places.update(dict.fromkeys(group, before + 1))
        before += len(group)
    return places


def _numbered(query: QueryDict, leaves: Iterable[str], problems: list[str]) -> Order:
    """The order that numbered fields say; equal numbers stand together, what has none comes last."""
    numbers: dict[int, list[str]] = {}
    last = 10**6
    for key in leaves:
        text = query.get(f"{PLACE}{key}", "").strip()
        is_number = text.isascii() and text.isdecimal() and len(text) <= 4
        if text and not is_number:
            problems.append(f"“{text[:20]}” is no place in an order; it stands last here.")
        numbers.setdefault(int(text) if is_number else last, []).append(key)
    return tuple(tuple(numbers[number]) for number in sorted(numbers))
