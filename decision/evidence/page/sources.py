"""The sources of a decision as their page shows them: on and off, and what leaving one thing out does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from decision import engine
from decision.engine.wording import missing_text
from decision.matrix.loading import LoadedMatrix, without_sources
from decision.matrix.page.numbers import listed, plural, signed, two_decimals
from decision.matrix.page.scene import SHAPES

from ..audit.stakes import TIE, Stakes
from ..sources.leaving_out import LeftOut, leave_one_out

KINDS = {"source": "Source", "criterion": "Criterion", "alternative": "Alternative"}
ALL = 1 - TIE


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source that can be left out."""

    slug: str
    title: str
    is_used: bool
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """An alternative with the sources that are left, and as stored."""

    name: str
    shape: int
    rank: str
    total: str
    change: str
    was: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class OutLine:
    """One thing left out."""

    kind: str
    name: str
    href: str
    first: str
    lead: str
    moved: str
    changes: bool


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The page."""

    sentence: str
    counted: str
    sources: tuple[SourceLine, ...]
    is_varied: bool
    result: str
    places: tuple[Place, ...]
    matrix_href: str
    table: tuple[OutLine, ...]


def sources_page(loaded: LoadedMatrix, titles: Mapping[str, str], without: Collection[str]) -> SourcesPage:
    """Pure. `titles` are of every source that is cited; `without` are those to leave out."""
    stakes = Stakes(loaded, engine.rank(loaded.matrix, None, loaded.labels))
    table = list(leave_one_out(loaded, stakes))
    left = without_sources(loaded, without) if without else loaded
    ranking = engine.rank(left.matrix, None, loaded.labels)
    query = urlencode([("without", slug) for slug in sorted(without)])
    home = reverse("decision-detail", args=[loaded.slug])
    return SourcesPage(
        sentence=rests_sentence(stakes, table, titles),
        counted=missing_text(loaded.matrix.missing_at, many=True),
        sources=_sources(loaded, titles, without, {row.key: row for row in table if row.kind == "source"}),
        is_varied=bool(without), result=ranking.recommendation.summary, places=_places(loaded, stakes, ranking),
        matrix_href=f"{home}?{query}" if query else home,
        table=tuple(_out_line(loaded, titles, row) for row in table),
    )  # fmt: skip


def rests_sentence(stakes: Stakes, table: Collection[LeftOut], titles: Mapping[str, str]) -> str:
    """`72 % of FastAPI’s lead rests on one source, “…”.` Or that no source carries any."""
    if stakes.leader is None or stakes.lead <= TIE:
        return "Nobody leads alone, so there is no lead that could rest on a source."
    name = stakes.name(stakes.leader)
    heaviest = max(
        (row for row in table if row.kind == "source" and row.lost_share), key=lambda row: row.lost_share or 0,
        default=None,
    )  # fmt: skip
    if heaviest is None or (heaviest.lost_share or 0) <= TIE:
        return f"No single source carries the lead of {name}: each score that matters rests on several, or on none."
    title = titles.get(heaviest.key, heaviest.key)
    return f"{_part(heaviest.lost_share or 0)} of the lead of {name} rests on one source, “{title}”."


def _part(share: float) -> str:
    return "All" if share >= ALL else f"{max(1, round(100 * share))}\u00a0%"


def _sources(
    loaded: LoadedMatrix, titles: Mapping[str, str], without: Collection[str], rows: Mapping[str, LeftOut]
) -> tuple[SourceLine, ...]:
    citing = dict.fromkeys(titles, 0)
    for cell in loaded.cells.values():
        for source in cell.sources:
            citing[source] = citing.get(source, 0) + 1
    found = []
    for slug in sorted(citing, key=lambda slug: (-citing[slug], titles.get(slug, slug))):
        row = rows.get(slug)
        found.append(SourceLine(slug, titles.get(slug, slug), slug not in without, _rests(citing[slug], row)))
    return tuple(found)


def _rests(citing: int, row: LeftOut | None) -> str:
    """`28 scores cite it, 18 of them nothing else: 72 % of the lead rests on it.`"""
    cite = f"{plural(citing, 'score')} {'cites' if citing == 1 else 'cite'} it"
    if row is None or not row.scores:
        return f"{cite}, beside others: none of the lead rests on it."
    alone = "nothing else" if row.scores == citing else f"{row.scores} of them nothing else"
    share = row.lost_share or 0
    part = _part(share) if share > TIE else "none"
    return f"{cite}, {alone}: {part[0].lower() + part[1:]} of the lead rests on it."


def _places(loaded: LoadedMatrix, stakes: Stakes, ranking: engine.Ranking) -> tuple[Place, ...]:
    found = []
    for standing in (*ranking.standings, *ranking.excluded):
        row = stakes.rows[standing.alternative]
        change = standing.total - Decimal(repr(float(stakes.totals[row]))).quantize(standing.total)
        was = int(stakes.ranks[row]) if stakes.ranked[row] else None
        found.append(
            Place(
                loaded.labels[standing.alternative],
                row % SHAPES + 1,
                "–" if standing.rank is None else f"{'=' * standing.tied}{standing.rank}",
                two_decimals(standing.total),
                signed(change),
                "" if was is None else str(was),
                standing.alternative == ranking.recommendation.alternative,
            )  # fmt: skip
        )
    return tuple(found)


def _out_line(loaded: LoadedMatrix, titles: Mapping[str, str], row: LeftOut) -> OutLine:
    names = [loaded.labels[key] for key in row.first]
    first = names[0] if len(names) == 1 else f"{listed(names)} tie" if len(names) < 4 else f"{len(names)} tie"
    href = ""
    if row.kind == "source":
        href = f"{reverse('decision-sources', args=[loaded.slug])}?{urlencode({'without': row.key})}"
    elif row.kind == "criterion":
        href = _without_criterion(loaded, row.key)
    is_alone = row.kind == "alternative" and len(loaded.alternatives) < 3
    lead = "–" if is_alone else two_decimals(Decimal(repr(round(row.lead, 10) + 0.0)))
    return OutLine(
        KINDS[row.kind], titles.get(row.key) or loaded.labels.get(row.key, row.key), href, first, lead,
        str(row.rank_changes) if row.rank_changes else "none", row.changes,
    )  # fmt: skip


def _without_criterion(loaded: LoadedMatrix, key: str) -> str:
    """The decision at no weight for a criterion, where its siblings can take it over."""
    parent = next(row.parent for row in loaded.criteria if row.key == key)
    siblings = [row for row in loaded.criteria if row.parent == parent and row.key != key]
    if not any(row.points for row in siblings):
        return ""
    query = urlencode({"moved": key, "to": "0"})
    return f"{reverse('decision-detail', args=[loaded.slug])}?{query}"
