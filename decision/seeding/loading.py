"""Loads the fixtures in one transaction, by natural key, as often as you like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Model, Q

from criteria.models import Criterion, Metric, Scale, ScaleLevel, ValueFunction
from decision.engine import EngineError
from decision.matrix.loading import load_matrix
from decision.matrix.models import Decision
from decision.teams.actors import Actor
from decision.teams.curating import curating_alone
from decision.teams.models import Team
from decision.teams.permissions import require_curator
from frameworks.models import Claim, Framework, Merge, Need, Source
from frameworks.selectors import successors

from .entries import DecisionEntry
from .keeping import Keeper, Row, names_of
from .matrices import Catalogue, MatrixKeeper
from .reading import BadFixture, Fixtures, read_fixtures

TEAM = ("steelyard", "Steelyard")


@dataclass(frozen=True, slots=True)
class SeedReport:
    """How many rows were created and updated, and which were left as a curator made them."""

    created: int
    updated: int
    kept: tuple[str, ...]


def seed(root: Path, *, by: Actor, overwrite: bool = False) -> SeedReport:
    """Bring the database to what the fixtures under `root` say; with `overwrite` even where a curator
    changed or removed something.

    Raises `Forbidden`, and `BadFixture` also when a decision does not add up; all or nothing.
    """
    require_curator(by)
    fixtures = read_fixtures(root)
    keeper = Keeper(overwrite=overwrite)
    with curating_alone(by):
        _lock_decisions()
        catalogue = _keep_catalogue(keeper, fixtures)
        decisions = _keep_decisions(keeper, fixtures, catalogue)
        if keeper.counts["created"] or keeper.counts["updated"]:
            _refuse_contradictions(decisions)
    return SeedReport(keeper.counts["created"], keeper.counts["updated"], tuple(keeper.kept))


def _refuse_contradictions(decisions: Mapping[str, Decision]) -> None:
    """Whether what was loaded adds up; where nothing was, a start must not fail for what somebody stored since."""
    for slug, decision in decisions.items():
        try:
            load_matrix(decision.pk)
        except EngineError as error:
            raise BadFixture([f"decisions/{slug}.json: {error.title}: {error.detail}"]) from error


def _lock_decisions() -> None:
    """Like every service: first the decision, then its rows."""
    list(Decision.objects.select_for_update().order_by("pk").values_list("pk"))


def _keep_catalogue(keeper: Keeper, fixtures: Fixtures) -> Catalogue:
    sources = _keep_by_slug(keeper, Source, {entry.slug: entry.model_dump() for entry in fixtures.sources})
    scales = _keep_scales(keeper, fixtures)
    metrics = _keep_by_slug(keeper, Metric, {entry.slug: entry.model_dump() for entry in fixtures.metrics})
    functions = _keep_functions(keeper, fixtures, metrics)
    criteria = _keep_criteria(keeper, fixtures, scales, metrics)
    frameworks = _keep_by_slug(
        keeper, Framework, {entry.slug: entry.model_dump() for entry in fixtures.frameworks}
    )
    called = frameworks | successors(Merge.Kind.FRAMEWORK)
    named: dict[str, Mapping[str, Model]] = {
        "framework": called,
        "measured_on": called,
        "related": called,
        "metric": metrics,
        "criterion": criteria,
    }
    claims = _keep_claims(keeper, fixtures, sources | successors(Merge.Kind.SOURCE), named)
    _keep_needs(keeper, fixtures, criteria)
    return Catalogue(sources, metrics, functions, criteria, frameworks, claims)


def _keep_scales(keeper: Keeper, fixtures: Fixtures) -> dict[str, Scale]:
    scales = _keep_by_slug(
        keeper, Scale, {entry.slug: entry.model_dump(exclude={"levels"}) for entry in fixtures.scales}
    )
    named = names_of(scales)
    keeper.keep(
        ScaleLevel,
        {
            f"{entry.slug}/{level.word}": {
                **level.model_dump(),
                "scale": scales[entry.slug],
                "position": position,
            }
            for entry in fixtures.scales
            if entry.slug in scales
            for position, level in enumerate(entry.levels)
        },
        lambda row: f"{named.get(row.scale_id)}/{row.word}",
        Q(scale__in=scales.values()),
    )
    return scales


def _keep_functions(
    keeper: Keeper, fixtures: Fixtures, metrics: Mapping[str, Metric]
) -> dict[str, ValueFunction]:
    return _keep_by_slug(
        keeper,
        ValueFunction,
        {
            entry.slug: {
                **entry.model_dump(exclude={"points"}),
                "metric": metrics[entry.metric],
                "points": [[_json_number(x), _json_number(y)] for x, y in entry.points],
            }
            for entry in fixtures.value_functions
            if entry.metric in metrics
        },
    )


def _keep_claims(
    keeper: Keeper,
    fixtures: Fixtures,
    sources: Mapping[str, Source],
    named: Mapping[str, Mapping[str, Model]],
) -> dict[str, Claim]:
    return keeper.keep(
        Claim,
        {
            entry.key: {
                **entry.model_dump(exclude={"lines", *named}),
                "lines": [list(place) for place in entry.lines],
                "source": sources[source],
                **{name: rows.get(getattr(entry, name)) for name, rows in named.items()},
            }
            for source, entry in fixtures.claims
            if source in sources
        },
        lambda row: row.key or "",
        Q(key__in=[entry.key for _, entry in fixtures.claims]),
    )


def _keep_needs(keeper: Keeper, fixtures: Fixtures, criteria: Mapping[str, Criterion]) -> None:
    _keep_by_slug(
        keeper,
        Need,
        {
            entry.slug: {
                "slug": entry.slug,
                "label": entry.label,
                "question": entry.question,
                "criterion": criteria.get(entry.criterion or ""),
                "rules": entry.model_dump(
                    mode="json", by_alias=True, include={"pro", "con"}, exclude_defaults=True
                ),
                "position": position,
            }
            for position, entry in enumerate(fixtures.needs)
        },
    )


def _keep_criteria(
    keeper: Keeper, fixtures: Fixtures, scales: Mapping[str, Scale], metrics: Mapping[str, Metric]
) -> dict[str, Criterion]:
    """Parents before children, so that every reference has an id."""
    kept: dict[str, Criterion] = {}
    waiting = list(fixtures.criteria)
    while waiting:
        behind = {entry.slug for entry in waiting}
        ready = [entry for entry in waiting if entry.parent not in behind]
        kept |= _keep_by_slug(
            keeper,
            Criterion,
            {
                entry.slug: {
                    **entry.model_dump(exclude={"scale", "metric", "parent"}),
                    "scale": scales[entry.scale],
                    "metric": metrics.get(entry.metric or ""),
                    "parent": kept.get(entry.parent or ""),
                }
                for entry in ready
                if entry.scale in scales
            },
        )
        waiting = [entry for entry in waiting if entry not in ready]
    return kept


def _slug(row: Any) -> str:
    return str(row.slug)


def _keep_by_slug(
    keeper: Keeper, model: type[Row], wanted: Mapping[str, Mapping[str, Any]]
) -> dict[str, Row]:
    return keeper.keep(model, wanted, _slug, Q(slug__in=wanted))


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _keep_decisions(keeper: Keeper, fixtures: Fixtures, catalogue: Catalogue) -> dict[str, Decision]:
    slug, name = TEAM
    team, _ = Team.objects.get_or_create(slug=slug, defaults={"name": name})
    own = set(DecisionEntry.model_fields) - {"alternatives", "weights", "scenarios", "gates", "scores"}
    decisions = _keep_by_slug(
        keeper,
        Decision,
        {entry.slug: {**entry.model_dump(include=own), "team": team} for entry in fixtures.decisions},
    )
    entries = [entry for entry in fixtures.decisions if entry.slug in decisions]
    MatrixKeeper(keeper, decisions, catalogue).keep_all(entries)
    return decisions
