"""Makes a loaded decision, with the engine's matrix in it, of its stored rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from decision import engine

from ..models import Gate
from .figures import Chosen, by_feature, by_metric
from .query import SCORE_COLUMNS
from .rows import AlternativeRow, CellRow, CriterionRow, GateRow, LoadedMatrix, ScenarioRow


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def assemble(row: dict[str, Any]) -> LoadedMatrix:
    """The decision of one row of `query.stored`. Raises `EngineError` where its rows contradict each other."""
    groups = {weight["parent"] for weight in row["lines"]}
    criteria = tuple(_criterion_row(weight, weight["key"] in groups) for weight in row["lines"])
    alternatives = tuple(_alternative_row(option) for option in row["options"])
    cells, values = _cells(row, criteria, alternatives)
    observed = [_observed(row, gate) for gate in row["musts"]]
    gates = tuple(_gate_row(*pair) for pair in zip(row["musts"], observed, strict=True))
    anchors = {weight["key"]: weight for weight in row["lines"] if weight["anchors"]}
    leaves = [criterion for criterion in criteria if not criterion.is_group]
    return LoadedMatrix(
        decision_id=row["id"], slug=row["slug"], title=row["title"], revision=row["revision"],
        close_call_margin=row["close_call_margin"], alternatives=alternatives, criteria=criteria,
        cells=cells, values=values, gates=gates, scenarios=_scenario_rows(row),
        matrix=engine.Matrix(
            alternatives=tuple(option.key for option in alternatives),
            criteria=tuple(_engine_criterion(criterion, anchors) for criterion in criteria),
            cells=tuple(
                tuple(values.get((option.key, leaf.key)) for leaf in leaves) for option in alternatives
            ),
            gates=tuple(_engine_gate(*pair) for pair in zip(gates, observed, strict=True)),
            close_call_margin=row["close_call_margin"],
            missing_at=Decimal(row["missing_at"]).scaleb(-2),
        ),
    )  # fmt: skip


def _criterion_row(weight: dict[str, Any], is_group: bool) -> CriterionRow:
    return CriterionRow(
        id=weight["id"], key=weight["key"], name=weight["name"], question=weight["question"],
        parent=weight["parent"], points=Decimal(weight["points"]), direction=weight["direction"],
        low=Decimal(weight["low"]), high=Decimal(weight["high"]), low_label=weight["low_label"],
        high_label=weight["high_label"], unit=weight["unit"] or "",
        is_measured=weight["anchors"] is not None, is_group=is_group,
    )  # fmt: skip


def _alternative_row(option: dict[str, Any]) -> AlternativeRow:
    return AlternativeRow(
        id=option["id"], key=option["key"], label=option["label"], name=option["name"],
        published_total=_decimal(option["published_total"]),
    )  # fmt: skip


def _cells(
    row: dict[str, Any], criteria: tuple[CriterionRow, ...], alternatives: tuple[AlternativeRow, ...]
) -> tuple[dict[tuple[str, str], CellRow], dict[tuple[str, str], engine.Cell]]:
    criterion_of = {criterion.id: criterion.key for criterion in criteria}
    framework_of = {option.id: option.key for option in alternatives}
    sources: dict[int, list[str]] = defaultdict(list)
    for link in row["cited"]:
        sources[link["score"]].append(link["source"])
    cells, values = {}, {}
    columns = row["cells"] or dict.fromkeys(SCORE_COLUMNS, ())
    for number, alternative, weight, confidence, rule, value, low, high in zip(
        *(columns[name] for name in SCORE_COLUMNS), strict=True
    ):
        place = (framework_of[int(alternative)], criterion_of[int(weight)])
        cited = sources[int(number)]
        cells[place] = CellRow(
            id=int(number), confidence=confidence, rule=rule, claim_count=len(cited), sources=frozenset(cited)
        )
        values[place] = engine.Cell(value=Decimal(value), low=_decimal(low), high=_decimal(high))
    return cells, values


def _observed(row: dict[str, Any], gate: dict[str, Any]) -> Chosen | None:
    """By which claim each alternative is held against a must-have, None for one on a criterion's score."""
    if gate["metric"] is not None:
        return by_metric(row["figures"], gate["metric"])
    if gate["feature"] is None:
        return None
    levels = {
        level["word"].casefold(): Decimal(level["value"])
        for level in row["levels"]
        if level["feature"] == gate["feature"]
    }
    return by_feature(row.get("words", row["figures"]), gate["feature"], levels)


def _gate_row(gate: dict[str, Any], chosen: Chosen | None) -> GateRow:
    return GateRow(
        id=gate["id"], key=f"gate-{gate['id']}", name=gate["name"], mode=gate["mode"],
        comparison=gate["comparison"], threshold=Decimal(gate["threshold"]), criterion=gate["criterion"],
        metric=gate["metric"], unit=gate["unit"] or "", feature=gate["feature"], level=gate["level"],
        about=gate["about"] or "", observed={key: seen for key, (seen, _) in (chosen or {}).items()},
    )  # fmt: skip


def _scenario_rows(row: dict[str, Any]) -> tuple[ScenarioRow, ...]:
    points: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for entry in row["set_points"]:
        points[entry["scenario"]][entry["key"]] = Decimal(entry["points"])
    return tuple(
        ScenarioRow(
            slug=entry["slug"],
            name=entry["name"],
            kind=entry["kind"],
            source=entry["source"],
            points=points[entry["id"]],
        )  # fmt: skip
        for entry in row["sets"]
    )


def _engine_criterion(row: CriterionRow, anchors: Mapping[str, Any]) -> engine.Criterion:
    measured = anchors.get(row.key)
    return engine.Criterion(
        key=row.key, points=row.points, parent=row.parent, direction=engine.Direction(row.direction),
        low=row.low, high=row.high,
        value_function=measured
        and engine.ValueFunction.model_validate({"kind": measured["kind"], "points": measured["anchors"]}),
    )  # fmt: skip


def _engine_gate(row: GateRow, chosen: Chosen | None) -> engine.Gate:
    return engine.Gate(
        key=row.key, name=row.name, comparison=row.comparison, threshold=row.threshold,
        excludes=row.mode == Gate.Mode.EXCLUDES, criterion=row.criterion,
        observed=None if chosen is None else {key: figure for key, (_, figure) in chosen.items()},
    )  # fmt: skip
