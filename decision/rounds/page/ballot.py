"""The ballot: what is asked, what the reader has given, and how far that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from decision.matrix.page.context import ago
from decision.matrix.page.numbers import listed, place

from ..asking import Progress, Questions, progress_of
from ..models import Round
from ..selectors import OwnBallot
from .lines import ScoreLine, WeightLine, score_lines, weight_lines
from .team import meanwhile

NAMED = 3


@dataclass(frozen=True)
class BallotState:
    """How far the ballot is: this part is replaced each time it is saved."""

    answered: int
    asked: int
    gauge: str
    missing: str
    saved: str
    is_complete: bool
    problems: tuple[str, ...]


@dataclass(frozen=True)
class BallotPage:
    """The ballot of one member in the open round."""

    number: int
    asks: str
    note: str
    closes_at: datetime | None
    weights: tuple[WeightLine, ...]
    has_groups: bool
    scores: tuple[ScoreLine, ...]
    options: tuple[str, ...]
    state: BallotState
    is_finished: bool
    finished_at: str
    how: str
    meanwhile: tuple[str, ...]
    measured: str


def ballot_state(
    questions: Questions, progress: Progress, saved_at: datetime | None, problems: Sequence[str] = ()
) -> BallotState:  # fmt: skip
    """The state of a ballot in words."""
    return BallotState(
        answered=progress.answered, asked=progress.asked,
        gauge=place(100 * progress.answered / progress.asked) if progress.asked else "100%",
        missing=_missing(questions, progress), saved=f"Saved {ago(saved_at)}" if saved_at else "Nothing saved yet",
        is_complete=progress.is_complete, problems=tuple(problems),
    )  # fmt: skip


def _missing(questions: Questions, progress: Progress) -> str:
    """What is not answered yet: the first few by name."""
    if progress.is_complete:
        return "Everything is answered."
    names = [questions.name(key) for key in progress.missing_weights]
    names += [f"{questions.name(f)} on {questions.name(c)}" for f, c in progress.missing_scores[:NAMED]]
    more = progress.missing - min(len(names), NAMED)
    shown = names[:NAMED] + ([f"{more} more"] if more else [])
    return f"Missing: {listed(shown)}."


def ballot_page(
    row: Round, questions: Questions, own: OwnBallot, *, typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> BallotPage:  # fmt: skip
    """The ballot as it is kept, or as it was sent where something in it is wrong."""
    typed, errors = typed or {}, errors or {}
    progress = progress_of(questions, own.points, own.scores)
    lines = weight_lines(questions, own.points, typed, errors)
    return BallotPage(
        number=row.number, asks=row.get_asks_display(), note=row.note, closes_at=row.closes_at,
        weights=lines, has_groups=any(line.is_group for line in lines),
        scores=score_lines(questions, own.scores, typed, errors),
        options=tuple(option.label for option in questions.alternatives),
        state=ballot_state(questions, progress, own.saved_at, _sentences(questions, errors)),
        is_finished=own.finished_at is not None, finished_at=ago(own.finished_at) if own.finished_at else "",
        how=_how(own), meanwhile=meanwhile(questions),
        measured=_measured(questions),
    )  # fmt: skip


def _sentences(questions: Questions, errors: Mapping[str, str]) -> list[str]:
    return [f"{_place(questions, pointer)}{sentence}" for pointer, sentence in errors.items()]


def _place(questions: Questions, pointer: str) -> str:
    keys = pointer.split("/")[2:]
    return f"{' on '.join(questions.name(key) for key in keys)}: " if keys else ""


def _how(own: OwnBallot) -> str:
    """How the weights came about, where guided ways gave them."""
    names = {str(record.get("method", "")).replace("_", " ") for record in (own.weighing or {}).values()}
    return listed(sorted(name for name in names if name))


def _measured(questions: Questions) -> str:
    if not questions.measured:
        return ""
    names = [row.name for row in questions.measured]
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'} measured: nobody votes on figures."
