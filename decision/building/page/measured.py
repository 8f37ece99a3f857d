"""The page of one criterion in a decision: judged and measured side by side, and the value function between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.loading import CriterionRow, LoadedMatrix
from decision.matrix.models import Score
from decision.matrix.page.numbers import short, signed, two_decimals
from decision.typed import grouped
from frameworks.claims import ClaimView

from ..anchors import Chart, chart
from ..selectors.facts import Topic
from ..selectors.measured import Figure, Yardstick

SHAPES = 8
FULL = Decimal(10)
EMPTY_ROWS = 2
RULES = dict(Score.Rule.choices)


@dataclass(frozen=True, slots=True)
class Choice:
    """A metric that the criterion can be held against."""

    slug: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One alternative: its score as it stands beside what its figure would give."""

    key: str
    name: str
    shape: int
    stored: str
    rule: str
    cell_href: str
    figure: str
    claim: ClaimView | None
    measured: str
    difference: str
    can_use: bool


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """The two fields of an anchor."""

    number: int
    at: str
    value: str


KINDS = {
    "linear": "Every unit more counts the same, from the first anchor to the last.",
    "piecewise": "Between two neighbouring anchors every unit counts the same.",
    "logarithmic": "Twice the figure adds the same, wherever it begins.",
}
BENDS = (
    "An exponential curve from the first anchor to the last: the middle one says how much it bends, above the straight "
    "line for gains that fade."
)
Functions = tuple[engine.ValueFunction | None, engine.ValueFunction | None]
Typed = tuple[str, Sequence[tuple[str, str]]]  # the kind, and the anchors as texts


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """The page."""

    name: str
    question: str
    is_measured: bool
    metric: str
    metric_name: str
    unit: str
    direction: str
    choices: tuple[Choice, ...]
    kind: str
    chart: Chart | None
    rows: tuple[AnchorRow, ...]
    sides: tuple[Side, ...]
    sentence: str
    term: str
    bend: str
    is_copy: bool
    others: int
    usable: int


def measured_page(
    loaded: LoadedMatrix, row: CriterionRow, yardstick: Yardstick, function: engine.ValueFunction | None,
    figures: Mapping[str, Figure], claims: Mapping[int, ClaimView], topics: Sequence[Topic], *, is_proposed: bool,
    hrefs: Mapping[str, str], typed: Typed | None = None,
) -> MeasuredPage:  # fmt: skip
    """Pure. `function` is the one that is shown: stored, typed, or proposed (`is_proposed`); `typed` is what the fields
    keep where it can be none."""
    metric = yardstick.metric
    scored_by = (yardstick.curve or function) if yardstick.is_stored else None
    sides = tuple(
        _side(loaded, row, key, (function, scored_by), figures.get(key), claims, hrefs)
        for key in loaded.matrix.alternatives
    )
    marks = [
        (loaded.labels[key], _shape(loaded, key), figures[key].number)
        for key in loaded.matrix.alternatives
        if key in figures
    ]
    stored = yardstick.function
    kind, anchors = typed or (function.kind if function else "linear", _anchors(function))
    return MeasuredPage(
        name=row.name, question=row.question, is_measured=yardstick.is_stored, metric=metric.slug if metric else "",
        metric_name=metric.name if metric else "", unit=metric.unit if metric else "",
        direction="" if metric is None else metric.get_direction_display(),
        choices=tuple(
            Choice(topic.slug, topic.name, metric is not None and topic.slug == metric.slug)
            for topic in topics
            if topic.kind == "metric"
        ),
        kind=kind, chart=chart(function, marks) if function else None,
        rows=_rows(anchors), sides=sides, sentence=_sentence(stored is not None, is_proposed=is_proposed),
        term=BENDS if kind == "exponential" else KINDS.get(kind, ""), bend=_bend(function),
        is_copy=stored is not None and not stored.is_shared, others=yardstick.others,
        usable=sum(side.can_use for side in sides),
    )  # fmt: skip


def _anchors(function: engine.ValueFunction | None) -> list[tuple[str, str]]:
    return [(grouped(x), grouped(value)) for x, value in function.points] if function else []


def _rows(anchors: Sequence[tuple[str, str]]) -> tuple[AnchorRow, ...]:
    """The fields as filled, and some to fill."""
    rows = [*anchors, *[("", "")] * EMPTY_ROWS]
    return tuple(AnchorRow(number, x, value) for number, (x, value) in enumerate(rows))


def _sentence(is_stored: bool, *, is_proposed: bool) -> str:
    if is_proposed and not is_stored:
        return (
            "These anchors are proposed: round numbers around the figures on record. Once used they stay fixed, so that"
            " a score never moves because an alternative is added."
        )
    return "The anchors are fixed: a score never moves because an alternative is added."


def _bend(function: engine.ValueFunction | None) -> str:
    """How much a curve bends, and which figures that favours; `anchors.js` says the same while an anchor is moved."""
    if function is None or function.kind != "exponential":
        return ""
    (first, _), _, (last, _) = function.points
    if not function.bend:
        return "Now that is a straight line."
    near = first if function.bend > 0 else last
    bend = two_decimals(function.bend).replace("-", "\u2212")
    return f"Now differences near {grouped(near)} count most (r = {bend})."


def _side(
    loaded: LoadedMatrix, row: CriterionRow, key: str, by: Functions, figure: Figure | None,
    claims: Mapping[int, ClaimView], hrefs: Mapping[str, str],
) -> Side:  # fmt: skip
    """`by` holds the function that is shown, and the one that a measured score goes by as it stands."""
    function, scored_by = by
    cell, behind = loaded.values.get((key, row.key)), loaded.cells.get((key, row.key))
    stored = None if cell is None else _on_ten(row, cell.value, scored_by)
    measured = function(figure.number) if function and figure else None
    shown = stored if cell is None or scored_by is None else _on_ten(row, cell.value, function)
    same = shown is not None and measured is not None and abs(shown - measured) < Decimal("0.005")
    rule = "missing" if behind is None else RULES.get(behind.rule, behind.rule)
    raw = f"{short(cell.value, 4)} {row.unit}".strip() if cell and scored_by else ""
    return Side(
        key, loaded.labels[key], _shape(loaded, key), "" if stored is None else two_decimals(stored),
        f"{rule}, {raw}" if raw else rule, hrefs.get(key, ""),
        "" if figure is None else figure.text, None if figure is None else claims.get(figure.claim),
        "" if measured is None else two_decimals(measured),
        "" if stored is None or measured is None else signed(measured - stored),
        measured is not None and not (same and behind is not None and behind.rule == Score.Rule.MEASURED),
    )  # fmt: skip


def _on_ten(row: CriterionRow, raw: Decimal, function: engine.ValueFunction | None) -> Decimal:
    """A stored score as a value of 0 to 10, larger is better."""
    if function is not None:
        return function(raw)
    part = (raw - row.low) / (row.high - row.low) * FULL
    return FULL - part if row.direction == "cost" else part


def _shape(loaded: LoadedMatrix, key: str) -> int:
    return loaded.matrix.alternatives.index(key) % SHAPES + 1
