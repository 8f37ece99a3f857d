"""The workbook: its sheets in their order, and the lists of scores, claims, sentences and facts."""

from __future__ import annotations

import io
from collections.abc import Callable

from frameworks.claims import lines_text, note_text

from ..gathering import Exported
from ..sentences import method_text, recommended
from .matrix import matrix_sheet, weights_sheet
from .sheet import Formats, Sheet, Value

CHANGING = (
    "Tinted cells take numbers; leave a score empty where it is missing. Must-haves, the recommendation and how often "
    "it holds are as they stood when this was made."
)
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
SCORES_HEAD = (
    "Alternative key", "Alternative", "Criterion key", "Criterion", "Score", "Low", "High", "Confidence", "Rule",
    "Rationale", "Claims",
)  # fmt: skip
EVIDENCE_HEAD = (
    "Claim", "About", "Kind", "Metric or criterion", "Number", "To", "Unit", "Qualifier", "Text", "Mind", "Source",
    "Publisher", "Document", "Place", "As of",
)  # fmt: skip


def workbook_of(given: Exported) -> bytes:
    """The bytes of an XLSX file."""
    from xlsxwriter import Workbook  # 30 ms to import, for who asks for one

    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    book.set_properties({"title": given.shown.loaded.title, "created": given.header.updated_at})
    book.set_calc_mode("auto")
    formats, options = Formats(book), len(given.shown.loaded.alternatives)
    matrix = Sheet(book, formats, "Matrix", [22, 30, 10, 8, 8, 10, 9, *[13] * options, *[11] * options])
    weights = Sheet(book, formats, "Weights", [22, 34, 22, 10, 13])
    matrix_sheet(matrix, given, weights_sheet(weights, given))
    lists: tuple[tuple[str, list[float], Callable[[Sheet, Exported], None]], ...] = (
        ("Scores", [22, 22, 22, 28, 9, 9, 9, 11, 13, 70, 30], _scores),
        ("Evidence", [8, 22, 14, 30, 12, 12, 12, 10, 50, 24, 44, 20, 28, 18, 11], _evidence),
        ("Recommendation", [22, 110], _recommendation),
        ("About", [18, 100], _about),
    )
    for name, widths, fill in lists:
        fill(Sheet(book, formats, name, widths), given)
    book.close()
    return out.getvalue()


def _scores(sheet: Sheet, given: Exported) -> None:
    """A line for every score, with why."""
    loaded = given.shown.loaded
    lines: list[list[Value]] = []
    for option in loaded.alternatives:
        for row in loaded.leaves:
            number, stored = loaded.values.get((option.key, row.key)), given.scores.get((option.key, row.key))
            claims = ", ".join(map(str, stored.claims)) if stored else ""
            numbers: list[Value] = [number.value, number.low, number.high] if number else [None, None, None]
            words: list[Value] = (
                [stored.confidence, stored.rule, stored.rationale, claims]
                if stored
                else [None, None if number else "missing", None, None]
            )
            lines.append([option.key, option.label, row.key, row.name, *numbers, *words])
    sheet.head(0, SCORES_HEAD, columns=4, numbers=range(4, 7))
    looks = ["key", "text", "key", "text", *["number"] * 3, "text", "text", "text", "text"]
    sheet.filtered(0, sheet.rows(1, lines, looks) - 1, len(SCORES_HEAD) - 1)


def _evidence(sheet: Sheet, given: Exported) -> None:
    """A line for every claim that a score cites."""
    lines: list[list[Value]] = [
        [
            claim.pk, claim.framework.label if claim.framework else None, claim.get_kind_display(),
            claim.metric.name if claim.metric else claim.criterion.name if claim.criterion else None,
            claim.number, claim.number_to, claim.unit, claim.get_qualifier_display(), claim.text, note_text(claim),
            claim.source.title, claim.source.publisher, claim.source.document, lines_text(claim.lines), claim.as_of,
        ]
        for claim in given.claims.values()
    ]  # fmt: skip
    sheet.head(0, EVIDENCE_HEAD, numbers=(0, 4, 5))
    looks = ["number", "text", "text", "text", "number", "number", *["text"] * 8, "date"]
    sheet.filtered(0, sheet.rows(1, lines, looks) - 1, len(EVIDENCE_HEAD) - 1)


def _recommendation(sheet: Sheet, given: Exported) -> None:
    """The sentences, then how often the winner comes first in figures."""
    ranking = given.shown.ranking
    sheet.head(0, ("What", "Says"))
    if ranking is None:
        sheet.write(1, 1, "No ranking can be formed at these weights.")
        return
    found = ranking.recommendation
    lines: list[list[Value]] = [[name[0].upper() + name[1:], text] for name, text in recommended(found)]
    below = sheet.rows(1, lines, ["bold", "text"])
    often = found.robustness
    if often is not None:
        figures: list[list[Value]] = [
            ["First in", often.share], ["Standard error", often.standard_error], ["Draws", often.draws],
            ["Seed", often.seed],
        ]  # fmt: skip
        for row, ((name, number), look) in enumerate(
            zip(figures, ("percent", "percent", "number", "number"), strict=True), below + 1
        ):
            sheet.write(row, 0, name, "bold")
            sheet.write(row, 1, number, look)


def _about(sheet: Sheet, given: Exported) -> None:
    """What this is, where it is from, and how to read it."""
    shown = given.shown
    lines: list[list[Value]] = [
        ["Decision", shown.loaded.title], ["Question", given.header.question],
        ["Description", given.header.description], ["What if", shown.what_if],
        ["Status", shown.opened.status.replace("_", " ")], ["Revision", shown.loaded.revision],
        ["Address", given.address], ["API", given.api_address], ["Method", method_text(shown.loaded.matrix)],
        ["How to change it", CHANGING],
    ]  # fmt: skip
    sheet.head(0, ("What", "Says"))
    row = 1
    for name, text in lines:
        if text not in ("", None):
            sheet.write(row, 0, name, "bold")
            sheet.write(row, 1, text, "text" if isinstance(text, str) else "number")
            row += 1
