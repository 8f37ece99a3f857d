"""Claims that are too old, that nobody can date, and that speak of a version with a newer one on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format

from decision.matrix.page.numbers import plural

from ..rows import ClaimRow, Evidence, Place
from .finding import Advice, Finding, Severity, key_of
from .stakes import Stakes

STALE = "claims_stale"
MARKED = "claims_marked_stale"
UNDATED = "claims_undated"
OUTDATED = "version_outdated"
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)\Z", re.IGNORECASE)


def stale_claims(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each source with cited claims from before the decision's limit."""
    limit = months_before(evidence.today, evidence.good_for_months)
    days = evidence.dates
    old = {number for number, day in days.items() if day and day < limit}
    for source, cells in _cells_by_source(evidence, old).items():
        numbers = _all_of(cells)
        oldest = min(days[number] for number in numbers)
        or_later = " or later" if len({days[number] for number in numbers}) > 1 else ""
        yield _finding(
            evidence, stakes, STALE, source, cells,
            sentence=f"{_claims(numbers)} of “{evidence.sources[source].title}” {_are(numbers)} of"
            f" {_day(oldest)}{or_later}: older than the {plural(evidence.good_for_months, 'month')} that claims stay"
            " good here.",
            advice=Advice(
                "Look whether they still hold, and cite newer claims; or let claims stay good for longer here.",
                ("settings",), "Change the limit",
            ),
            severity="warning",
            facts=(evidence.good_for_months, [(number, days[number]) for number in numbers]),
        )  # fmt: skip


def marked_stale(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each source of which curators marked cited claims as stale."""
    marked = {number for number, claim in evidence.claims.items() if claim.status == "stale"}
    for source, cells in _cells_by_source(evidence, marked).items():
        numbers = _all_of(cells)
        yield _finding(
            evidence, stakes, MARKED, source, cells,
            sentence=f"Curators marked {_claims(numbers)} of “{evidence.sources[source].title}” as stale.",
            advice=Advice("Cite claims that still hold.", ("source", source), "See the source"),
            severity="warning",
            facts=(numbers,),
        )  # fmt: skip


def undated_claims(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each source of whose cited claims nobody can say how old they are."""
    blank = {number for number, day in evidence.dates.items() if not day}
    for source, cells in _cells_by_source(evidence, blank).items():
        numbers = _all_of(cells)
        yield _finding(
            evidence, stakes, UNDATED, source, cells,
            sentence=f"Nobody can tell how old {_claims(numbers)} of “{evidence.sources[source].title}”"
            f" {_are(numbers)}: neither {'it' if len(numbers) == 1 else 'they'} nor the document carries a date.",
            advice=Advice(
                "Find out when it was published, and have the date added to the source.", ("source", source),
                "See the source",
            ),
            severity="note",
            facts=(numbers,),
        )  # fmt: skip


def outdated_versions(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each framework and version that claims speak of and that has a newer release on record.

    “3.0+” is since 3.0 and never outdated; what is no plain version number is not compared.
    """
    newest_of = {key: row for key, rows in evidence.releases.items() if (row := _newest(rows)) is not None}
    found: dict[tuple[str, str], dict[Place, list[int]]] = {}
    for place, numbers in evidence.cited.items() if newest_of else ():
        for number in numbers:
            claim = evidence.claims[number]
            if not claim.version:
                continue
            about = claim.measured_on or claim.framework
            newest = newest_of.get(about)
            parts = _numbers(claim.version)
            if newest is None or parts is None or claim.kind == "release":
                continue
            if _earlier(parts, _numbers(newest.version) or ()):
                found.setdefault((about, claim.version), {}).setdefault(place, []).append(number)
    for (framework, version), cells in found.items():
        newest = newest_of[framework]
        speaking = _all_of(cells)
        yield _finding(
            evidence, stakes, OUTDATED, f"{framework}:{version}", cells,
            sentence=f"{_claims(speaking)} {_are(speaking)} about {evidence.label(framework)} {version}, and"
            f" {newest.version} is on record.",
            advice=Advice(
                f"Look whether they hold for {newest.version}, and cite claims about that.",
                ("framework", framework), "See the framework",
            ),
            severity="warning",
            facts=(newest.version, [(number, version) for number in speaking]),
        )  # fmt: skip


def months_before(today: str, months: int) -> str:
    """The day so many months before, as `2025-01-01`; the last of the month where it has no such day."""
    day = date.fromisoformat(today)
    month = day.year * 12 + day.month - 1 - months
    if month < 12:
        return "0001-01-01"
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, last).isoformat()
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _finding(
    evidence: Evidence, stakes: Stakes, code: str, about: str, cells: dict[Place, list[int]], *, sentence: str,
    advice: Advice, severity: Severity, facts: tuple[object, ...],
) -> Finding:  # fmt: skip
    """What matters are the scores that rest on such claims alone."""
    numbers = _all_of(cells)
    alone = [place for place, claims in cells.items() if len(claims) == len(evidence.cited[place])]
    effect = stakes.resting(alone, len(cells))
    return Finding(
        code=code, key=key_of(code, about),
        severity="serious" if effect.changes_leader and severity != "note" else severity,
        sentence=sentence, effect=effect, advice=advice, facts=facts, cells=tuple(cells),
        criteria=tuple(dict.fromkeys(criterion for _, criterion in cells)),
        alternatives=tuple(dict.fromkeys(framework for framework, _ in cells)),
        sources=tuple(sorted({evidence.claims[number].source for number in numbers})), claims=tuple(numbers),
    )  # fmt: skip


def _all_of(cells: dict[Place, list[int]]) -> list[int]:
    return sorted({number for claims in cells.values() for number in claims})


def _cells_by_source(evidence: Evidence, wanted: set[int]) -> dict[str, dict[Place, list[int]]]:
    found: dict[str, dict[Place, list[int]]] = {}
    if wanted:
        for place, numbers in evidence.cited.items():
            for number in numbers:
                if number in wanted:
                    source = evidence.claims[number].source
                    found.setdefault(source, {}).setdefault(place, []).append(number)
    return found


def _newest(releases: tuple[ClaimRow, ...]) -> ClaimRow | None:
    known = [(numbers, row) for row in releases if (numbers := _numbers(row.version)) is not None]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def _numbers(version: str) -> tuple[int, ...] | None:
    found = _VERSION.match(version.strip()) if len(version) <= 40 else None
    return tuple(int(part) for part in found[1].split(".")) if found else None


def _earlier(version: tuple[int, ...], newest: tuple[int, ...]) -> bool:
    """Whether a version is before the newest, as far as it is given: 6 is not before 6.5."""
    return version < newest[: len(version)]


def _claims(numbers: list[int]) -> str:
    return plural(len(numbers), "cited claim")


def _are(numbers: list[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")
