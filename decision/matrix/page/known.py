"""What is worth computing once per revision: rankings at stored weights and how robust the leader is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.recent import Recent

from ..forms import percents_of, same_percents, sibling_groups
from ..loading import LoadedMatrix, ScenarioRow
from ..models import Scenario

KEPT_AT_MOST = 256


@dataclass(frozen=True, slots=True)
class Known:
    """Rankings of the decision's own weights and of each scenario; `document` is the published one, if any."""

    own: engine.Ranking | None
    scenarios: Mapping[str, engine.Ranking | None]
    document: ScenarioRow | None
    document_is_own: bool

    @property
    def reference(self) -> engine.Ranking | None:
        """The ranking that moved weights are held against: the document's, else the decision's own."""
        return self.scenarios[self.document.slug] if self.document else self.own


def rank_or_none(loaded: LoadedMatrix, points: Mapping[str, Decimal] | None = None) -> engine.Ranking | None:
    """The ranking, or None where the engine cannot form one (no weights, scores missing on an open scale)."""
    try:
        return engine.rank(loaded.matrix, points, loaded.labels)
    except engine.EngineError:
        return None


def scenario_points(loaded: LoadedMatrix, scenario: ScenarioRow) -> dict[str, Decimal]:
    """All points of a scenario; criteria that it leaves out keep the decision's own."""
    return {**loaded.points, **scenario.points}


_kept: Recent[tuple[object, ...], Known] = Recent(KEPT_AT_MOST)


def known_of(loaded: LoadedMatrix) -> Known:
    """The known facts of a matrix, from memory when its revision was seen before."""
    key = (loaded.decision_id, loaded.revision, loaded.without, loaded.plus, loaded.switched)
    return _kept.get(key) or _kept.keep(key, _compute(loaded))


def _compute(loaded: LoadedMatrix) -> Known:
    document = next((row for row in loaded.scenarios if row.kind == Scenario.Kind.PUBLISHED), None)
    groups = sibling_groups(loaded)
    own = percents_of(loaded.points, groups)
    return Known(
        own=rank_or_none(loaded),
        scenarios={row.slug: rank_or_none(loaded, scenario_points(loaded, row)) for row in loaded.scenarios},
        document=document,
        document_is_own=document is not None
        and same_percents(percents_of(scenario_points(loaded, document), groups), own),
    )
