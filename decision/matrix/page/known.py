"""What is worth computing once per revision: rankings at stored weights and how robust the leader is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock

from decision import engine

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


class _Kept:
    """The latest known facts by decision and revision, the least recently used dropped first."""

    def __init__(self) -> None:
        self._facts: OrderedDict[tuple[object, ...], Known] = OrderedDict()
        self._lock = Lock()

    def get(self, loaded: LoadedMatrix) -> Known:
        key = (loaded.decision_id, loaded.revision, loaded.without, loaded.plus, loaded.switched)
        with self._lock:
            if (kept := self._facts.get(key)) is not None:
                self._facts.move_to_end(key)
                return kept
        known = _compute(loaded)
        with self._lock:
            self._facts[key] = known
            while len(self._facts) > KEPT_AT_MOST:
                self._facts.popitem(last=False)
        return known


_kept = _Kept()


def known_of(loaded: LoadedMatrix) -> Known:
    """The known facts of a matrix, from memory when its revision was seen before."""
    return _kept.get(loaded)


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
