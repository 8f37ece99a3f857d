"""Evidence as plain values: what the audit, the sources and the missing criterion are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from decision.matrix.loading import LoadedMatrix

Place = tuple[str, str]  # an alternative and a criterion, by key


class ClaimRow(NamedTuple):
    """A claim; all that it refers to by slug, its date as `2025-01-01` or empty.

    `framework` is whom the source credits, `measured_on` what the figure is really about where that is a relative.
    """

    id: int
    framework: str
    measured_on: str
    kind: str
    metric: str
    criterion: str
    source: str
    number: float | None
    number_to: float | None
    text: str
    unit: str
    qualifier: str
    as_of: str
    version: str
    status: str


class SourceRow(NamedTuple):
    """A document that claims come from."""

    slug: str
    title: str
    published_on: str


class MetricRow(NamedTuple):
    """What a measurement measures."""

    slug: str
    name: str
    unit: str
    direction: str


@dataclass(frozen=True)
class Evidence:
    """The matrix of a decision at one revision with everything that its scores cite.

    `cited` names the claims of each score, `releases` the versions on record by framework, `names` the frameworks
    that figures were measured on and the criteria that claims speak of, `printed` the weights, totals, verdicts and
    (beside printed totals) scores in the sources cited. `today` is the day that ages are counted to, as `2025-01-01`.
    """

    loaded: LoadedMatrix
    claims: Mapping[int, ClaimRow]
    cited: Mapping[Place, tuple[int, ...]]
    sources: Mapping[str, SourceRow]
    metrics: Mapping[str, MetricRow]
    names: Mapping[str, str]
    releases: Mapping[str, tuple[ClaimRow, ...]]
    good_for_months: int
    today: str
    printed: tuple[ClaimRow, ...] = ()

    def label(self, key: str) -> str:
        """The name of an alternative, a criterion or another framework."""
        return self.loaded.labels.get(key) or self.names.get(key) or key

    @cached_property
    def dates(self) -> Mapping[int, str]:
        """The day that each claim speaks of: its own, else its source's; empty where neither says."""
        published = {source.slug: source.published_on for source in self.sources.values()}
        return {number: claim.as_of or published[claim.source] for number, claim in self.claims.items()}

    @cached_property
    def shares_claims(self) -> bool:
        """Whether any claim is cited by more than one score."""
        return sum(map(len, self.cited.values())) > len(self.claims)

    @cached_property
    def by_criterion(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """The claims of each score, by criterion and then by alternative."""
        found: dict[str, dict[str, tuple[int, ...]]] = {}
        for (framework, criterion), numbers in self.cited.items():
            found.setdefault(criterion, {})[framework] = numbers
        return found
