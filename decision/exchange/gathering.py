"""Everything that the exports say of one decision, gathered once: as stored, or at the weights of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import QueryDict

from decision import engine
from decision.api.problems import BadParameter
from decision.evidence.advising import evidence_caveats
from decision.matrix.forms import WhatIf, read_varied
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.context import Header
from decision.matrix.page.numbers import listed, whole_percent
from decision.matrix.page.reading import header_of
from decision.matrix.page.scene import path_of
from decision.matrix.page.varied import varied_of
from decision.matrix.selectors import OpenDecision, StoredScore, matrix_of, scores_of
from frameworks.models import Claim, Source

MOST_NAMED = 12
BESIDE = ("source", "framework", "measured_on", "metric", "criterion", "related")
Place = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """A decision at the weights and with the evidence that an address asks for; `what_if` says how that differs from
    what is stored, and is empty where it does not."""

    opened: OpenDecision
    loaded: LoadedMatrix
    asked: WhatIf
    ranking: engine.Ranking | None
    titles: Mapping[str, str]

    @property
    def points(self) -> Mapping[str, Decimal]:
        """The points that are ranked, by criterion."""
        return self.asked.points

    @property
    def is_what_if(self) -> bool:
        """Whether anything differs from what is stored."""
        return self.loaded.is_varied or self.asked.scenario is not None or self.asked.is_moved

    @cached_property
    def what_if(self) -> str:
        """What differs from what is stored, in a sentence or two; nothing of it is stored."""
        if not self.is_what_if:
            return ""
        said = []
        if self.asked.scenario is not None:
            said.append(f"The weights of “{self.asked.scenario.name}”.")
        moved = [
            f"{row.name} {whole_percent(self.asked.percents[row.key])} %"
            for row in self.loaded.criteria
            if row.parent in self.asked.moved_groups
        ]
        if moved:
            rest = [f"{len(moved) - MOST_NAMED} more"] if len(moved) > MOST_NAMED else []
            said.append(f"Weights as moved: {listed([*moved[:MOST_NAMED], *rest])}.")
        varied = varied_of(self.loaded, self.asked, self.titles)
        if varied is not None:
            said.append(varied.sentence)
        return f"What if, nothing of it is stored. {' '.join(said)}"

    @cached_property
    def standings(self) -> Mapping[str, engine.Standing]:
        """By alternative, the excluded too; none where no ranking can be formed."""
        if self.ranking is None:
            return {}
        return {each.alternative: each for each in (*self.ranking.standings, *self.ranking.excluded)}

    @cached_property
    def _places(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The rows of alternatives and the columns of criteria in the engine's matrix."""
        matrix = self.loaded.matrix
        rows = {key: row for row, key in enumerate(matrix.alternatives)}
        return rows, {leaf.key: column for column, leaf in enumerate(matrix.leaves)}

    def value(self, alternative: str, criterion: str) -> Decimal:
        """What a score is worth, where more is better; a missing one where the decision counts it."""
        rows, columns = self._places
        prepared = self.loaded.matrix.prepared
        return Decimal(prepared.ranked[rows[alternative]][columns[criterion]]).scaleb(-prepared.decimals)

    @cached_property
    def ends(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """By criterion, the least and the greatest value that an alternative has."""
        found = {}
        for leaf in self.loaded.leaves:
            column = [self.value(row.key, leaf.key) for row in self.loaded.alternatives]
            found[leaf.key] = (min(column), max(column)) if column else (Decimal(0), Decimal(0))
        return found

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """The alternatives, the first in the ranking first."""
        return tuple(self.standings) or tuple(row.key for row in self.loaded.alternatives)


def shown(opened: OpenDecision, query: QueryDict) -> Shown:
    """What `query` asks for. Raises `BadParameter` for what it cannot mean, weights that add up to nothing included."""
    loaded, asked = read_varied(query, matrix_of(opened))
    if asked.problems:
        raise BadParameter(
            asked.problems[0].sentence, errors=[("", each.sentence) for each in asked.problems]
        )
    if asked.zero_groups and asked.is_moved:
        sentence = "The weights add up to nothing: give at least one criterion more than 0 points."
        raise BadParameter(sentence, errors=[("", sentence)])
    titles = (
        Source.objects.filter(slug__in=loaded.without).values_list("slug", "title") if loaded.without else ()
    )
    return Shown(opened, loaded, asked, ranking_of(loaded, asked.points), dict(titles))


def shown_at(opened: OpenDecision) -> Shown:
    """The decision as stored, at the revision at which it is opened. Raises `NotThere` for one not on record."""
    return shown(opened, QueryDict())


def ranking_of(loaded: LoadedMatrix, points: Mapping[str, Decimal]) -> engine.Ranking | None:
    """The ranking with the caveats of its evidence, None where none can be formed."""
    try:
        ranking = engine.rank(loaded.matrix, points, loaded.labels)
        if loaded.is_varied or loaded.is_past:
            return ranking
        return ranking.advised(evidence_caveats(loaded, at_most=None))
    except engine.EngineError:
        return None


@dataclass(frozen=True)
class Exported:
    """All of it: the decision as `shown`, what stands above its numbers, every score with its words and its claims."""

    shown: Shown
    header: Header
    origin: str
    scores: Mapping[Place, StoredScore]
    claims: Mapping[int, Claim]

    @property
    def address(self) -> str:
        """Where a reader finds just this."""
        query = self.shown.asked.query
        return f"{self.origin}{path_of(self.shown.loaded)}{'?' if query else ''}{query}"

    @property
    def api_address(self) -> str:
        """Where a script finds the decision."""
        return f"{self.origin}/api/v1/decisions/{self.shown.opened.slug}/"

    def cited(self, place: Place) -> list[Claim]:
        """The claims that a score rests on."""
        score = self.scores.get(place)
        return [self.claims[number] for number in score.claims if number in self.claims] if score else []

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that are cited, by title; their numbers are their places here, from 1."""
        found = {claim.source_id: claim.source for claim in self.claims.values()}
        return tuple(sorted(found.values(), key=lambda source: (source.title, source.pk)))

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of each source, by id."""
        return {source.pk: number for number, source in enumerate(self.sources, 1)}


def exported(shown: Shown, *, origin: str) -> Exported:
    """The rest of it; three queries."""
    values = shown.loaded.values
    scores = {(row.framework, row.criterion): row for row in scores_of(shown.opened)}
    scores = {place: row for place, row in scores.items() if place in values}
    cited = {number for row in scores.values() for number in row.claims}
    claims = Claim.objects.evidence().filter(pk__in=cited).select_related(*BESIDE).order_by("id")
    return Exported(shown, header_of(shown.opened.id), origin, scores, {claim.pk: claim for claim in claims})
