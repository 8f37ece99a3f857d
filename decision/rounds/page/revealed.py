"""A revealed round: where the team stands, where it differs and what that does."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from decision.matrix.loading import LoadedMatrix
from decision.matrix.page.context import ago
from decision.matrix.page.numbers import listed
from decision.problems import Conflicting
from decision.teams.people import shown_name

from ..comparison import Comparison, compare
from ..models import Round
from ..selectors import Participant, revealed_before
from .conversation import Talk, conversation
from .figures import AVERAGES, Figure, figures
from .members import MemberLine, member_lines
from .people import called
from .scores import ScorePart, score_part
from .since import Since, since
from .split import SplitPart, split_part
from .team import meanwhile
from .weights import WeightPart, weight_part

MANY, FEW = 14, 10
"""Beyond so many members only so many are listed at once: the reader, and those with another result first."""
AGGREGATES = {value: label.capitalize() for value, label in AVERAGES.items()}


@dataclass(frozen=True, slots=True)
class Way:
    """One choice of a control that lives in the address."""

    name: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class RevealedRound:
    """The page of a revealed round. Parts are None where the round has nothing of the kind."""

    number: int
    asks: str
    note: str
    when: str
    applied: str
    aggregate: str
    aggregate_name: str
    ways: tuple[Way, ...]
    shows: tuple[Way, ...]
    is_table: bool
    figures: tuple[Figure, ...]
    weights: WeightPart | None
    scores: ScorePart | None
    members: tuple[MemberLine, ...]
    other_members: tuple[MemberLine, ...]
    talk: tuple[Talk, ...]
    split: SplitPart | None
    since: Since | None
    notes: tuple[str, ...]
    is_empty: bool
    may_run: bool
    can_save: bool


def revealed_round(
    row: Round, loaded: LoadedMatrix, *, wanted: str | None, me: int | None, may_run: bool, shows: str
) -> RevealedRound:
    """The page of a revealed round, by the aggregate of the address or the round's own."""
    known = wanted if wanted in AGGREGATES else None
    comparison, fallback = _compared(row, loaded, known)
    before = revealed_before(row)
    found = comparison.found
    is_table = shows == "table"
    lines = member_lines(comparison, me) if found else ()
    cut = len(lines) if len(lines) <= MANY else FEW
    return RevealedRound(
        number=row.number, asks=row.get_asks_display(), note=row.note, when=_when(row), applied=_applied(row),
        aggregate=comparison.aggregate, aggregate_name=AGGREGATES[comparison.aggregate],
        ways=_ways("by", AGGREGATES, comparison.aggregate, {"as": shows} if is_table else {}),
        shows=_ways("as", {"dots": "Dots", "table": "Table"}, shows, {"by": known} if known else {}),
        is_table=is_table, is_empty=found is None, may_run=may_run,
        figures=figures(comparison) if found else (),
        weights=weight_part(comparison, me) if found and comparison.questions.asks_weights else None,
        scores=score_part(comparison, me, is_table=is_table) if found and comparison.questions.asks_scores else None,
        members=lines[:cut], other_members=lines[cut:],
        talk=conversation(comparison, me) if found else (),
        split=split_part(comparison) if found else None,
        since=since(before, comparison, me) if before and found else None,
        notes=(*fallback, *_notes(comparison, me)), can_save=comparison.questions.asks_weights,
    )  # fmt: skip


def _compared(row: Round, loaded: LoadedMatrix, wanted: str | None) -> tuple[Comparison, tuple[str, ...]]:
    """The comparison; by the mean, with a word, where the aggregate asked for leaves nothing."""
    try:
        return compare(row, loaded, wanted), ()
    except Conflicting as nothing:
        return compare(row, loaded, "arithmetic"), (f"{nothing.detail} The mean is shown.",)


def _ways(name: str, labels: dict[str, str], chosen: str, others: dict[str, str]) -> tuple[Way, ...]:
    return tuple(
        Way(label, urlencode({name: value, **others}), value == chosen) for value, label in labels.items()
    )


def _when(row: Round) -> str:
    assert row.revealed_at is not None
    by = f" by {shown_name(row.revealed_by)}" if row.revealed_by else ", by itself"
    return f"Revealed {ago(row.revealed_at)}{by}."


def _applied(row: Round) -> str:
    if row.applied_at is None:
        return ""
    by = f" by {shown_name(row.applied_by)}" if row.applied_by else ""
    how = AVERAGES[row.applied_aggregate]
    return f"Its {how} was applied {ago(row.applied_at)}{by}, as revision {row.applied_revision}."


def _notes(comparison: Comparison, me: int | None) -> list[str]:
    """Who and what is not in the comparison, and why."""
    late = [called(who, me) for who in comparison.left_out if who.takes_part]
    gone = [called(who, me) for who in comparison.left_out if not who.takes_part]
    silent = [called(who, me) for who in comparison.silent]
    notes = []
    if late:
        notes.append(f"Not finished, and left out: {listed(late)}. What they had answered stays their own.")
    if gone:
        notes.append(f"No longer voting on this team: {listed(gone)}. Their ballots are kept, and left out.")
    if silent:
        notes.append(f"All points on what is no longer part of the decision, and left out: {listed(silent)}.")
    notes += meanwhile(comparison.questions)
    notes += _vetoes(comparison)
    if any(vote.who.counts != 1 for vote in comparison.votes):
        heavy = [f"{called(v.who, me)} {_times(v.who)}" for v in comparison.votes if v.who.counts != 1]
        notes.append(f"Counted in the group’s figures: {listed(heavy)}, everybody else once.")
    return notes


def _times(who: Participant) -> str:
    return f"{who.counts.normalize():f} times"


def _vetoes(comparison: Comparison) -> list[str]:
    """What a geometric mean takes out because somebody gave it nothing."""
    found = comparison.found
    if found is None or comparison.aggregate != Round.Aggregate.GEOMETRIC:
        return []
    names = [
        comparison.questions.name(spread.criterion)
        for spread in found.criteria_spread
        if spread.low == 0 < spread.high and found.group.shares[spread.criterion] == 0
    ]
    if not names:
        return []
    return [f"A geometric mean takes out what anybody gives nothing: {listed(names)}."]
