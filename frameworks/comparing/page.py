"""Two to four frameworks side by side, built from claims: what documents measured, marked and said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse

from criteria.models import Criterion
from criteria.selectors import levels_by_scale
from decision.problems import Invalid
from decision.typed import grouped

from ..citing import merged, numbered, numbered_sources, verdict_words, words_of
from ..claims import claim_href
from ..judging import Levels, judged_value
from ..models import Claim, Framework
from ..selectors import frameworks_by_slug, page_claims_about_all
from .shapes import Cell, ComparisonPage, Group, JudgedRow, Mark, Option, Row, Side

FEWEST, MOST = 2, 4
Kind = Claim.Kind
GROUPS = (
    ("Measured", (Kind.MEASUREMENT,)),
    ("Counted", (Kind.STATISTIC,)),
    ("Facts", (Kind.RELEASE, Kind.LICENSE, Kind.PUBLISHED_TOTAL)),
    ("Described", (Kind.RATING, Kind.FEATURE)),
    ("Strengths and weaknesses", (Kind.STRENGTH, Kind.WEAKNESS)),
    ("Use it for", (Kind.USE_CASE,)),
    ("Verdicts", (Kind.VERDICT,)),
)
FACTS = {Kind.RELEASE: "Release", Kind.LICENSE: "Licence", Kind.PUBLISHED_TOTAL: "Printed total"}


def comparison_page(query: QueryDict) -> ComparisonPage:
    """The comparison that the address asks for by `with`; four queries, however much is said."""
    everybody = frameworks_by_slug()
    chosen = list(dict.fromkeys(slug.strip() for slug in query.getlist("with") if slug.strip()))
    options = tuple(
        Option(row.slug, row.label, row.slug in chosen)
        for row in sorted(everybody.values(), key=lambda row: row.label.casefold())
        if row.claim_count or row.slug in chosen
    )
    try:
        sides = [_known(everybody, slug) for slug in chosen]
        if not FEWEST <= len(sides) <= MOST:
            several = f"Choose {FEWEST} to {MOST} technologies"
            raise Invalid(f"{several} (got {len(sides)})." if chosen else f"{several} to see side by side.")
    except Invalid as invalid:
        return ComparisonPage((), options, problem=invalid.detail)
    return _Builder(sides, options, is_short=query.get("only", "") == "differences").build()


def _known(everybody: Mapping[str, Framework], slug: str) -> Framework:
    if slug not in everybody:
        raise Invalid(f"There is no “{slug[:80].replace(chr(0), '')}” in the catalogue.")
    return everybody[slug]


class _Builder:
    """Sorts the claims about all sides into rows."""

    def __init__(self, sides: Sequence[Framework], options: tuple[Option, ...], *, is_short: bool) -> None:
        self.frameworks, self.options, self.is_short = sides, options, is_short
        self.claims = page_claims_about_all([side.pk for side in sides])
        self.numbers = numbered(self.claims)
        scales = {claim.criterion.scale_id for claim in self.claims if claim.criterion}
        self.levels: Levels = levels_by_scale(scales)

    def build(self) -> ComparisonPage:
        judged = self._judged()
        groups = [Group(name, self._rows(kinds)) for name, kinds in GROUPS]
        every = [row for group in groups for row in group.rows]
        shown = [
            Group(one.name, tuple(row for row in one.rows if row.differs or not self.is_short))
            for one in groups
        ]
        slugs = [side.slug for side in self.frameworks]
        return ComparisonPage(
            sides=self._sides(), options=self.options, title=_listed([side.label for side in self.frameworks], "or"),
            summary=self._summary(judged, groups[0].rows), judged=judged,
            groups=tuple(group for group in shown if group.rows),
            sources=numbered_sources(self.claims, self.numbers), only_differences=self.is_short,
            hidden=sum(not row.differs for row in every) if self.is_short else 0,
            swap=_href(list(reversed(slugs)), only="differences" if self.is_short else ""),
            toggle=_href(slugs, only="" if self.is_short else "differences"),
            start=f"{reverse('decision-start')}?{_query(slugs)}",
        )  # fmt: skip

    def _sides(self) -> tuple[Side, ...]:
        slugs = [side.slug for side in self.frameworks]
        return tuple(
            Side(
                side.slug, side.name, side.label, side.get_absolute_url(), index + 1,
                _href([slug for slug in slugs if slug != side.slug]) if len(slugs) > FEWEST else "",
            )
            for index, side in enumerate(self.frameworks)
        )  # fmt: skip

    def _of(self, framework: Framework, claims: Iterable[Claim]) -> list[Claim]:
        return [claim for claim in claims if claim.framework_id == framework.pk]

    def _judged(self) -> tuple[JudgedRow, ...]:
        by_criterion: dict[int, tuple[Criterion, list[Claim]]] = {}
        for claim in self.claims:
            if claim.criterion and judged_value(claim, self.levels) is not None:
                by_criterion.setdefault(claim.criterion.pk, (claim.criterion, []))[1].append(claim)
        rows = [self._judged_row(criterion, claims) for criterion, claims in by_criterion.values()]
        return tuple(row for row in rows if row is not None)

    def _judged_row(self, criterion: Criterion, claims: list[Claim]) -> JudgedRow | None:
        first = [next(iter(self._of(side, claims)), None) for side in self.frameworks]
        values = [None if claim is None else judged_value(claim, self.levels) for claim in first]
        known = [value for value in values if value is not None]
        if len(known) < FEWEST:
            return None
        low, high = criterion.scale.low, criterion.scale.high
        best = min(known) if criterion.direction == "cost" else max(known)
        marks = tuple(
            None if claim is None or value is None else Mark(
                f"{min(max(float((value - low) / (high - low)), 0.0), 1.0) * 100:.1f}%", index + 1,
                claim.text or grouped(value), claim_href(claim), value == best,
            )
            for index, (claim, value) in enumerate(zip(first, values, strict=True))
        )  # fmt: skip
        xs = [mark.x for mark in marks if mark]
        ordered = sorted(xs, key=lambda x: float(x.rstrip("%")))
        return JudgedRow(
            criterion.name, criterion.get_absolute_url(), (grouped(low), grouped(high)), marks,
            ordered[0], ordered[-1], self._ahead(values, best, known),
        )  # fmt: skip

    def _ahead(self, values: Sequence[Decimal | None], best: Decimal, known: Sequence[Decimal]) -> str:
        leaders = [side.label for side, value in zip(self.frameworks, values, strict=True) if value == best]
        if len(leaders) == len(known):
            return "equal"
        rest = [value for value in known if value != best]
        margin = min(abs(best - value) for value in rest)
        return f"{_listed(leaders, 'and')} +{grouped(margin)}"

    def _rows(self, kinds: Sequence[Kind]) -> tuple[Row, ...]:
        named: dict[tuple[str, str, str], list[Claim]] = {}
        for claim in self.claims:
            if claim.kind in kinds:
                named.setdefault(_subject(claim), []).append(claim)
        rows = []
        for (name, note, href), claims in named.items():
            rows.append(self._row(name, note, href, claims))
        return tuple(rows)

    def _row(self, name: str, note: str, href: str, claims: list[Claim]) -> Row:
        each = [self._of(side, claims) for side in self.frameworks]
        best = _best(each)
        cells = tuple(
            Cell(merged(own, self.numbers, _words), index in best) for index, own in enumerate(each)
        )
        said = {frozenset(one.text.casefold() for one in cell.statements) for cell in cells}
        return Row(name, note, href, cells, differs=len(said) > 1)

    def _summary(self, judged: Sequence[JudgedRow], measured: Sequence[Row]) -> str:
        parts = []
        for index, side in enumerate(self.frameworks):
            leads = []
            figures = [row for row in measured if sum(bool(cell.statements) for cell in row.cells) >= FEWEST]
            if count := sum(row.cells[index].is_best for row in figures):
                leads.append(f"{count} of {len(figures)} measured figures")
            if count := sum(_leads(row, index) for row in judged):
                leads.append(f"{count} of {len(judged)} judged criteria")
            if leads:
                parts.append(f"{side.label} is ahead on {' and '.join(leads)}")
        whom = "both" if len(self.frameworks) == FEWEST else "two of them"
        return "; ".join(parts) + "." if parts else f"No document gives figures or marks for {whom}."


def _leads(row: JudgedRow, index: int) -> bool:
    mark = row.marks[index]
    return bool(mark and mark.is_best and row.ahead != "equal")


def _best(each: Sequence[Sequence[Claim]]) -> set[int]:
    """Which sides have the better figure; nobody where fewer than two have one, or all the same."""
    first = {index: own[0] for index, own in enumerate(each) if own}
    numbers = {index: claim.number for index, claim in first.items() if claim.number is not None}
    metric = next(iter(first.values())).metric if first else None
    if metric is None or len(numbers) < FEWEST or len(set(numbers.values())) == 1:
        return set()
    best = min(numbers.values()) if metric.direction == "cost" else max(numbers.values())
    return {index for index, number in numbers.items() if number == best}


def _subject(claim: Claim) -> tuple[str, str, str]:
    """The row a claim belongs to: its name, unit or what it stands beneath, and address."""
    if claim.metric and claim.kind in (Kind.MEASUREMENT, Kind.STATISTIC):
        return claim.metric.name, claim.metric.unit, claim.metric.get_absolute_url()
    if claim.kind in FACTS:
        return FACTS[Kind(claim.kind)], "", ""
    if claim.kind in (Kind.RATING, Kind.FEATURE):
        criterion = claim.criterion
        if criterion is None:
            return "Otherwise", "", ""
        above = criterion.parent.name if criterion.parent else ""
        return criterion.name, above, criterion.get_absolute_url()
    if claim.kind in (Kind.STRENGTH, Kind.WEAKNESS):
        return ("Strengths" if claim.kind == Kind.STRENGTH else "Weaknesses"), "", ""
    return claim.get_kind_display().capitalize(), "", ""


def _words(claim: Claim) -> str:
    """Verdicts share a row, so each names its criterion; all else stands in its criterion's row."""
    return verdict_words(claim) if claim.kind == Kind.VERDICT else words_of(claim)


def _query(slugs: Sequence[str], **more: str) -> str:
    query = QueryDict(mutable=True)
    query.setlist("with", list(slugs))
    query.update({key: value for key, value in more.items() if value})
    return query.urlencode()


def _href(slugs: Sequence[str], **more: str) -> str:
    return f"{reverse('framework-compare')}?{_query(slugs, **more)}"


def _listed(names: Sequence[str], joined_by: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joined_by} {names[-1]}"
