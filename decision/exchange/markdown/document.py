"""A decision in readable tables: ranking, recommendation, weights, scores, must-haves and sources."""

from __future__ import annotations

from decimal import Decimal

from decision import engine
from decision.matrix.loading import CriterionRow
from decision.matrix.page.gates import condition_of
from decision.matrix.page.numbers import listed, two_decimals

from ..gathering import Exported
from ..sentences import method_text, recommended
from ..tables import plain
from .cited import beside, source_lines
from .pieces import bullets, inline, paragraphs, table


def document_of(given: Exported) -> str:
    """The whole decision as one Markdown document."""
    shown = given.shown
    lines = [f"# {inline(shown.loaded.title)}", ""]
    if shown.what_if:
        lines += [f"> **{inline(shown.what_if)}**", ""]
    lines += [*paragraphs(given.header.question), *paragraphs(given.header.description)]
    lines += ["## Recommendation", "", *recommendation_lines(given)]
    lines += ["## Ranking", "", *ranking_table(given)]
    lines += ["## Weights", "", *_weights(given)]
    lines += ["## Scores", "", *_scores(given)]
    if shown.loaded.gates:
        lines += ["## Must-haves", "", *_gates(given)]
    reasons = _reasons(given)
    if reasons:
        lines += ["## Why each score", "", *reasons]
    lines += ["## Sources", "", *source_lines(given)]
    lines += ["## About", "", *bullets(about_lines(given))]
    return "\n".join(lines)


def recommendation_lines(given: Exported) -> list[str]:
    """The recommendation's sentences as a list, each after what it is."""
    if given.shown.ranking is None:
        return ["No ranking can be formed at these weights.", ""]
    lines = recommended(given.shown.ranking.recommendation)
    return bullets(f"{name[0].upper()}{name[1:]}: {inline(text)}" for name, text in lines)


def ranking_table(given: Exported) -> list[str]:
    """Ranks and totals, what is excluded last; least and greatest where scores are open, printed where a source has."""
    loaded = given.shown.loaded
    printed = {row.key: row.published_total for row in loaded.alternatives}
    is_open = any(each.low != each.high for each in given.shown.standings.values())
    is_printed = any(total is not None for total in printed.values())
    heads = ["Rank", "Alternative", "Total", *(["At least", "At most"] if is_open else [])]
    heads += ["Printed"] if is_printed else []
    rows = []
    for key, each in given.shown.standings.items():
        rank = "not ranked" if each.rank is None else f"{each.rank}{' (tied)' if each.tied else ''}"
        between = [two_decimals(each.low), two_decimals(each.high)] if is_open else []
        total = [_as_printed(printed[key])] if is_printed else []
        rows.append([rank, loaded.labels[key], two_decimals(each.total), *between, *total])
    return table(heads, rows, numbers=range(2, len(heads)))


def _as_printed(total: Decimal | None) -> str:
    """A printed total with the one decimal that documents give it, more where it has more."""
    return f"{total:.1f}" if total is not None and total == round(total, 1) else plain(total)


def percent(share: Decimal) -> str:
    """A share of all weight: `15 %`, `7.5 %`."""
    return f"{plain(round(share * 100, 1))} %"


def _weights(given: Exported) -> list[str]:
    shown = given.shown
    shares = shown.ranking.node_shares if shown.ranking else {}
    rows = [
        [
            f"{row.name} (group)" if row.is_group else row.name, shown.loaded.labels.get(row.parent or "", ""),
            plain(round(shown.points[row.key], 4)), percent(shares[row.key]) if shares else "", _scale(row),
        ]
        for row in shown.loaded.criteria
    ]  # fmt: skip
    return table(["Criterion", "Part of", "Points", "Share of all", "Scale"], rows, numbers=(2, 3))


def _scale(row: CriterionRow) -> str:
    if row.is_group:
        return ""
    best = "less is better" if row.direction == "cost" else "more is better"
    unit = f" {row.unit}" if row.unit else ""
    return f"{best}, {'measured' if row.is_measured else f'{plain(row.low)} to {plain(row.high)}'}{unit}"


def _scores(given: Exported) -> list[str]:
    shown = given.shown
    options = shown.loaded.alternatives
    shares = shown.ranking.shares if shown.ranking else {}
    rows = [
        [
            row.name,
            percent(shares[row.key]) if shares else "",
            *(score_text(shown.loaded.values.get((option.key, row.key))) for option in options),
        ]
        for row in shown.loaded.leaves
    ]
    if shown.standings:
        standings = [shown.standings[option.key] for option in options]
        rows += [
            ["Total", "", *(two_decimals(each.total) for each in standings)],
            ["Rank", "", *(str(each.rank or "–") for each in standings)],
        ]
    heads = ["Criterion", "Weight", *(option.label for option in options)]
    return table(heads, rows, numbers=range(1, len(heads)))


def score_text(cell: engine.Cell | None) -> str:
    """A score with its range; a missing one is a dash."""
    if cell is None:
        return "–"
    if cell.low is None and cell.high is None:
        return plain(cell.value)
    low, high = (cell.value if end is None else end for end in (cell.low, cell.high))
    return f"{plain(cell.value)} ({plain(low)} to {plain(high)})"


def _gates(given: Exported) -> list[str]:
    """Who meets each must-have; what it does to those who do not."""
    labels, lines = given.shown.loaded.labels, []
    for gate in given.shown.loaded.gates:
        outcomes: dict[str, list[str]] = {"pass": [], "fail": [], "unknown": []}
        for key, each in given.shown.standings.items():
            outcomes[each.gates[gate.key]].append(labels[key])
        words = (("met by", "pass"), ("failed by", "fail"), ("unknown for", "unknown"))
        said = "; ".join(f"{word} {listed(outcomes[name])}" for word, name in words if outcomes[name])
        does = "excludes who fails it" if gate.mode == "excludes" else "only warns"
        lines.append(f"**{inline(gate.name)}** ({inline(condition_of(gate))}, {does}): {inline(said)}.")
    return bullets(lines)


def _reasons(given: Exported) -> list[str]:
    """Scores with words or claims behind them, criterion by criterion."""
    lines, loaded = [], given.shown.loaded
    for row in loaded.leaves:
        for option in loaded.alternatives:
            score = given.scores.get((option.key, row.key))
            cites = beside(given, given.cited((option.key, row.key)))
            if score is None or not (score.rationale or cites):
                continue
            sure = f", {score.confidence} confidence" if score.confidence else ""
            why = " ".join(filter(None, [inline(score.rationale), cites]))
            name = f"{inline(row.name)}, {inline(option.label)}"
            lines.append(
                f"**{name}:** {score_text(loaded.values[option.key, row.key])} ({score.rule}{sure}). {why}"
            )
    return bullets(lines) if lines else []


def about_lines(given: Exported) -> list[str]:
    """Where it is from, at which revision, and how totals are made."""
    shown = given.shown
    return [
        f"Address: <{given.address}>",
        f"Revision {shown.loaded.revision}, status {shown.opened.status.replace('_', ' ')}",
        f"Method: {method_text(shown.loaded.matrix)}",
        f"Made with Steelyard; `GET {given.api_address}ranking/` answers the same figures",
    ]
