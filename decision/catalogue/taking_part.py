"""Where a framework, a criterion or a metric takes part: only decisions that the reader may find."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from criteria.models import Criterion
from decision.matrix.loading import LoadedMatrix
from decision.matrix.models import Decision
from decision.matrix.page.known import known_of
from decision.matrix.page.listing import visible_decisions
from decision.matrix.page.numbers import ordinal, percent_text, two_decimals
from decision.matrix.selectors import OpenDecision, matrices_of
from decision.teams.actors import Actor
from decision.teams.permissions import readable_by
from frameworks.models import Source

LOOKED_AT_MOST = 200  # of the decisions that the reader may find, as their list has them


@dataclass(frozen=True, slots=True)
class TakesPart:
    """How a framework stands in one decision."""

    title: str
    href: str
    place: str
    total: str


@dataclass(frozen=True, slots=True)
class Weighs:
    """What a criterion counts for in one decision."""

    title: str
    href: str
    name: str
    share: str


@dataclass(frozen=True, slots=True)
class Rival:
    """Another alternative of the same decisions; `href` compares both."""

    name: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Resting:
    """How many of a decision's scores cite a source."""

    title: str
    href: str
    count: int
    cells: int


def takes_part(slug: str, matrices: Sequence[LoadedMatrix]) -> list[TakesPart]:
    """The decisions that weigh the framework, with its rank and total there."""
    found = []
    for loaded in matrices:
        ranking = known_of(loaded).own if slug in {row.key for row in loaded.alternatives} else None
        if ranking is None:
            continue
        standing = next(one for one in (*ranking.standings, *ranking.excluded) if one.alternative == slug)
        count = len(loaded.alternatives)
        place = f"{standing.rank}{ordinal(standing.rank)} of {count}" if standing.rank else f"out, of {count}"
        if standing.missing:
            place += f", {len(standing.missing)} of {len(loaded.leaves)} scores missing"
        href = reverse("decision-detail", args=[loaded.slug])
        found.append(TakesPart(loaded.title, href, place, two_decimals(standing.total)))
    return found


def weighs(criteria: Collection[str], matrices: Sequence[LoadedMatrix]) -> list[Weighs]:
    """The decisions that judge by any of the criteria (by slug), with the share each has there."""
    found = []
    for loaded in matrices:
        for row in loaded.criteria:
            if row.key in criteria:
                href = reverse("decision-detail", args=[loaded.slug])
                found.append(Weighs(loaded.title, href, row.name, _share(loaded, row.key)))
    return found


def scores_resting(source: Source, matrices: Sequence[LoadedMatrix]) -> list[Resting]:
    """The decisions whose scores cite the source."""
    found = []
    for loaded in matrices:
        if count := sum(source.slug in cell.sources for cell in loaded.cells.values()):
            href = reverse("decision-detail", args=[loaded.slug])
            found.append(Resting(loaded.title, href, count, len(loaded.cells)))
    return found


def is_weighed_for(criterion: Criterion, actor: Actor) -> bool:
    """Whether a decision that `actor` may read judges by the criterion; one query."""
    return Decision.objects.filter(readable_by(actor), weights__criterion=criterion).exists()


def rivals_of(slug: str, matrices: Sequence[LoadedMatrix]) -> list[Rival]:
    """What stands beside the framework in those decisions, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for loaded in matrices:
        keys = {row.key: row.name for row in loaded.alternatives}
        if slug in keys:
            for key, name in keys.items():
                counts[key, name] = counts.get((key, name), 0) + (key != slug)
    found = [Rival(name, _compare_href(slug, key), count) for (key, name), count in counts.items() if count]
    return sorted(found, key=lambda one: (-one.count, one.name))


def _compare_href(slug: str, other: str) -> str:
    return f"{reverse('framework-compare')}?{urlencode([('with', slug), ('with', other)])}"


def visible_matrices(actor: Actor) -> list[LoadedMatrix]:
    """The matrices of the decisions that `actor` may find; two queries, one where all are in memory."""
    return list(matrices_of(lately_edited(actor)).values())


def lately_edited(actor: Actor) -> list[OpenDecision]:
    """The decisions that `actor` may find, as many as are looked at; one query."""
    return [one for one, _ in visible_decisions(actor)][:LOOKED_AT_MOST]


def _share(loaded: LoadedMatrix, key: str) -> str:
    ranking = known_of(loaded).own
    share = ranking.node_shares.get(key) if ranking else None
    return percent_text(share * 100) if share is not None else "–"
