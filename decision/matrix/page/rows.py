"""The matrix: a line per criterion with its weight, cells and lead, the must-haves, and the totals beneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from decision import engine

from ..loading import CellRow, CriterionRow, GateRow, LoadedMatrix
from ..models import Score
from .bars import Bar, BarMaker, slot_of
from .beams import WeightControl, weight_controls
from .numbers import ordinal, place, short, signed, two_decimals
from .result import Scene

DENSE_ROWS = 40
DENSE_CELLS = 1200
SCROLLS_FROM = 6
CONFIDENCE = {"low": 1, "medium": 2, "high": 3}
RULES = dict(Score.Rule.choices)


@dataclass(frozen=True, slots=True)
class Column:
    """An alternative at the head of its column."""

    key: str
    name: str
    rest: str
    shape: int
    is_lead: bool
    rank: str
    ordinal: str
    total: str
    beside: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class CellView:
    """One score as the matrix shows it; `value` is empty where it is missing."""

    id: str
    criterion: str
    framework: str
    name: str
    href: str
    value: str
    raw: str
    is_best: bool
    is_lead: bool
    meter: str
    confidence: str
    level: int
    evidence: int
    rationale: str
    scale: str
    rule: str
    can_type: bool
    points_end: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """What a criterion adds to the leader's lead over the runner-up: `width` of a bar on either side of `zero`."""

    text: str
    is_loss: bool
    zero: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature named beneath a requirement, and what the document says of each alternative."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion or group of criteria."""

    key: str
    name: str
    question: str
    href: str
    number: int | None
    slot: int
    depth: int
    is_group: bool
    control: WeightControl
    note: str
    note_is_tip: bool
    cells: tuple[CellView, ...]
    subtotals: tuple[str, ...]
    lead: Lead | None
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class GateCell:
    """Whether one alternative meets a must-have: `pass`, `fail`, `warn` or `unknown`, with the figure or words."""

    kind: str
    icon: str
    word: str
    text: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class GateLine:
    """A must-have."""

    id: int
    name: str
    excludes: bool
    condition: str
    cells: tuple[GateCell, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """A row of totals beneath the matrix."""

    name: str
    what: str
    kind: str
    cells: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The whole matrix."""

    columns: tuple[Column, ...]
    lead_index: int
    lead_over: str
    gates: tuple[GateLine, ...]
    gates_met: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: tuple[Foot, ...]
    is_dense: bool
    scrolls: bool
    has_groups: bool
    width: int


def is_dense_size(loaded: LoadedMatrix) -> bool:
    """Whether the matrix is so large that rows show only what can be read at that size."""
    rows, columns = len(loaded.criteria), len(loaded.alternatives)
    return rows > DENSE_ROWS or rows * columns > DENSE_CELLS


def columns(scene: Scene, bars: BarMaker, *, dense: bool) -> tuple[Column, ...]:
    """The heads of the columns."""
    by_key = {standing.alternative: standing for standing in scene.everybody()}
    first = scene.ranking.standings[0].total if scene.ranking.standings else Decimal(0)
    names = _split_names({row.key: row.label for row in scene.loaded.alternatives})
    found = []
    for row in scene.loaded.alternatives:
        standing = by_key[row.key]
        is_lead = row.key == scene.leader
        margin = scene.ranking.recommendation.margin if is_lead else standing.total - first
        rank = standing.rank
        found.append(
            Column(
                key=row.key,
                name=names[row.key][0],
                rest=names[row.key][1],
                shape=scene.shape(row.key),
                is_lead=is_lead,
                rank="out" if rank is None else str(rank),
                ordinal=ordinal(rank) if rank else "",
                total=two_decimals(standing.total),
                beside="" if not margin else signed(margin),
                bar=None if dense else bars.bar(standing, row.label),
            )  # fmt: skip
        )
    return tuple(found)


def _split_names(labels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Each name as its first word and the rest, which narrow columns leave out; whole where the first is not unique."""
    firsts = [label.split(" ")[0] for label in labels.values()]
    return {
        key: (label, "") if firsts.count(label.split(" ")[0]) > 1 else (first, label[len(first) :])
        for key, label in labels.items()
        for first in [label.split(" ")[0]]
    }


def matrix_view(
    scene: Scene, *, can_edit: bool, rationales: Mapping[int, str], features: Mapping[str, tuple[Feature, ...]],
    with_cells: bool = True,
) -> MatrixView:  # fmt: skip
    """The matrix as shown; `rationales` by score id and `features` by criterion come from the caller's queries."""
    dense = is_dense_size(scene.loaded)
    bars = BarMaker(scene.loaded, scene.ranking.shares)
    heads = columns(scene, bars, dense=dense)
    maker = _Lines(scene, bars, dense=dense, can_edit=can_edit, rationales=rationales)
    gates = tuple(_gate_line(scene, gate) for gate in scene.loaded.gates)
    return MatrixView(
        columns=heads, lead_index=next((i for i, head in enumerate(heads) if head.is_lead), -1),
        lead_over=lead_over(scene), gates=gates, gates_met=_gates_met(gates, len(heads)),
        lines=tuple(
            maker.line(row, features.get(row.key, ()), with_cells=with_cells)
            for row in (maker.ordered() if with_cells or not dense else [])
        ),
        foot=foot(scene), is_dense=dense, scrolls=dense or len(heads) >= SCROLLS_FROM,
        has_groups=any(row.is_group for row in scene.loaded.criteria), width=len(heads) + (2 if dense else 3),
    )  # fmt: skip


def lead_over(scene: Scene) -> str:
    """Whom the leader is held against, or nothing."""
    runner_up = scene.ranking.recommendation.runner_up
    return scene.loaded.labels[runner_up] if runner_up else ""


class _Lines:
    """Makes the lines of one matrix; what they share is computed once."""

    def __init__(
        self, scene: Scene, bars: BarMaker, *, dense: bool, can_edit: bool, rationales: Mapping[int, str]
    ) -> None:
        self.scene, self.bars, self.dense = scene, bars, dense
        self.can_edit, self.rationales = can_edit, rationales
        self.controls = weight_controls(scene, with_zones=not dense)
        self.by_key = {standing.alternative: standing for standing in scene.everybody()}
        self.values = scene.loaded.matrix.prepared.floats
        self.column = {row.key: j for j, row in enumerate(scene.loaded.leaves)}
        self.advantages = self._advantages()
        self.depths = self._depths()
        self.base = reverse("decision-detail", args=[scene.loaded.slug])

    def _depths(self) -> dict[str, int]:
        depths: dict[str, int] = {}
        parents = {row.key: row.parent for row in self.scene.loaded.criteria}
        for key in parents:
            depth, at = 0, parents[key]
            while at is not None:
                depth, at = depth + 1, parents[at]
            depths[key] = depth
        return depths

    def ordered(self) -> list[CriterionRow]:
        """Every criterion with its own beneath it, siblings in the matrix's order."""
        beneath: dict[str | None, list[CriterionRow]] = {}
        for row in self.scene.loaded.criteria:
            beneath.setdefault(row.parent, []).append(row)
        found: list[CriterionRow] = []
        waiting = list(reversed(beneath.get(None, [])))
        while waiting:
            row = waiting.pop()
            found.append(row)
            waiting.extend(reversed(beneath.get(row.key, [])))
        return found

    def _advantages(self) -> dict[str, Decimal]:
        """By node: what it adds to the leader's lead over the runner-up."""
        found = self.scene.ranking.recommendation
        if found.alternative is None or found.runner_up is None:
            return {}
        mine, theirs = (
            self.by_key[found.alternative].contributions,
            self.by_key[found.runner_up].contributions,
        )
        leaves = {key: (mine[key] or Decimal(0)) - (theirs[key] or Decimal(0)) for key in mine}
        return leaves | {
            row.key: sum((leaves[k] for k in self._beneath(row.key)), Decimal(0)) for row in self._groups()
        }

    def _groups(self) -> list[CriterionRow]:
        return [row for row in self.scene.loaded.criteria if row.is_group]

    def _beneath(self, key: str) -> list[str]:
        """The leaves beneath a group."""
        parents = {row.key: row.parent for row in self.scene.loaded.criteria}
        found = []
        for leaf in self.scene.loaded.leaves:
            at: str | None = leaf.key
            while at is not None and at != key:
                at = parents[at]
            if at == key:
                found.append(leaf.key)
        return found

    def line(self, row: CriterionRow, features: tuple[Feature, ...], *, with_cells: bool) -> Line:
        """One line of the matrix."""
        number = self.bars.numbers.get(row.key)
        control, note, is_tip = self.controls[row.key]
        return Line(
            key=row.key, name=row.name, question=row.question, href=reverse("criterion-detail", args=[row.key]),
            number=number, slot=slot_of(number) if number else 0, depth=self.depths[row.key], is_group=row.is_group,
            control=control, note=note, note_is_tip=is_tip,
            cells=self._cells(row) if with_cells and not row.is_group else (),
            subtotals=self._subtotals(row.key) if row.is_group else (),
            lead=None if self.dense else self._lead(row.key), features=features,
        )  # fmt: skip

    def _subtotals(self, key: str) -> tuple[str, ...]:
        leaves = self._beneath(key)
        return tuple(
            two_decimals(
                sum((self.by_key[a.key].contributions[leaf] or Decimal(0) for leaf in leaves), Decimal(0))
            )
            for a in self.scene.loaded.alternatives
        )

    def _cells(self, row: CriterionRow) -> tuple[CellView, ...]:
        loaded = self.scene.loaded
        present = [a.key for a in loaded.alternatives if (a.key, row.key) in loaded.values]
        rows = {a.key: i for i, a in enumerate(loaded.alternatives)}
        column = self.values[:, self.column[row.key]]
        best = max((column[rows[key]] for key in present), default=0)
        query = f"?{self.scene.what_if.query}" if self.scene.what_if.query else ""
        return tuple(
            self._cell(row, a.key, a.label, float(column[i]), bool(column[i] == best), query, i)
            for i, a in enumerate(loaded.alternatives)
        )

    def _cell(
        self, row: CriterionRow, key: str, label: str, value: float, is_best: bool, query: str, index: int
    ) -> CellView:
        loaded = self.scene.loaded
        stored, behind = loaded.values.get((key, row.key)), loaded.cells.get((key, row.key))
        shown = Decimal(str(round(value, 2))) if row.is_measured else stored.value if stored else Decimal(0)
        behind = behind or CellRow(0, None, "", 0, frozenset())
        return CellView(
            id=f"cell-{row.key}-{key}", criterion=row.key, framework=key, name=f"{label} · {row.name}",
            href=f"{self.base}cells/{row.key}/{key}/{query}",
            value=short(shown) if stored else "", raw=_raw(row, stored),
            is_best=is_best and stored is not None, is_lead=key == self.scene.leader,
            meter=self.bars.x(Decimal(str(value))) if stored else "0%",
            confidence=behind.confidence or "", level=CONFIDENCE.get(behind.confidence or "", 0),
            evidence=behind.claim_count, rationale=self.rationales.get(behind.id, ""),
            scale=f"{short(row.low)}–{short(row.high)}", rule=RULES.get(behind.rule, ""),
            can_type=self.can_edit and not row.is_measured, points_end=index >= len(loaded.alternatives) / 2,
        )  # fmt: skip

    def _lead(self, key: str) -> Lead | None:
        advantage = self.advantages.get(key)
        if advantage is None:
            return None
        leaves = [self.advantages[row.key] for row in self.scene.loaded.leaves]
        gain, loss = float(max([*leaves, Decimal(0)])), float(-min([*leaves, Decimal(0)]))
        zero = max(10.0, loss / (gain + loss) * 100) if gain + loss else 10.0
        zero = min(zero, 90.0)
        scale = min((100 - zero) / gain if gain else 1e9, zero / loss if loss else 1e9)
        size = min(abs(float(advantage)) * scale, 100) if gain + loss else 0
        is_loss = advantage < 0
        return Lead(
            signed(advantage), is_loss, place(zero), place(zero - size if is_loss else zero), place(size)
        )


def _raw(row: CriterionRow, cell: engine.Cell | None) -> str:
    """The raw figure behind a measured score, with its unit."""
    if cell is None or not row.is_measured:
        return ""
    return f"{short(cell.value)} {row.unit}" if row.unit else short(cell.value)


def _gate_line(scene: Scene, gate: GateRow) -> GateLine:
    by_key = {standing.alternative: standing for standing in scene.everybody()}
    excludes = gate.mode == "excludes"
    compare = "at least" if gate.comparison == "at_least" else "at most"
    about = scene.loaded.labels.get(gate.criterion or "", "") or ""
    unit = f" {gate.unit}" if gate.unit else ""
    cells = []
    for row in scene.loaded.alternatives:
        outcome = by_key[row.key].gates[gate.key]
        text = gate.observed.get(row.key, "")
        if gate.criterion:
            cell = scene.loaded.values.get((row.key, gate.criterion))
            text = short(cell.value) if cell else ""
        cells.append(_gate_cell(outcome, text, excludes=excludes, is_lead=row.key == scene.leader))
    return GateLine(
        gate.id, gate.name, excludes, f"{about} {compare} {short(gate.threshold)}{unit}".strip(), tuple(cells)
    )


def _gate_cell(outcome: engine.GateResult, text: str, *, excludes: bool, is_lead: bool) -> GateCell:
    if outcome is engine.GateResult.PASS:
        return GateCell("pass", "i-check", "Met", text or "met", is_lead)
    if outcome is engine.GateResult.UNKNOWN:
        return GateCell("unknown", "i-minus", "Unknown", text or "no figure", is_lead)
    if excludes:
        return GateCell("fail", "i-x", "Not met", text or "not met", is_lead)
    return GateCell("warn", "i-warn", "Not met, warning only", text or "not met", is_lead)


def _gates_met(gates: tuple[GateLine, ...], width: int) -> tuple[str, ...]:
    return tuple(
        f"{sum(gate.cells[i].kind == 'pass' for gate in gates)} of {len(gates)}"
        for i in range(width)
        if gates
    )


def foot(scene: Scene) -> tuple[Foot, ...]:
    """Totals; then the printed ones and how far they are off, or those at the reference's weights and the change."""
    by_key = {standing.alternative: standing for standing in scene.everybody()}
    order = [row.key for row in scene.loaded.alternatives]
    margin = scene.ranking.recommendation.margin
    totals = Foot(
        "Total", "Σ weight × score", "big", tuple(_range(by_key[key]) for key in order),
        signed(margin) if margin is not None and scene.leader else "",
    )  # fmt: skip
    if scene.at_reference:
        return (totals, *_printed(scene, by_key, order))
    then = scene.known.reference
    if then is None:
        return (totals,)
    before = {standing.alternative: standing.total for standing in (*then.standings, *then.excluded)}
    return (
        totals,
        Foot(
            f"At {scene.document_name} weights", "Recomputed, not as printed", "",
            tuple(two_decimals(before[key]) for key in order), "",
        ),
        Foot("Change", "Now minus then", "medium", tuple(signed(by_key[key].total - before[key]) for key in order), ""),
    )  # fmt: skip


def _printed(scene: Scene, by_key: Mapping[str, engine.Standing], order: list[str]) -> tuple[Foot, ...]:
    printed = {row.key: row.published_total for row in scene.loaded.alternatives}
    if not any(total is not None for total in printed.values()):
        return ()
    shown, off = [], []
    for key in order:
        total = printed[key]
        shown.append("–" if total is None else short(total) if total != round(total, 1) else f"{total:.1f}")
        off.append("–" if total is None else signed(total - by_key[key].total))
    return (
        Foot("Printed in the document", "As its author totalled them", "", tuple(shown), ""),
        Foot("Printed is off by", "Kept on record; never used in a calculation", "delta", tuple(off), ""),
    )


def _range(standing: engine.Standing) -> str:
    if standing.missing and standing.low != standing.high:
        return f"{two_decimals(standing.low)} to {two_decimals(standing.high)}"
    return two_decimals(standing.total)
