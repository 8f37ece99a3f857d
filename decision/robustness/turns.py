"""Studies take turns: a few seconds each, then what was counted is stored, and the next one goes on.

Whoever works on a study holds an advisory lock of the database's session, which ends with the process, however that
ends: another then goes on from what is stored. So any number of processes on any number of machines may work.
"""

from __future__ import annotations

import logging
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from decision.engine.errors import EngineError
from decision.matrix.telling import tell
from decision.problems import Refused

from .models import Study
from .studying import Work

logger = logging.getLogger(__name__)

TURN_SECONDS = 2.0
TELLING_SECONDS = 1.0
MEBIBYTE = 2**20
MOST_TURNS_LOST = 3
LOOKED_AT = 20
LOCKS = 0x57D7  # the first half of the locks' numbers
Status = Study.Status


def take_turn(seconds: float = TURN_SECONDS, stopped: Callable[[], bool] = lambda: False) -> bool:
    """Work for some seconds on the study that has waited longest; False where none is due.

    With `stopped` it ends early, after the step that it is at.
    """
    with _claimed() as study:
        if study is None:
            return False
        if study.begun_turns >= MOST_TURNS_LOST:
            _end(
                study, Status.FAILED, error=f"It ended the process that computed it {MOST_TURNS_LOST} times."
            )
            return True
        _begin(study)
        try:
            _work(study, seconds, stopped)
        except (Refused, EngineError) as error:
            _end(study, Status.FAILED, error=error.detail)
        except Exception:
            logger.exception("the study %s failed", study.pk)
            _end(study, Status.FAILED, error="Something went wrong here, and it is on record.")
        return True


@contextmanager
def _claimed() -> Iterator[Study | None]:
    """The unfinished study whose turn is next and that nobody works on."""
    waiting = Study.objects.filter(status__in=Study.UNFINISHED).order_by("turn_at")
    for number in list(waiting.values_list("pk", flat=True)[:LOOKED_AT]):
        if not _locked(number):
            continue
        try:
            found = Study.objects.filter(pk=number, status__in=Study.UNFINISHED)
            study = found.defer("state", "result").first()
            if study is not None:
                yield study
                return
        finally:
            _unlock(number)
    yield None


def _lock_of(number: UUID) -> tuple[int, int]:
    return LOCKS, int.from_bytes(number.bytes[:4], signed=True)


def _locked(number: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", _lock_of(number))
        return bool(cursor.fetchone()[0])


def _unlock(number: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", _lock_of(number))


def _begin(study: Study) -> None:
    started = study.started_at or timezone.now()
    step = study.step or "Reading the decision"
    _store(study, status=Status.RUNNING, started_at=started, begun_turns=study.begun_turns + 1, step=step)


def _work(study: Study, seconds: float, stopped: Callable[[], bool]) -> None:
    at_hand = _at_hand.take(study)
    work = at_hand.work if at_hand else Work.of(study)
    longer = 1 + (at_hand.size if at_hand else 0) // MEBIBYTE
    if not _advance(work, study, seconds * longer, stopped):
        return
    if work.is_done:
        result = zlib.compress(work.result(), 6)
        _end(study, Status.DONE, result=result, draws_done=work.draws_done, first=work.first(), state=None)
        return
    now, state = timezone.now(), work.state()
    if _store(study, state=state, begun_turns=0, turn_at=now, **_progress(work)):
        _at_hand.keep(study.pk, now, AtHand(work, len(state)))
        tell(study.decision_id, "studies")


@dataclass(frozen=True, slots=True)
class AtHand:
    """The work of a study after its last turn, and the size of the state that was stored: what takes longer to store is
    stored less often."""

    work: Work
    size: int


class _AtHand:
    """The work that this process did last: a study that nobody else has worked on since goes on from it, without
    reading the decision and the state again."""

    def __init__(self) -> None:
        self._kept: tuple[UUID, datetime, AtHand] | None = None

    def keep(self, number: UUID, turn_at: datetime, at_hand: AtHand) -> None:
        self._kept = number, turn_at, at_hand

    def take(self, study: Study) -> AtHand | None:
        """The work of the study, if it is still where it was left; it is at hand no more."""
        kept, self._kept = self._kept, None
        return kept[2] if kept is not None and kept[:2] == (study.pk, study.turn_at) else None


_at_hand = _AtHand()


def _advance(work: Work, study: Study, seconds: float, stopped: Callable[[], bool]) -> bool:
    """Do steps until the time is over, and tell how far it is; False where somebody has called it off."""
    began = told = time.monotonic()
    while not work.is_done and time.monotonic() - began < seconds and not stopped():
        work.advance()
        if time.monotonic() - told >= TELLING_SECONDS:
            if not _store(study, **_progress(work)):
                return False
            tell(study.decision_id, "studies")
            told = time.monotonic()
    return True


def _progress(work: Work) -> dict[str, Any]:
    return {"draws_done": work.draws_done, "first": work.first(), "step": work.step}


def _store(study: Study, **fields: object) -> bool:
    """Write fields of a study that nobody has called off meanwhile; whether there is one."""
    return bool(Study.objects.filter(pk=study.pk, status__in=Study.UNFINISHED).update(**fields))


def _end(study: Study, status: Status, **fields: object) -> None:
    now = timezone.now()
    if _store(study, status=status, step="", begun_turns=0, finished_at=now, turn_at=now, **fields):
        tell(study.decision_id, "studies")
