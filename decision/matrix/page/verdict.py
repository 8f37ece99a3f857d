"""Who leads, by how much, what would change it, and how often it would lead."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from .bars import Ticks, ticks
from .numbers import listed, percent_text, plural, two_decimals
from .scene import Scene

HALF_CENT = Decimal("0.005")
ADD_UP_TO_NOTHING = "The weights add up to nothing. The totals shown are the last valid ones."


@dataclass(frozen=True, slots=True)
class Flip:
    """A weight past which another leads: `Auth & Security` `rises above` `72 %`."""

    criterion: str
    verb: str
    at: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who leads, by how much, and what would change it."""

    outcome: str
    who: str
    rest: str
    flips: tuple[Flip, ...]
    flip_winners: str
    further: str
    sentences: tuple[str, ...]
    never: str = ""
    mix: str = ""


@dataclass(frozen=True, slots=True)
class Robust:
    """How often the leader comes first when weights are drawn evenly."""

    percent: str
    word: str
    sentence: str
    ticks: Ticks


def verdict(scene: Scene) -> Verdict:
    """The answer in words."""
    found, labels = scene.ranking.recommendation, scene.loaded.labels
    if scene.is_stale:
        return Verdict("undecidable", "", "No ranking at these weights", (), "", "", (ADD_UP_TO_NOTHING,))
    if found.outcome == "undecidable":
        heading = "No alternative meets every must-have" if scene.ranking.excluded else "Nothing to rank yet"
        return Verdict("undecidable", "", heading, (), "", "", _nobody(scene))
    if found.outcome == "tie":
        first = [labels[s.alternative] for s in scene.ranking.standings if s.rank == 1]
        shown = listed(first) if len(first) <= 3 else f"{len(first)} alternatives"
        total = two_decimals(scene.ranking.standings[0].total)
        return Verdict(
            "tie", "", f"{shown} tie at {total}", (), "", "", found.conditions[:2] or (found.summary,)
        )
    who = labels[found.alternative or ""]
    if found.margin is None:
        return Verdict("alone", who, "is the only one ranked", (), "", "", (found.summary,))
    verdict = engine.verdict(scene.loaded.matrix, scene.what_if.points)
    of_all = " of all" if len(scene.what_if.groups) > 1 else ""
    verbs = ["rises above" if one.rising else "falls below" for one in verdict.nearest]
    flips = tuple(
        Flip(
            labels[one.criterion],
            verb[6:] if verb in verbs[:i] else verb,
            percent_text(one.at * 100) + of_all,
        )
        for i, (one, verb) in enumerate(zip(verdict.nearest, verbs, strict=True))
    )
    winners = list(dict.fromkeys(labels[one.winner] for one in verdict.nearest))
    is_close = found.outcome == "close_call"
    rest = f"leads by {two_decimals(found.margin)}"
    if is_close and found.margin < HALF_CENT:
        rest = "leads by less than 0.01"
    return Verdict(
        outcome=found.outcome, who=who, rest=f"{rest}, too close to call" if is_close else rest,
        flips=flips, flip_winners=listed(winners, joined_by="or"),
        further=_further(verdict.further), sentences=_because(scene, verdict), never=_never(scene, verdict),
        mix=_mix(scene) if verdict.nearest else "",
    )  # fmt: skip


def _further(count: int) -> str:
    """How many other single weights could hand over the lead, in words."""
    if not count:
        return ""
    return f"{plural(count, 'more weight')} can hand the lead over."


def _because(scene: Scene, verdict: engine.Verdict) -> tuple[str, ...]:
    """What carries the lead and what speaks against; what mix of weights would change it, where no single one does."""
    found = scene.ranking.recommendation
    said = (found.carried, found.argument, "" if verdict.nearest else _mix(scene))
    return (" ".join(sentence for sentence in said if sentence),)


def _mix(scene: Scene) -> str:
    found = scene.ranking.recommendation
    return " ".join(found.conditions[len(found.one_weight) :])


def _never(scene: Scene, verdict: engine.Verdict) -> str:
    """Who leads at no single weight, where others do."""
    never = [scene.loaded.labels[key] for key in verdict.never_lead]
    return f"No single weight puts {listed(never, joined_by='or')} first." if 0 < len(never) <= 4 else ""


def _nobody(scene: Scene) -> tuple[str, ...]:
    """Why nobody can be recommended, and who has the highest total all the same."""
    reason = scene.ranking.recommendation.summary
    everybody = scene.everybody()
    if not scene.ranking.excluded or not everybody:
        return (reason,)
    best = everybody[0]
    names = {gate.key: gate.name for gate in scene.loaded.gates if gate.mode == "excludes"}
    missed = listed([f"“{names[key]}”" for key in best.failed_gates if key in names])
    label = scene.loaded.labels[best.alternative]
    return (f"{label} has the highest total, {two_decimals(best.total)}, and misses {missed}.",)


def robust_words(share: float) -> tuple[int, str]:
    """A share of first places as whole percent (0 and 100 only where exact) and its word."""
    percent = round(share * 100)
    if percent == 100 and share < 1:
        percent = 99
    if percent == 0 and share > 0:
        percent = 1
    word = (
        "robust"
        if percent >= 90
        else "leaning"
        if percent >= 60
        else "contested"
        if percent >= 40
        else "fragile"
    )
    return percent, word


def robust(scene: Scene) -> Robust | None:
    """How often the leader comes first, None where nobody leads or there is nobody else."""
    drawn = scene.ranking.recommendation.robustness
    if drawn is None or scene.is_stale:
        return None
    percent, word = robust_words(drawn.share)
    return Robust(
        percent=f"{percent}\u00a0%", word=word, ticks=ticks(percent),
        sentence=f"{drawn.figure}.",
    )  # fmt: skip
