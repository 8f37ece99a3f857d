"""Beginning a study and calling it off. Nothing of the decision changes by either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from decision import engine
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Conflicting, Forbidden, Invalid
from decision.teams.actors import Actor
from decision.teams.permissions import may_edit

from .asking import Asked
from .checking import settled_for_study
from .models import Study
from .selectors import points_of, study_of
from .varying import as_varied, varied

MOST_OF_ONE = 5
"""Unfinished studies of one person, or of all visitors together on one decision."""
MOST = 500
KEEP = timedelta(days=30)
KEEP_VISITORS = timedelta(days=7)
Status = Study.Status


@dataclass(frozen=True, slots=True)
class Begun:
    """A study, and whether it was there before."""

    study: Study
    is_new: bool


def begin_study(*, decision: str, asked: Asked, by: Actor) -> Begun:
    """Have the decision studied as it stands now; who asks for the same finds the same study.

    One that was called off or failed goes on from where it stood. Whoever may read the decision may ask. Raises
    `NotThere`, `Invalid` that points to what cannot be computed, `Conflicting` where too many wait or where the stored
    weights allow no ranking.
    """
    opened = open_decision(decision, by=by)
    loaded = varied(matrix_of(opened), asked)
    asked = as_varied(loaded, settled_for_study(loaded, asked))
    _check_ranking(loaded, asked)  # what cannot be ranked is refused now, not in a while
    same = {"decision_id": opened.id, "revision": loaded.revision, "fingerprint": asked.fingerprint}
    with transaction.atomic():
        known = Study.objects.select_for_update().defer("state", "result").filter(**same).first()
        if known is not None and known.status not in (Status.CANCELLED, Status.FAILED):
            return Begun(known, is_new=False)
        _check_room(opened.id, by)
        if known is not None:
            return Begun(_taken_up(known, by), is_new=False)
        study, is_new = Study.objects.get_or_create(
            **same,
            defaults={"asked": asked.stored(), "draws_wanted": asked.draws or 0, "owner_id": by.user_id},
        )
    return Begun(study, is_new)


def _check_ranking(loaded: LoadedMatrix, asked: Asked) -> None:
    try:
        engine.rank(loaded.matrix, points_of(loaded, asked))
    except engine.EngineError as error:
        if not asked.points:
            raise Conflicting(error.detail) from None
        errors = [(f"/points{at.removeprefix('/weights')}", sentence) for at, sentence in error.errors]
        raise Invalid(error.detail, errors=errors, title=error.title) from None


def _taken_up(study: Study, by: Actor) -> Study:
    study.status, study.error, study.begun_turns, study.finished_at = Status.WAITING, "", 0, None
    study.owner_id, study.turn_at = by.user_id, timezone.now()
    study.save(update_fields=["status", "error", "begun_turns", "finished_at", "owner", "turn_at"])
    return study


def _check_room(decision_id: int, by: Actor) -> None:
    unfinished = Study.objects.filter(status__in=Study.UNFINISHED)
    mine = unfinished.filter(owner=by.user_id)
    if by.user_id is None:
        mine = mine.filter(decision=decision_id)
    if mine.count() >= MOST_OF_ONE:
        whose = "you began" if by.user_id is not None else "visitors began on this decision"
        raise Conflicting(
            f"{MOST_OF_ONE} studies that {whose} are not finished: wait for one, or cancel one."
        )
    if unfinished.count() >= MOST:
        raise Conflicting(f"{MOST} studies are waiting already: try again later.")


def cancel_study(*, decision: str, study: UUID, by: Actor) -> Study:
    """Call a study off. What was counted stays, so that the same can go on later; one that is finished stays as it is.

    Its owner may, and the decision's editors; one begun by a visitor, whoever knows its id. Raises `NotThere` and
    `Forbidden`.
    """
    opened = open_decision(decision, by=by)
    found = study_of(opened, study)
    is_theirs = found.owner_id is None or found.owner_id == by.user_id
    if not (is_theirs or may_edit(by, opened)):
        raise Forbidden("Only who began this study and the decision's editors may cancel it.")
    now = timezone.now()
    Study.objects.filter(pk=found.pk, status__in=Study.UNFINISHED).update(
        status=Status.CANCELLED, step="", finished_at=now
    )
    found.refresh_from_db(fields=["status", "step", "finished_at"])
    return found


def forget_old_studies() -> int:
    """Forget studies a month after their last turn, those of visitors after a week; how many were forgotten."""
    now = timezone.now()
    old = Q(turn_at__lt=now - KEEP) | Q(owner=None, turn_at__lt=now - KEEP_VISITORS)
    return Study.objects.filter(old).delete()[0]
