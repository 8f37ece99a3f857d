"""The decision record, in the form of MADR 4.0 (Markdown Architectural Decision Records, adr.github.io/madr)."""

from __future__ import annotations

from decimal import Decimal

from decision import engine
from decision.lifecycle.models import Outcome
from decision.matrix.models import Decision
from decision.matrix.page.gates import condition_of
from decision.matrix.page.numbers import two_decimals

from ..deciding import Decided
from ..gathering import Exported
from ..sentences import robust_text
from .cited import source_lines
from .document import about_lines, percent, ranking_table
from .options import option_lines
from .pieces import bullets, front_matter, inline, paragraphs, table

MOST_DRIVERS = 40
BEGINNINGS = ("Its ", "It ", "The ", "No ", "Moving ", "If ", "These ", "There ")
OPEN = (Decision.Status.DRAFT, Decision.Status.IN_REVIEW)


def record_of(given: Exported, decided: Decided) -> str:
    """The whole record."""
    lines = front_matter(
        [
            ("status", _status(given, decided)), ("date", _date(given, decided)),
            ("decision-makers", list(decided.decision_makers)), ("consulted", list(decided.consulted)),
        ]
    )  # fmt: skip
    lines += [f"# {inline(given.shown.loaded.title)}", ""]
    if given.shown.what_if:
        lines += [f"> **{inline(given.shown.what_if)}**", ""]
    lines += ["## Context and Problem Statement", ""]
    lines += [*paragraphs(given.header.question), *paragraphs(given.header.description)]
    lines += ["## Decision Drivers", "", *_drivers(given)]
    names = [given.shown.loaded.labels[key] for key in given.shown.ordered]
    lines += ["## Considered Options", "", *bullets(map(inline, names))]
    lines += ["## Decision Outcome", "", *_outcome(given, decided)]
    lines += ["### Consequences", "", *_consequences(given)]
    lines += ["### Confirmation", "", *_confirmation(given, decided)]
    lines += ["## Pros and Cons of the Options", "", *option_lines(given)]
    lines += ["## More Information", "", *_more(given)]
    return "\n".join(lines)


def _status(given: Exported, decided: Decided) -> str:
    if given.shown.is_what_if or given.shown.opened.status in OPEN:
        return "proposed"
    if given.shown.opened.status == Decision.Status.DECIDED:
        return "accepted"
    return f"superseded by {decided.successor.title}" if decided.successor else "superseded"


def _date(given: Exported, decided: Decided) -> str:
    if decided.outcome is not None and not given.shown.is_what_if:
        return f"{decided.outcome.decided_at:%Y-%m-%d}"
    return f"{given.header.updated_at:%Y-%m-%d}" if given.header.updated_at else ""


def _drivers(given: Exported) -> list[str]:
    """The criteria, the heaviest first, then the must-haves."""
    shown = given.shown
    shares = shown.ranking.shares if shown.ranking else {}
    leaves = sorted(shown.loaded.leaves, key=lambda row: -shares.get(row.key, row.points))
    lines = []
    for row in leaves[:MOST_DRIVERS]:
        share = f", {percent(shares[row.key])} of the weight" if shares else ""
        part_of = f" (part of {inline(shown.loaded.labels[row.parent])})" if row.parent else ""
        lines.append(
            f"{inline(row.name)}{part_of}{share}{f': {inline(row.question)}' if row.question else ''}"
        )
    if len(leaves) > MOST_DRIVERS:
        lines.append(f"{len(leaves) - MOST_DRIVERS} more criteria of less weight")
    for gate in shown.loaded.gates:
        does = "must-have" if gate.mode == "excludes" else "must-have that only warns"
        lines.append(f"{inline(gate.name)}: {does}, {inline(condition_of(gate))}")
    return bullets(lines) if lines else []


def _outcome(given: Exported, decided: Decided) -> list[str]:
    """What was chosen and why, with the totals of that day; what the numbers propose where nothing is decided."""
    found = given.shown.ranking.recommendation if given.shown.ranking else None
    if decided.outcome is None or given.shown.is_what_if or given.shown.opened.status in OPEN:
        return [_proposed(given, found), "", *_robust(found), *ranking_table(given)]
    return _chosen(decided.outcome, found)


def _proposed(given: Exported, found: engine.Recommendation | None) -> str:
    if found is None:
        return "No option is proposed: no ranking can be formed at these weights."
    if found.alternative is None:
        return f"No option is proposed: {inline(lowered(found.summary))}"
    name = inline(given.shown.loaded.labels[found.alternative])
    return f'Proposed option: "{name}", because {inline(lowered(found.summary))}'


def _chosen(outcome: Outcome, found: engine.Recommendation | None) -> list[str]:
    summary = inline(lowered(found.summary)) if found else ""
    why = inline(outcome.reason) or summary or "it was chosen"
    lines = [f'Chosen option: "{inline(outcome.label)}", because {why}', ""]
    if not outcome.is_first:
        lines += [
            f"It did not rank first: that was {inline(outcome.first) or 'nobody'}. {summary}".rstrip(),
            "",
        ]
    rows = [
        [
            "not ranked" if row["rank"] is None else str(row["rank"]),
            row["label"],
            two_decimals(Decimal(row["total"])),
        ]
        for row in outcome.standings
    ]
    lines += [*_robust(found), f"Totals when it was decided, at revision {outcome.revision}:", ""]
    return [*lines, *table(["Rank", "Option", "Total"], rows, numbers=(2,))]


def _robust(found: engine.Recommendation | None) -> list[str]:
    return [inline(robust_text(found.robustness)), ""] if found and found.robustness else []


def _consequences(given: Exported) -> list[str]:
    """What carries the first, the strongest argument against it, and what would change the answer."""
    if given.shown.ranking is None:
        return []
    found = given.shown.ranking.recommendation
    carries = "Good" if found.alternative else "Neutral"
    against = "Neutral" if found.argument.startswith("No ") else "Bad"
    said = (
        (carries, found.because),
        (against, found.argument),
        *(("Neutral", each) for each in found.conditions),
    )
    return bullets(inline(f"{word}, because {lowered(sentence)}") for word, sentence in said if sentence)


def lowered(sentence: str) -> str:
    """A sentence as it goes on after “because”: names keep their capitals."""
    return sentence[0].lower() + sentence[1:] if sentence.startswith(BEGINNINGS) else sentence


def _confirmation(given: Exported, decided: Decided) -> list[str]:
    """When it is looked at again, and how a script finds out that the answer has changed."""
    lines, ranking = [], given.shown.ranking
    if decided.outcome is not None and decided.outcome.superseded_at is None:
        lines += [f"To be looked at again on {decided.outcome.review_on:%Y-%m-%d}.", ""]
    first = (
        decided.outcome.framework.slug if decided.outcome else ranking and ranking.recommendation.alternative
    )
    if first:
        ask = f"curl -s {given.api_address}ranking/ | jq -e '.recommendation.framework == \"{first}\"'"
        lines += [
            "This fails once another option leads by the stored weights and scores:",
            "",
            "```sh",
            ask,
            "```",
            "",
        ]
    return lines


def _more(given: Exported) -> list[str]:
    """Caveats, sources and where it all is."""
    caveats = given.shown.ranking.recommendation.caveats if given.shown.ranking else ()
    lines = ["Caveats:", "", *bullets(map(inline, caveats))] if caveats else []
    return [
        *lines,
        "Sources, by the numbers in brackets:",
        "",
        *source_lines(given),
        *bullets(about_lines(given)),
    ]
