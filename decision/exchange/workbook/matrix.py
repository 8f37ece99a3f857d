"""The sheets “Matrix” and “Weights”: points and scores to change, shares, values, totals and ranks that follow."""

from __future__ import annotations

from decimal import Decimal

from decision.matrix.page.numbers import listed

from ..gathering import Exported
from . import formulas
from .formulas import cell
from .sheet import Sheet

WEIGHTS_HEAD = ("Key", "Criterion", "Part of", "Points", "Share of all")
KEY, PARENT, POINTS, SHARE = 0, 2, 3, 4
MATRIX_HEAD = ("Key", "Criterion", "Direction", "Low end", "High end", "Unit", "Share")
BEFORE = len(MATRIX_HEAD)
SHARE_IN_MATRIX = BEFORE - 1
ENDS = (3, 4)
TOP = 3  # rows above the first criterion
NO_PARENT = "–"  # SUMIF takes an empty condition for 0


def weights_sheet(sheet: Sheet, given: Exported) -> dict[str, str]:
    """Every node with its points; returns where the share of each stands."""
    rows = given.shown.loaded.criteria
    sheet.head(0, WEIGHTS_HEAD, columns=2, numbers=(POINTS, SHARE))
    places = {row.key: number for number, row in enumerate(rows, 1)}
    last = len(rows)

    def column(number: int) -> str:
        return f"{cell(1, number, fixed='both')}:{cell(last, number, fixed='both')}"

    shares = given.shown.ranking.node_shares if given.shown.ranking else {}
    for row in rows:
        at = places[row.key]
        sheet.write(at, KEY, row.key, "key")
        sheet.write(at, 1, row.name)
        sheet.write(at, PARENT, row.parent or NO_PARENT, "key")
        sheet.write(at, POINTS, given.shown.points[row.key], "input")
        above = cell(places[row.parent], SHARE, fixed="both") if row.parent else ""
        formula = formulas.share(cell(at, POINTS), column(POINTS), column(PARENT), cell(at, PARENT), above)
        sheet.formula(at, SHARE, formula, shares.get(row.key, Decimal(0)), "percent")
    return {key: f"{sheet.name}!{cell(at, SHARE, fixed='both')}" for key, at in places.items()}


def matrix_sheet(sheet: Sheet, given: Exported, shares: dict[str, str]) -> None:
    """Raw scores, their values beside them, and the totals of these beneath."""
    shown = given.shown
    options, leaves = shown.loaded.alternatives, shown.loaded.leaves
    sheet.write(0, 0, shown.loaded.title, "title")
    note = "Change points on the sheet Weights and scores here: values, totals and ranks follow."
    sheet.write(1, 0, f"{shown.what_if} {note}".strip(), "key")
    values_from = BEFORE + len(options)
    names = [option.label for option in options]
    heads = [*MATRIX_HEAD, *names, *(f"Value: {name}" for name in names)]
    sheet.head(TOP - 1, heads, columns=2, numbers=(*ENDS, *range(SHARE_IN_MATRIX, len(heads))))
    numbers = shown.ranking.shares if shown.ranking else {}
    criteria = {leaf.key: leaf for leaf in shown.loaded.matrix.leaves}
    for at, row in enumerate(leaves, TOP):
        scale = (None, None) if row.is_measured else (row.low, row.high)
        for column, (text, look) in enumerate(
            [
                (row.key, "key"),
                (row.name, "text"),
                (row.direction, "text"),
                *((end, "number") for end in scale),
            ]
        ):
            sheet.write(at, column, text, look)
        sheet.write(at, SHARE_IN_MATRIX - 1, row.unit)
        sheet.formula(at, SHARE_IN_MATRIX, shares[row.key], numbers.get(row.key, Decimal(0)), "percent")
        for number, option in enumerate(options):
            score = shown.loaded.values.get((option.key, row.key))
            sheet.write(at, BEFORE + number, score.value if score else None, "input")
            value = shown.value(option.key, row.key)
            if formulas.can_tell(criteria[row.key]):
                formula = formulas.value(
                    criteria[row.key], cell(at, BEFORE + number), shown.loaded.matrix.missing_at
                )
                sheet.formula(at, values_from + number, formula, value, "points")
            else:
                sheet.write(at, values_from + number, value, "points")
    if leaves:
        _totals(sheet, given, TOP + len(leaves), values_from)


def _totals(sheet: Sheet, given: Exported, below: int, values_from: int) -> None:
    """Total, who is out, rank, and what a source printed, beneath the scores."""
    shown = given.shown
    options = shown.loaded.alternatives
    total_row, out_row, rank_row, printed_row, off_row = range(below, below + 5)
    for row, name in zip(
        range(below, below + 5), ("Total", "Fails", "Rank", "Printed total", "Printed is off by"), strict=True
    ):
        sheet.write(row, 1, name, "bold")
    names = {gate.key: gate.name for gate in shown.loaded.gates if gate.mode == "excludes"}
    last = BEFORE + len(options) - 1
    weights = f"{cell(TOP, SHARE_IN_MATRIX, fixed='both')}:{cell(below - 1, SHARE_IN_MATRIX, fixed='both')}"
    all_totals, all_out = (
        f"{cell(row, BEFORE, fixed='both')}:{cell(row, last, fixed='both')}" for row in (total_row, out_row)
    )
    for number, option in enumerate(options):
        column, each = BEFORE + number, shown.standings.get(option.key)
        values = f"{cell(TOP, values_from + number)}:{cell(below - 1, values_from + number)}"
        total = each.total if each else None
        sheet.formula(total_row, column, formulas.total(weights, values), total, "total")
        sheet.write(
            out_row, column, listed([names[key] for key in each.failed_gates if key in names]) if each else ""
        )
        formula = formulas.rank(cell(total_row, column), all_totals, cell(out_row, column), all_out)
        sheet.formula(rank_row, column, formula, each.rank if each else None, "rank")
        if option.published_total is not None:
            sheet.write(printed_row, column, option.published_total, "number")
            off = f"{cell(printed_row, column)}-{cell(total_row, column)}"
            known = option.published_total - total if total is not None else None
            sheet.formula(off_row, column, off, known, "points")
