"""What the judgements come to, and what that changes against the decision's own weights."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from decision import engine
from decision.matrix.forms import SAME, plain, read_what_if
from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.known import rank_or_none
from decision.matrix.page.numbers import listed, ordinal, place, signed, two_decimals, whole_percent
from decision.matrix.page.scene import SHAPES

from ..finding import Found, find
from ..groups import Member
from ..sheets import Sheet
from .consistency import Figure, Worst, figures_of, worst_of

MOST_RANKED = 10


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One criterion's weight as it would be, beside the decision's own."""

    name: str
    number: int
    slot: int
    text: str
    own: str
    change: str
    width: str
    tick: str


@dataclass(frozen=True, slots=True)
class RankLine:
    """One alternative as it would stand, and where it stands."""

    rank: str
    name: str
    shape: int
    is_lead: bool
    total: str
    change: str
    was: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The preview beside the judgements; without lines as long as too little is judged."""

    todo: str
    answered: int
    asked: int
    progress: str
    problems: tuple[str, ...]
    headline: str
    difference: str
    shares: tuple[ShareLine, ...]
    ranking: tuple[RankLine, ...]
    left_out: int
    figures: tuple[Figure, ...]
    worst: Worst | None
    notes: tuple[str, ...]
    play: str
    onward: str
    judged: str
    is_same: bool

    @property
    def has_weights(self) -> bool:
        return bool(self.shares)


def outcome_of(loaded: LoadedMatrix, sheet: Sheet, carried: list[tuple[str, str]]) -> Outcome:
    """The outcome of a sheet. `carried` may hold weights of other groups (`w.…`) to play on with."""
    try:
        found = find(sheet)
    except engine.EngineError as error:
        return _unfinished(sheet, error.detail)
    if found is None:
        return _unfinished(sheet, sheet.todo)
    weights = {key: value for key, value in carried if key.startswith("w.")}
    weights |= {f"w.{key}": plain(value) for key, value in found.points.items()}
    what_if = read_what_if(QueryDict(urlencode(weights)), loaded)
    ranking = rank_or_none(loaded, what_if.points)
    own = rank_or_none(loaded)
    top = max([*found.points.values(), *(member.own for member in sheet.group.members)])
    path = reverse("decision-detail", args=[loaded.slug])
    return Outcome(
        todo="", answered=sheet.answered, asked=sheet.asked, progress=_progress(sheet), problems=(),
        headline=_headline(loaded, ranking), difference=_difference(loaded, ranking, own),
        shares=tuple(_share(member, found.points[member.key], top) for member in sheet.group.members),
        ranking=_ranking(loaded, ranking, own), left_out=max(0, len(loaded.alternatives) - MOST_RANKED),
        figures=figures_of(found, sheet), worst=worst_of(found, sheet), notes=_notes(found),
        play=f"{path}?{what_if.query}" if what_if.query else path,
        onward=_onward(loaded, what_if.query, carried), judged=urlencode(sheet.fields),
        is_same=all(abs(found.points[member.key] - member.own) < SAME for member in sheet.group.members),
    )  # fmt: skip


def _onward(loaded: LoadedMatrix, query: str, carried: list[tuple[str, str]]) -> str:
    """Where another group is judged with these weights in mind; nothing where there is only one."""
    if not any(row.is_group for row in loaded.criteria):
        return ""
    aim = urlencode([(key, value) for key, value in carried if key == "for"])
    return f"{reverse('weigh', args=[loaded.slug])}?{'&'.join(part for part in (aim, query) if part)}"


def _unfinished(sheet: Sheet, todo: str) -> Outcome:
    return Outcome(
        todo=todo, answered=sheet.answered, asked=sheet.asked, progress=_progress(sheet),
        problems=tuple(problem.sentence for problem in sheet.problems), headline="", difference="", shares=(),
        ranking=(), left_out=0, figures=(), worst=None, notes=(), play="", onward="", judged=urlencode(sheet.fields),
        is_same=False,
    )  # fmt: skip


def _progress(sheet: Sheet) -> str:
    return place(100 * sheet.answered / sheet.asked) if sheet.asked and sheet.answered else "0%"


def _share(member: Member, percent: Decimal, top: Decimal) -> ShareLine:
    change = round(percent - member.own, 1)
    scale = 100 / max(top, Decimal(1))
    return ShareLine(
        name=member.name, number=member.number, slot=(member.number - 1) % 12 + 1, text=whole_percent(percent),
        own=whole_percent(member.own),
        change="" if not change else f"{'+' if change > 0 else '−'}{whole_percent(abs(change))}",
        width=place(percent * scale), tick=place(member.own * scale),
    )  # fmt: skip


def _ranking(
    loaded: LoadedMatrix, ranking: engine.Ranking | None, own: engine.Ranking | None
) -> tuple[RankLine, ...]:
    if ranking is None:
        return ()
    before = {one.alternative: one for one in (*own.standings, *own.excluded)} if own else {}
    shapes = {row.key: number % SHAPES + 1 for number, row in enumerate(loaded.alternatives)}
    lines = []
    for one in (*ranking.standings, *ranking.excluded)[:MOST_RANKED]:
        then = before.get(one.alternative)
        was = then.rank if then else None
        lines.append(
            RankLine(
                rank="–" if one.rank is None else f"{'=' * one.tied}{one.rank}",
                name=loaded.labels[one.alternative],
                shape=shapes[one.alternative],
                is_lead=one.alternative == ranking.recommendation.alternative,
                total=two_decimals(one.total),
                change="" if then is None else signed(one.total - then.total),
                was="" if was in (None, one.rank) else f"now {was}{ordinal(was or 0)}",
            )  # fmt: skip
        )
    return tuple(lines)


def _headline(loaded: LoadedMatrix, ranking: engine.Ranking | None) -> str:
    if ranking is None:
        return "No ranking can be formed at these weights."
    found = ranking.recommendation
    if found.alternative is None:
        tied = [loaded.labels[one.alternative] for one in ranking.standings if one.rank == 1]
        return f"{listed(tied)} would tie" if tied else "Nothing could be ranked"
    name = loaded.labels[found.alternative]
    if found.margin is None:
        return f"{name} would stand alone"
    by = two_decimals(found.margin)
    so_far = found.so_far
    return f"{name} would lead by {by if Decimal(by) else 'less than 0.01'}{so_far}"


def _difference(loaded: LoadedMatrix, ranking: engine.Ranking | None, own: engine.Ranking | None) -> str:
    """What changes against the decision's own weights, in one sentence."""
    if ranking is None or own is None:
        return ""
    before, now = own.recommendation, ranking.recommendation
    ranks = {one.alternative: one.rank for one in own.standings}
    moved = [
        loaded.labels[one.alternative] for one in ranking.standings if ranks.get(one.alternative) != one.rank
    ]
    if before.alternative != now.alternative and before.alternative is not None:
        return f"{loaded.labels[before.alternative]} leads at the decision’s own weights."
    if before.alternative == now.alternative and before.margin is not None and not moved:
        return f"The order stays; the lead is {two_decimals(before.margin)} now."
    if moved:
        return f"The leader stays; {listed(moved)} change places."
    return ""


def _notes(found: Found) -> tuple[str, ...]:
    notes = []
    if found.sheet.way.by_range and found.sheet.group.spans_differ:
        notes.append(
            "These scales hold different amounts of value, so the weights were brought to points: judged is the "
            "whole scale, weighed is each point of it."
        )
    return tuple(notes)
