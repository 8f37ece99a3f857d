"""From a sheet of judgements to points, and the record of how they came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from decision import engine
from decision.engine.weights import percentages
from decision.matrix.forms import plain
from decision.matrix.loading import LoadedMatrix
from decision.problems import Invalid

from .groups import group_of
from .sheets import Sheet, read_sheet
from .ways import way_of

_FIGURES = (
    "lambda_max", "consistency_index", "consistency_ratio", "random_index", "random_index_table", "xi",
    "worst_judgement", "given", "possible",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Weights of one group: percents among siblings with 4 decimals, together 100, and what the engine said."""

    sheet: Sheet
    answer: engine.WeightsAnswer
    points: Mapping[str, Decimal]

    @property
    def record(self) -> dict[str, Any]:
        """How the points came about: method, judgements, figures, and the scales as they were."""
        told = self.answer.model_dump()
        return {
            "method": self.sheet.method,
            "group": self.sheet.group.parent or "",
            "judgements": self.sheet.judgements,
            "points": {key: plain(value) for key, value in self.points.items()},
            "figures": {key: told[key] for key in _FIGURES if key in told},
            "ranges": {
                member.key: {"worst": member.worst, "best": member.best, "span": plain(member.span)}
                for member in self.sheet.group.members
            },
        }


def find(sheet: Sheet) -> Found | None:
    """The weights of a sheet, None as long as too little is judged.

    Judgements of whole scales are brought to points: where the ends of one scale lie twice as far apart in value
    as another's, a point there counts half as much.
    """
    if sheet.judgements is None:
        return None
    answer = engine.weights_from(sheet.method, sheet.judgements)
    parts = {key: Decimal(str(share)) for key, share in answer.weights.items()}
    if sheet.way.by_range:
        spans = {member.key: member.span for member in sheet.group.members}
        parts = {
            key: round(part / spans[key], 20) if spans[key] else Decimal(0) for key, part in parts.items()
        }
    if not any(parts.values()):
        return None
    units = percentages(parts)
    points = {key: Decimal(units[key]).scaleb(-4) for key in sheet.group.keys}
    return Found(sheet, answer, points)


def read_judgements(
    data: QueryDict, method: str, loaded: LoadedMatrix, group: str = ""
) -> tuple[dict[str, Decimal], dict[str, Any]]:
    """Points and record of a form of the way `method` about the criteria beneath `group`.

    Raises `Invalid` naming what is missing or wrong, `NotThere` for an unknown way or group.
    """
    sheet = read_sheet(data, way_of(method), group_of(loaded, group))
    found = find(sheet)
    if found is None:
        errors = [(f"/{problem.control}", problem.sentence) for problem in sheet.problems]
        raise Invalid(sheet.todo or "These judgements give no weights.", errors=errors, title="Unfinished")
    return dict(found.points), found.record
