"""The answer first: scenarios, verdict, ranked totals and the facts that qualify them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from ..forms import WhatIf, percents_of, same_percents
from ..loading import LoadedMatrix
from .bars import Bar, BarMaker, LegendItem, Mark, Ticks, ticks
from .known import Known, scenario_points
from .numbers import listed, percent_text, plural, signed, two_decimals

MOST_RANKED = 12
SHAPES = 8
HALF_CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Chip:
    """A scenario with its leader; `is_flip` where that is another than the document's."""

    name: str
    href: str
    leader: str
    shape: int
    is_current: bool
    is_flip: bool
    can_remove: str | None = None


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


@dataclass(frozen=True, slots=True)
class Robust:
    """How often the leader comes first when weights are drawn evenly."""

    percent: str
    word: str
    sentence: str
    ticks: Ticks


@dataclass(frozen=True, slots=True)
class RankLine:
    """One alternative in the ranking."""

    key: str
    rank: str
    name: str
    shape: int
    is_lead: bool
    is_out: bool
    sub: str
    bar: Bar
    total: str
    behind: str
    beside: str
    difference: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know before trusting the totals."""

    kind: str
    icon: str
    sentence: str
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything in the result strip."""

    verdict: Verdict
    robust: Robust | None
    lines: tuple[RankLine, ...]
    left_out: int
    legend: tuple[LegendItem, ...]
    axis: tuple[Mark, ...]
    beside_head: str
    tick_label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Scene:
    """What every part of the page is built from: the matrix, the what-if and its ranking."""

    loaded: LoadedMatrix
    what_if: WhatIf
    known: Known
    ranking: engine.Ranking

    @property
    def document_name(self) -> str:
        """Whose weights the page holds the shown ones against."""
        return "the document’s" if self.known.document else "the decision’s own"

    @property
    def reference_query(self) -> str:
        """The query that shows the reference weights."""
        document = self.known.document
        return f"?scenario={document.slug}" if document and not self.known.document_is_own else "?"

    @property
    def at_reference(self) -> bool:
        """Whether the weights shown are the reference's."""
        return same_percents(self.what_if.percents, self.reference_percents)

    @property
    def reference_percents(self) -> dict[str, Decimal]:
        """The reference's percents by criterion."""
        document = self.known.document
        points = scenario_points(self.loaded, document) if document else self.loaded.points
        return percents_of(points, self.what_if.groups)

    @property
    def leader(self) -> str | None:
        """The alternative in the lead, None under a tie or where nothing is ranked."""
        return self.ranking.recommendation.alternative

    def shape(self, key: str) -> int:
        """The shape that stands for an alternative."""
        keys = [row.key for row in self.loaded.alternatives]
        return keys.index(key) % SHAPES + 1

    def everybody(self) -> tuple[engine.Standing, ...]:
        """The ranked, then the excluded by total."""
        excluded = sorted(self.ranking.excluded, key=lambda standing: -standing.total)
        return (*self.ranking.standings, *excluded)


def rail(scene: Scene) -> tuple[Chip, ...]:
    """The decision's own weights where no document published them, each scenario, and moved weights."""
    known, what_if, loaded = scene.known, scene.what_if, scene.loaded
    chips = []
    at_own = what_if.scenario is None and not what_if.is_moved
    home = known.reference.recommendation.alternative if known.reference else None
    if not known.document_is_own:
        chips.append(_chip(scene, "Decision’s weights", "?", known.own, at_own, home))
    for row in loaded.scenarios:
        is_home = row is known.document and known.document_is_own
        is_current = not what_if.is_moved and (what_if.scenario is row or (is_home and at_own))
        name = "Document’s weights" if row is known.document else row.name
        href = "?" if is_home else f"?scenario={row.slug}"
        chips.append(_chip(scene, name, href, known.scenarios[row.slug], is_current, home))
    if what_if.is_moved:
        chips.append(_chip(scene, "Moved weights", f"?{what_if.query}", scene.ranking, True, home))
    return tuple(chips)


def _chip(
    scene: Scene, name: str, href: str, ranking: engine.Ranking | None, is_current: bool, home: str | None
) -> Chip:
    if ranking is None:
        return Chip(name, href, "no ranking", 0, is_current, is_flip=False)
    found = ranking.recommendation
    if found.alternative is None:
        words = "tie for first" if found.outcome == "tie" else "nothing ranked"
        return Chip(name, href, words, 0, is_current, is_flip=False)
    margin = f" +{two_decimals(found.margin)}" if found.margin is not None else ""
    return Chip(
        name, href, f"{scene.loaded.labels[found.alternative]}{margin}", scene.shape(found.alternative), is_current,
        is_flip=home is not None and found.alternative != home,
    )  # fmt: skip


def result(scene: Scene) -> Result:
    """The result strip."""
    bars = BarMaker(scene.loaded, scene.ranking.shares)
    everybody = scene.everybody()
    beside = _beside(scene)
    lines = tuple(_line(scene, bars, standing, beside) for standing in everybody[:MOST_RANKED])
    has_beside = any(value is not None for value in beside.values())
    return Result(
        verdict=_verdict(scene), robust=_robust(scene), lines=lines, left_out=len(everybody) - len(lines),
        legend=bars.legend(), axis=bars.axis(),
        beside_head=("Printed, off by" if scene.at_reference else "Was, change") if has_beside else "",
        tick_label=(
            "Total printed in the document" if scene.at_reference else f"Total at {scene.document_name} weights"
        ) if has_beside else "",
        facts=_facts(scene),
    )  # fmt: skip


def _beside(scene: Scene) -> dict[str, Decimal | None]:
    """The other total to show by alternative: printed, or that at the reference's weights once weights moved."""
    if scene.at_reference:
        return {row.key: row.published_total for row in scene.loaded.alternatives}
    if scene.known.reference is None:
        return dict.fromkeys(scene.loaded.matrix.alternatives)
    then = scene.known.reference
    return {standing.alternative: standing.total for standing in (*then.standings, *then.excluded)}


def _line(
    scene: Scene, bars: BarMaker, standing: engine.Standing, beside: dict[str, Decimal | None]
) -> RankLine:
    name = scene.loaded.labels[standing.alternative]
    other = beside.get(standing.alternative)
    first = scene.ranking.standings[0].total if scene.ranking.standings else standing.total
    is_lead = standing.alternative == scene.leader
    difference = (
        ""
        if other is None
        else signed(other - standing.total if scene.at_reference else standing.total - other)
    )
    return RankLine(
        key=standing.alternative, rank="–" if standing.rank is None else f"{'=' * standing.tied}{standing.rank}",
        name=name, shape=scene.shape(standing.alternative), is_lead=is_lead, is_out=standing.rank is None,
        sub=_sub(scene, standing),
        bar=bars.bar(standing, name, tick=other, is_out=standing.rank is None),
        total=two_decimals(standing.total), behind="–" if standing.total == first else signed(standing.total - first),
        beside="" if other is None else _as_printed(other) if scene.at_reference else two_decimals(other),
        difference=difference,
    )  # fmt: skip


def _as_printed(total: Decimal) -> str:
    """A printed total as the document writes it: one decimal, more where it has more."""
    tenth = round(total, 1)
    return f"{tenth:.1f}" if tenth == total else two_decimals(total)


def _sub(scene: Scene, standing: engine.Standing) -> str:
    names = {gate.key: gate for gate in scene.loaded.gates}
    out = [names[key].name for key in standing.failed_gates if names[key].mode == "excludes"]
    parts = [f"Out: {listed(out)} not met"] if out else []
    if standing.missing and standing.low != standing.high:
        count = plural(len(standing.missing), "score")
        parts.append(f"up to {two_decimals(standing.high)}, {count} missing")
    return "; ".join(parts)


def _verdict(scene: Scene) -> Verdict:
    found, labels = scene.ranking.recommendation, scene.loaded.labels
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
        return Verdict("winner", who, "is the only one ranked", (), "", "", (found.summary,))
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
        further=_further(verdict.further), sentences=_because(scene, verdict),
    )  # fmt: skip


def _further(count: int) -> str:
    """How many other single weights could hand over the lead, in words."""
    if not count:
        return ""
    return f"{plural(count, 'more weight')} can hand the lead over."


def _because(scene: Scene, verdict: engine.Verdict) -> tuple[str, ...]:
    """What carries the lead, what speaks against, and who never leads."""
    found, labels = scene.ranking.recommendation, scene.loaded.labels
    gains = listed([f"{labels[one.criterion]} ({signed(one.advantage)})" for one in found.reasons[:2]])
    losses = listed([f"{labels[one.criterion]} ({signed(one.advantage)})" for one in found.against[:2]])
    runner_up = labels[found.runner_up or ""]
    sentence = f"Against {runner_up} it gains most on {gains}" if gains else ""
    if losses:
        sentence += f" and gives up {losses}"
    sentences = [f"{sentence}."] if sentence else []
    never = [labels[key] for key in verdict.never_lead]
    if 0 < len(never) <= 4:
        sentences.insert(0, f"No single weight puts {listed(never, joined_by='or')} first.")
    return (" ".join(sentences),) if sentences else ()


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


def _robust(scene: Scene) -> Robust | None:
    leader = scene.leader
    if leader is None or len(scene.loaded.alternatives) < 2 or leader not in scene.known.first_places:
        return None
    percent, word = robust_words(scene.known.first_places[leader])
    return Robust(
        percent=f"{percent}\u00a0%", word=word, ticks=ticks(percent),
        sentence=f"first in {percent} of 100 possible weightings.",
    )  # fmt: skip


def _facts(scene: Scene) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in (_leader_fact(scene), _printed_fact(scene), *_gate_facts(scene), _missing_fact(scene))
        if fact
    )


def _leader_fact(scene: Scene) -> Fact | None:
    then = scene.known.reference
    if scene.at_reference or then is None or then.recommendation.alternative in (None, scene.leader):
        return None
    margin = then.recommendation.margin
    by = f" by {two_decimals(margin)}" if margin is not None else ""
    label = scene.loaded.labels[then.recommendation.alternative or ""]
    sentence = f"The leader differs from {scene.document_name}: there {label} leads{by}."
    return Fact("tipf", "i-diamond", sentence, scene.reference_query, "Compare")


def _printed_fact(scene: Scene) -> Fact | None:
    printed = {
        row.key: row.published_total for row in scene.loaded.alternatives if row.published_total is not None
    }
    if not printed or not scene.at_reference:
        return None
    totals = {s.alternative: s.total for s in scene.everybody()}
    off = [key for key, total in printed.items() if abs(total - totals[key]) >= HALF_CENT]
    if not off:
        return Fact("ok", "i-check", "All printed totals agree with weights × scores.", "#totals", "Compare")
    same = _order(printed) == _order({key: totals[key] for key in printed})
    order = "The order is the same." if same else "They also change the order."
    sentence = f"{len(off)} of {len(printed)} printed totals differ from weights × scores. {order}"
    return Fact("warn", "i-ne", sentence, "#totals", "Compare")


def _order(totals: dict[str, Decimal]) -> Sequence[str]:
    return sorted(totals, key=lambda key: (-totals[key], key))


def _gate_facts(scene: Scene) -> list[Fact]:
    labels, facts = scene.loaded.labels, []
    for gate in scene.loaded.gates:
        failing = [labels[s.alternative] for s in scene.everybody() if gate.key in s.failed_gates]
        if not failing:
            continue
        who = listed(failing) if len(failing) <= 4 else plural(len(failing), "alternative")
        verb = "miss" if len(failing) > 1 else "misses"
        excludes = gate.mode == "excludes"
        tail = "" if excludes else "; this only warns"
        sentence = f"{who} {verb} the must-have “{gate.name}”{tail}."
        facts.append(Fact("bad" if excludes else "warn", "i-gate", sentence))
    return facts


def _missing_fact(scene: Scene) -> Fact | None:
    missing = sum(len(standing.missing) for standing in scene.everybody())
    if not missing:
        return None
    are = "score is" if missing == 1 else "scores are"
    return Fact(
        "warn",
        "i-warn",
        f"{missing} {are} missing and counted at worst; totals are ranges until they are given.",
    )
