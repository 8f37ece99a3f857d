"""Loads what belongs to decisions: alternatives, weights, scores with their citations, gates, scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from criteria.models import Criterion, Metric, ValueFunction
from decision.matrix.models import Alternative, Decision, Gate, Scenario, ScenarioWeight, Score, Weight
from frameworks.models import Claim, Framework, Source

from .entries import DecisionEntry
from .keeping import Keeper, names_of


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue's rows by natural key."""

    sources: Mapping[str, Source]
    metrics: Mapping[str, Metric]
    value_functions: Mapping[str, ValueFunction]
    criteria: Mapping[str, Criterion]
    frameworks: Mapping[str, Framework]
    claims: Mapping[str, Claim]


@dataclass(frozen=True, slots=True)
class MatrixKeeper:
    """Keeps the rows of all decisions at once, a kind at a time."""

    keeper: Keeper
    decisions: Mapping[str, Decision]
    catalogue: Catalogue

    def keep_all(self, entries: Sequence[DecisionEntry]) -> None:
        """Bring every decision's rows to what `entries` say."""
        alternatives = self._alternatives(entries)
        weights = self._weights(entries)
        self._scores(entries, alternatives, weights)
        self._gates(entries, weights)
        self._scenarios(entries, weights)

    @property
    def _ours(self) -> Q:
        return Q(decision__in=self.decisions.values())

    def _alternatives(self, entries: Sequence[DecisionEntry]) -> dict[str, Alternative]:
        of_decision, named = names_of(self.decisions), names_of(self.catalogue.frameworks)
        return self.keeper.keep(
            Alternative,
            {
                f"{entry.slug}/{item.framework}": {
                    "decision": self.decisions[entry.slug],
                    "framework": self.catalogue.frameworks[item.framework],
                    "label": item.label,
                    "published_total": item.published_total,
                    "position": position,
                }
                for entry in entries
                for position, item in enumerate(entry.alternatives)
                if item.framework in self.catalogue.frameworks
            },
            lambda row: f"{of_decision[row.decision_id]}/{named.get(row.framework_id)}",
            self._ours,
        )

    def _weights(self, entries: Sequence[DecisionEntry]) -> dict[str, Weight]:
        """Parents before children, so that every reference has an id."""
        of_decision, named = names_of(self.decisions), names_of(self.catalogue.criteria)
        kept: dict[str, Weight] = {}
        for children in (False, True):
            kept |= self.keeper.keep(
                Weight,
                {
                    f"{entry.slug}/{item.criterion}": {
                        "decision": self.decisions[entry.slug],
                        "criterion": self.catalogue.criteria[item.criterion],
                        "points": item.points,
                        "parent": kept.get(f"{entry.slug}/{item.parent}"),
                        "value_function": self.catalogue.value_functions.get(item.value_function or ""),
                        "position": position,
                    }
                    for entry in entries
                    for position, item in enumerate(entry.weights)
                    if (item.parent is not None) is children and item.criterion in self.catalogue.criteria
                },
                lambda row: f"{of_decision[row.decision_id]}/{named.get(row.criterion_id)}",
                self._ours,
            )
        return kept

    def _scores(
        self,
        entries: Sequence[DecisionEntry],
        alternatives: Mapping[str, Alternative],
        weights: Mapping[str, Weight],
    ) -> None:
        of_alternative, of_weight = names_of(alternatives), names_of(weights)
        wanted, cited = {}, {}
        for entry in entries:
            for item in entry.scores:
                column, line = f"{entry.slug}/{item.framework}", f"{entry.slug}/{item.criterion}"
                if column not in alternatives or line not in weights:
                    continue
                key = f"{column}/{item.criterion}"
                wanted[key] = {
                    **item.model_dump(exclude={"framework", "criterion", "claims"}),
                    "decision": self.decisions[entry.slug],
                    "alternative": alternatives[column],
                    "weight": weights[line],
                }
                cited[key] = [
                    self.catalogue.claims[claim] for claim in item.claims if claim in self.catalogue.claims
                ]
        scores = self.keeper.keep(
            Score,
            wanted,
            lambda row: (
                f"{of_alternative.get(row.alternative_id)}/{of_weight.get(row.weight_id, '').partition('/')[2]}"
            ),
            self._ours,
        )
        self.keeper.link(Score, scores, cited, "claims")

    def _gates(self, entries: Sequence[DecisionEntry], weights: Mapping[str, Weight]) -> None:
        of_decision = names_of(self.decisions)
        self.keeper.keep(
            Gate,
            {
                f"{entry.slug}/{item.name}": {
                    **item.model_dump(exclude={"criterion", "metric", "feature"}),
                    "decision": self.decisions[entry.slug],
                    "criterion": weights.get(f"{entry.slug}/{item.criterion}"),
                    "metric": self.catalogue.metrics.get(item.metric or ""),
                    "feature": self.catalogue.criteria.get(item.feature or ""),
                    "position": position,
                }
                for entry in entries
                for position, item in enumerate(entry.gates)
            },
            lambda row: f"{of_decision[row.decision_id]}/{row.name}",
            self._ours,
        )

    def _scenarios(self, entries: Sequence[DecisionEntry], weights: Mapping[str, Weight]) -> None:
        of_decision = names_of(self.decisions)
        scenarios = self.keeper.keep(
            Scenario,
            {
                f"{entry.slug}/{item.slug}": {
                    **item.model_dump(include={"slug", "name", "kind"}),
                    "decision": self.decisions[entry.slug],
                    "source": self.catalogue.sources.get(item.source or ""),
                    "position": position,
                }
                for entry in entries
                for position, item in enumerate(entry.scenarios)
            },
            lambda row: f"{of_decision[row.decision_id]}/{row.slug}",
            self._ours,
        )
        of_scenario, of_weight = names_of(scenarios), names_of(weights)
        self.keeper.keep(
            ScenarioWeight,
            {
                f"{entry.slug}/{item.slug}/{criterion}": {
                    "scenario": scenarios[f"{entry.slug}/{item.slug}"],
                    "weight": weights[f"{entry.slug}/{criterion}"],
                    "points": points,
                }
                for entry in entries
                for item in entry.scenarios
                if f"{entry.slug}/{item.slug}" in scenarios
                for criterion, points in item.points.items()
                if f"{entry.slug}/{criterion}" in weights
            },
            lambda row: (
                f"{of_scenario.get(row.scenario_id)}/{of_weight.get(row.weight_id, '').partition('/')[2]}"
            ),
            Q(scenario__in=scenarios.values()),
        )
