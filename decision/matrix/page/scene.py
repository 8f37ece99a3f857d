"""What every part of the decision page is built from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from decision import engine
from decision.problems import NotThere

from ..forms import WhatIf, percents_of, same_percents
from ..loading import LoadedMatrix
from .known import Known, scenario_points

SHAPES = 8


def path_of(loaded: LoadedMatrix) -> str:
    """The address of a decision's page, or of the page of the past revision that is opened."""
    if loaded.is_past:
        return reverse("decision-past", args=[loaded.slug, loaded.revision])
    return reverse("decision-detail", args=[loaded.slug])


def past_address(slug: str, query: QueryDict) -> str:
    """Where `?revision=7` leads, with the rest of the query. Raises `NotThere` for what can be no revision."""
    rest, text = query.copy(), query.get("revision", "")
    del rest["revision"]
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise NotThere("This decision has no such revision.")
    address = reverse("decision-past", args=[slug, int(text)])
    return f"{address}?{rest.urlencode()}" if rest else address


@dataclass(frozen=True)
class Scene:
    """What every part of the page is built from: the matrix, the what-if and its ranking."""

    loaded: LoadedMatrix
    what_if: WhatIf
    known: Known
    ranking: engine.Ranking

    @property
    def is_stale(self) -> bool:
        """Whether no ranking can be formed at the weights asked for, so that an earlier one is shown."""
        return bool(self.what_if.zero_groups)

    @property
    def document_name(self) -> str:
        """Whose weights the page holds the shown ones against."""
        return "the document’s" if self.known.document else "the decision’s own"

    @property
    def reference_query(self) -> str:
        """The query that shows the reference weights."""
        document = self.known.document
        return self.query_of(document.slug if document and not self.known.document_is_own else "")

    def query_of(self, scenario: str) -> str:
        """The query of a scenario, or of the decision's own weights, with the evidence that is shown."""
        chosen = [("scenario", scenario)] if scenario else []
        return f"?{urlencode([*self.what_if.evidence, *chosen])}"

    @property
    def at_reference(self) -> bool:
        """Whether the weights shown are the reference's."""
        return same_percents(self.what_if.percents, self.reference_percents)

    @property
    def reference_percents(self) -> dict[str, Decimal]:
        """The reference's percents by criterion."""
        document = self.known.document
        points = scenario_points(self.loaded, document) if document else self.loaded.points
        return percents_of(points, self.what_if.groups)

    @property
    def leader(self) -> str | None:
        """The alternative in the lead, None under a tie or where nothing is ranked."""
        return self.ranking.recommendation.alternative

    def shape(self, key: str) -> int:
        """The shape that stands for an alternative."""
        return self._places[key] % SHAPES + 1

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.key: place for place, row in enumerate(self.loaded.alternatives)}

    def everybody(self) -> tuple[engine.Standing, ...]:
        """The ranked, then the excluded by total."""
        excluded = sorted(self.ranking.excluded, key=lambda standing: -standing.total)
        return (*self.ranking.standings, *excluded)
