"""Statements with the documents that make them, merged where documents say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .claims import claim_href, figure_text, lines_text, note_text
from .models import Claim, Source


@dataclass(frozen=True, slots=True)
class Cite:
    """A source by its number on the page, where in it, and the address of the very claim."""

    number: int
    title: str
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, merged from every document that makes it."""

    text: str
    cites: tuple[Cite, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source in the page's list."""

    number: int
    title: str
    href: str
    year: str


def numbered(claims: Iterable[Claim]) -> dict[int, int]:
    """Numbers of the sources by id, in the order in which they first speak."""
    numbers: dict[int, int] = {}
    for claim in claims:
        numbers.setdefault(claim.source_id, len(numbers) + 1)
    return numbers


def cites_of(claims: Iterable[Claim], numbers: Mapping[int, int]) -> tuple[Cite, ...]:
    """Each source once, at the first of its claims."""
    found: dict[int, Cite] = {}
    for claim in claims:
        number = numbers[claim.source_id]
        place = ", ".join(
            filter(None, [str(claim.as_of.year) if claim.as_of else "", lines_text(claim.lines)])
        )
        found.setdefault(number, Cite(number, claim.source.title, place, claim_href(claim)))
    return tuple(found[number] for number in sorted(found))


def merged(
    claims: Iterable[Claim], numbers: Mapping[int, int], text_of: Callable[[Claim], str] | None = None
) -> tuple[Statement, ...]:
    """Statements with the same words are one, with all their sources."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault((text_of or words_of)(claim).casefold(), []).append(claim)
    return tuple(
        Statement((text_of or words_of)(same[0]), cites_of(same, numbers), note_text(same[0]))
        for same in groups.values()
    )


def words_of(claim: Claim) -> str:
    """What a claim says, in its own words or as a figure."""
    return claim.text or figure_text(claim)


def verdict_words(claim: Claim) -> str:
    """A verdict under the criterion that it is on; one on the whole stands alone."""
    return f"{claim.criterion.name}: {words_of(claim)}" if claim.criterion else words_of(claim)


def numbered_sources(claims: Iterable[Claim], numbers: Mapping[int, int]) -> tuple[NumberedSource, ...]:
    """The page's list of sources."""
    by_id = {claim.source_id: claim.source for claim in claims}
    return tuple(
        NumberedSource(number, source.title, source.get_absolute_url(), _year(source))
        for key, number in numbers.items()
        if (source := by_id.get(key)) is not None
    )


def _year(source: Source) -> str:
    return str(source.published_on.year) if source.published_on else ""
