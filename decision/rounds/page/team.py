"""The Team tab before a reveal: no round yet, or one that is open and hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from decision.matrix.page.bars import slot_of
from decision.matrix.page.context import ago
from decision.matrix.page.numbers import listed, percent_text, place, plural
from decision.teams.models import Membership
from decision.teams.people import shown_name

from ..asking import Progress, Questions, progress_of
from ..models import Round
from ..selectors import OwnBallot, Participant
from .lines import percents_among
from .people import PersonLine, departed_text, finished_text, person_lines

PLOT_TO = 50


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One of the decision's rounds in the list of them."""

    number: int
    state: str
    kind: str
    when: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class OwnLine:
    """The reader's own share of a criterion, on a plot that hides everybody else's."""

    name: str
    number: int
    slot: int
    text: str
    x: str | None


@dataclass(frozen=True)
class HiddenRound:
    """An open round: the reader's own ballot, and who has finished."""

    number: int
    asks: str
    note: str
    opened: str
    rule: str
    closes_at: datetime | None
    people: tuple[PersonLine, ...]
    finished: str
    gauge: str
    departed: str
    own: tuple[OwnLine, ...]
    axis: tuple[tuple[str, str, str], ...]
    progress: Progress
    has_started: bool
    finished_at: str
    may_vote: bool
    may_run: bool
    anybody_in: bool
    waits: str
    meanwhile: tuple[str, ...]


def hidden_round(
    row: Round, questions: Questions, people: Sequence[Participant], own: OwnBallot, *, me: int | None,
    may_vote: bool, may_run: bool,
) -> HiddenRound:  # fmt: skip
    """What a member sees of an open round."""
    present = [who for who in people if who.takes_part]
    finished = sum(who.has_finished for who in present)
    lines, axis = _own_lines(questions, own)
    return HiddenRound(
        number=row.number, asks=row.get_asks_display(), note=row.note, opened=_opened(row), rule=_rule(row),
        closes_at=row.closes_at, people=person_lines(people, me), finished=finished_text(people),
        gauge=place(100 * finished / len(present)) if present else "0%", departed=departed_text(people),
        own=lines, axis=axis, progress=progress_of(questions, own.points, own.scores),
        has_started=own.saved_at is not None, finished_at=ago(own.finished_at) if own.finished_at else "",
        may_vote=may_vote, may_run=may_run, anybody_in=finished > 0, waits=_waits(row, len(present) - finished),
        meanwhile=meanwhile(questions),
    )  # fmt: skip


def _opened(row: Round) -> str:
    by = f" by {shown_name(row.opened_by)}" if row.opened_by else ""
    return f"Opened {ago(row.opened_at)}{by}."


def _rule(row: Round) -> str:
    if row.reveal == Round.Reveal.WHEN_ALL_IN:
        return "It reveals by itself when everybody has finished."
    if row.reveal == Round.Reveal.AT_TIME:
        return "It reveals by itself at that time."
    return "An owner or editor reveals it."


def _waits(row: Round, waiting: int) -> str:
    """What revealing now would do."""
    if not waiting:
        return "Everybody has finished."
    left_out = f"revealing now leaves {plural(waiting, 'member')} out"
    if row.reveal == Round.Reveal.WHEN_ALL_IN:
        return f"It reveals by itself when everybody has finished; {left_out}."
    if row.reveal == Round.Reveal.AT_TIME:
        return f"It reveals by itself at its time; {left_out}."
    return f"{left_out[0].upper()}{left_out[1:]}."


def gone_text(questions: Questions) -> str:
    """A sentence about what was asked and is no longer part of the decision."""
    if not questions.gone:
        return ""
    verb = "is" if len(questions.gone) == 1 else "are"
    names = listed(list(questions.gone))
    return f"{names} {verb} no longer part of the decision: votes there are kept, and not counted."


def added_text(questions: Questions) -> str:
    """A sentence about what joined the decision after the opening."""
    if not questions.added:
        return ""
    many = len(questions.added) > 1
    return (
        f"{listed(list(questions.added))} joined the decision after this round was opened, and "
        f"{'are' if many else 'is'} not asked: {'they keep their' if many else 'it keeps its'} weight and scores."
    )


def meanwhile(questions: Questions) -> tuple[str, ...]:
    """What changed in the decision since the opening, in sentences."""
    return tuple(text for text in (gone_text(questions), added_text(questions)) if text)


def axis_of(top: int) -> tuple[tuple[str, str, str], ...]:
    """The labels of a plot from 0 to `top` percent: where, how anchored, what."""
    steps = [top * step // 5 for step in range(6)]
    anchors = ("start", "middle", "middle", "middle", "middle", "end")
    return tuple(
        (place(100 * at / top), anchor, f"{at}\u00a0%" if at == top else str(at))
        for at, anchor in zip(steps, anchors, strict=True)
    )


def _own_lines(
    questions: Questions, own: OwnBallot
) -> tuple[tuple[OwnLine, ...], tuple[tuple[str, str, str], ...]]:
    percents = percents_among(questions, own.points)
    top = 100 if any(percent > PLOT_TO for percent in percents.values()) else PLOT_TO
    numbers = {row.key: number for number, row in enumerate(questions.loaded.leaves, 1)}
    lines = tuple(
        OwnLine(
            name=row.name, number=numbers[row.key], slot=slot_of(numbers[row.key]),
            text=percent_text(percents[row.key]) if row.key in own.points else "not yet",
            x=place(100 * float(percents[row.key]) / top) if row.key in own.points else None,
        )
        for row in questions.weights
        if not row.is_group
    )  # fmt: skip
    return lines, axis_of(top)


def round_lines(rounds: Sequence[Round], shown: int | None) -> tuple[RoundLine, ...]:
    """Every round of the decision, the latest first."""
    return tuple(_round_line(row, row.number == shown) for row in rounds)


def _round_line(row: Round, is_shown: bool) -> RoundLine:
    if row.status == Round.Status.OPEN:
        return RoundLine(row.number, "Open", "accent", f"opened {ago(row.opened_at)}", is_shown)
    if row.status == Round.Status.REVEALED:
        assert row.revealed_at is not None
        return RoundLine(row.number, "Revealed", "ok", ago(row.revealed_at), is_shown)
    assert row.cancelled_at is not None
    return RoundLine(row.number, "Cancelled", "", ago(row.cancelled_at), is_shown)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice in the form that opens a round."""

    value: str
    label: str
    hint: str
    is_chosen: bool


@dataclass(frozen=True)
class Opening:
    """The form that opens a round, with what was typed and what is wrong with it."""

    number: int
    asks: tuple[Choice, ...]
    reveal: tuple[Choice, ...]
    aggregate: tuple[Choice, ...]
    note: str
    closes_at: str
    members: tuple[tuple[str, str, str, str], ...]
    has_counts: bool
    problems: tuple[str, ...]


HINTS = {
    "weights": "How much each criterion matters. The scores stay as they are.",
    "scores": "How well each alternative does. The weights stay as they are.",
    "both": "Everything: the fullest picture, and the most work.",
    "by_editor": "Nothing happens until an owner or editor presses the button.",
    "when_all_in": "The moment the last member finishes.",
    "at_time": "At a day and time, whoever has finished by then.",
    "arithmetic": "Every view pulls equally.",
    "geometric": "Nobody’s 0 can be outvoted.",
    "median": "One extreme view moves nothing.",
}


def opening(
    number: int, members: Sequence[Membership], typed: dict[str, str] | None = None, problems: Sequence[str] = ()
) -> Opening:  # fmt: skip
    """The form for round `number`; `typed` is what was sent and refused."""
    typed = typed or {}

    def choices(
        field: str, kinds: type[Round.Asks] | type[Round.Reveal] | type[Round.Aggregate], default: str
    ) -> tuple[Choice, ...]:
        chosen = typed.get(field, default)
        return tuple(
            Choice(value, label[0].upper() + label[1:], HINTS.get(value, ""), value == chosen)
            for value, label in kinds.choices
        )

    lines = tuple(
        (row.user.username, shown_name(row.user), row.get_role_display(),
         typed.get(f"counts.{row.user.username}", "1"))
        for row in members
    )  # fmt: skip
    return Opening(
        number=number, asks=choices("asks", Round.Asks, "weights"),
        reveal=choices("reveal", Round.Reveal, "when_all_in"),
        aggregate=choices("aggregate", Round.Aggregate, "arithmetic"),
        note=typed.get("note", ""), closes_at=typed.get("closes_at", ""), members=lines,
        has_counts=any(count != "1" for *_, count in lines), problems=tuple(problems),
    )  # fmt: skip
