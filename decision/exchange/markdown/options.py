"""Pros and cons of every option: its scores against the others', with the words and the claims behind them."""

from __future__ import annotations

from decimal import Decimal

from decision import engine
from decision.matrix.loading import CriterionRow
from decision.matrix.page.numbers import listed, two_decimals

from ..gathering import Exported
from .cited import beside
from .document import percent, score_text
from .pieces import bullets, inline

MOST = 12
LONGEST_REASON = 300


def option_lines(given: Exported) -> list[str]:
    """A heading and a list for each option, in the order of the ranking."""
    lines = []
    for key in given.shown.ordered:
        lines += [f"### {inline(given.shown.loaded.labels[key])}", ""]
        if key in given.shown.standings:
            lines += [_standing(given, given.shown.standings[key]), ""]
        lines += bullets(_arguments(given, key))
    return lines


def _standing(given: Exported, each: engine.Standing) -> str:
    total = two_decimals(each.total)
    if each.low != each.high:
        total = f"{total} (between {two_decimals(each.low)} and {two_decimals(each.high)})"
    if each.rank is None:
        names = {gate.key: f"“{gate.name}”" for gate in given.shown.loaded.gates}
        failed = inline(listed([names[name] for name in each.failed_gates if name in names]))
        return f"Not ranked, since it fails {failed}. Its total would be {total}."
    return f"Rank {each.rank}{', tied' if each.tied else ''}, total {total}."


def _arguments(given: Exported, option: str) -> list[str]:
    """Where it is best, where worst and where between, what weighs most first; the rest is counted."""
    shares = given.shown.ranking.shares if given.shown.ranking else {}
    found = [
        _argument(given, option, row, shares.get(row.key, Decimal(0))) for row in given.shown.loaded.leaves
    ]
    found.sort(key=lambda one: -one[0])
    lines = [text for _, text in found[:MOST]]
    if len(found) > MOST:
        lines.append(f"Neutral, because {len(found) - MOST} more criteria weigh or differ less")
    return lines


def _argument(given: Exported, option: str, row: CriterionRow, share: Decimal) -> tuple[Decimal, str]:
    """How much it matters, and the line."""
    loaded = given.shown.loaded
    place = (option, row.key)
    mine, (least, most) = given.shown.value(*place), given.shown.ends[row.key]
    matters = share * max(most - mine, mine - least)
    weight = f"{percent(share)} of the weight"
    if place not in loaded.values:
        return matters, f"Neutral, because it has no score on {inline(row.name)} ({weight})"
    score = f"{score_text(loaded.values[place])}{f' {row.unit}' if row.unit else ''}"
    worth = f"{weight}, {two_decimals(share * mine)} points"
    word, how = _place(mine, least, most)
    said = f"{word}, because its score on {inline(row.name)} is {how}: {inline(score)} ({worth})"
    stored = given.scores.get(place)
    why = inline(stored.rationale, LONGEST_REASON) if stored else ""
    return matters, ". ".join(filter(None, [said, why.rstrip("."), beside(given, given.cited(place))]))


def _place(mine: Decimal, least: Decimal, most: Decimal) -> tuple[str, str]:
    if least == most:
        return "Neutral", "that of all others"
    if mine == most:
        return "Good", "the best"
    return ("Bad", "the worst") if mine == least else ("Neutral", "between those of others")
