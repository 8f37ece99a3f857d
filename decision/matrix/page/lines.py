"""A line per criterion: weight, cells, and what it adds to the lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from decision import engine

from ..forms import plain
from ..loading import CellRow, CriterionRow
from ..models import Score
from .bars import BarMaker, slot_of
from .beams import WeightControl, weight_controls
from .numbers import place, short, signed, two_decimals
from .scene import Scene, path_of

CONFIDENCE = {"low": 1, "medium": 2, "high": 3}
RULES = dict(Score.Rule.choices)


@dataclass(frozen=True, slots=True)
class CellView:
    """One score as the matrix shows it; `value` is empty where it is missing."""

    id: str
    criterion: str
    framework: str
    name: str
    href: str
    value: str
    exact: str
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
    ends: str
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


class Lines:
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
        self.base = path_of(scene.loaded)

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
            self.by_key[found.alternative].added,
            self.by_key[found.runner_up].added,
        )
        leaves = {key: mine[key] - theirs[key] for key in mine}
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
            key=row.key, name=row.name, question=row.question, ends=_ends(row),
            href=reverse("criterion-detail", args=[row.key]),
            number=number, slot=slot_of(number) if number else 0, depth=self.depths[row.key], is_group=row.is_group,
            control=control, note=note, note_is_tip=is_tip,
            cells=self._cells(row) if with_cells and not row.is_group else (),
            subtotals=self._subtotals(row.key) if row.is_group else (),
            lead=None if self.dense else self._lead(row.key), features=features,
        )  # fmt: skip

    def _subtotals(self, key: str) -> tuple[str, ...]:
        leaves = self._beneath(key)
        return tuple(
            two_decimals(sum((self.by_key[a.key].added[leaf] for leaf in leaves), Decimal(0)))
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
            value=(two_decimals(shown) if row.is_measured else short(shown)) if stored else "",
            exact=plain(stored.value) if stored else "", raw=_raw(row, stored),
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


def _ends(row: CriterionRow) -> str:
    """Between which ends of its scale a criterion weighs; measured ones have those of their value function."""
    if row.is_group or row.is_measured:
        return ""
    low, high = f"{short(row.low)} {row.low_label}".strip(), f"{short(row.high)} {row.high_label}".strip()
    return f"The scale runs from {low} to {high}"
