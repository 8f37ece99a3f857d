"""Long lists of claims page by page, as the address says."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of how many, and the addresses of those beside it."""

    number: int
    pages: int
    count: int
    per_page: int
    before: str
    after: str

    @property
    def first(self) -> int:
        """How many entries stand on the pages before."""
        return (self.number - 1) * self.per_page


def pages_of(query: QueryDict, count: int, per_page: int) -> Pages:
    """The page that `page` asks for, the last where it asks for one beyond; the rest of the address is kept."""
    pages = max(1, -(-count // per_page))
    number = min(whole(query.get("page", "")) or 1, pages)
    return Pages(
        number, pages, count, per_page,
        before=_href(query, number - 1) if number > 1 else "", after=_href(query, number + 1) if number < pages else "",
    )  # fmt: skip


def whole(text: str) -> int | None:
    """A number above 0 as an address gives it, None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 10 and int(text) else None


def _href(query: QueryDict, number: int) -> str:
    asked = query.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
