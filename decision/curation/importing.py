"""Large files imported aside, one at a time, whole or not at all.

Whoever imports holds an advisory lock of the database's session, which ends with the process, however that ends:
another begins again, for nothing was stored. How far it is stands in the draft's row, written over a connection of its
own, since the import itself is one transaction; its last statement says in the same transaction that it is done.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from decision.problems import Forbidden, Refused
from decision.teams.actors import Actor
from frameworks.models import ImportDraft
from frameworks.services import Imported, import_claims

from .drafts import is_json

logger = logging.getLogger(__name__)

LOCK = 8_231_007
MOST_BEGUN = 3
TELLING_SECONDS = 0.5
Status = ImportDraft.Status


class _CalledOff(Exception):
    """Somebody does not want it any more, or the process has to end."""


def take_turn(stopped: Callable[[], bool] = lambda: False) -> bool:
    """Import the file that has waited longest; False where none waits, or where another process imports."""
    with _alone() as is_alone:
        draft = ImportDraft.objects.filter(status__in=ImportDraft.UNFINISHED).order_by("id").first()
        if not is_alone or draft is None:
            return False
        if draft.begun >= MOST_BEGUN:
            _end(draft, Status.FAILED, f"It ended the process that imported it {MOST_BEGUN} times.")
            return True
        if not _store(draft, status=Status.RUNNING, begun=draft.begun + 1):
            return True
        try:
            _import(draft, stopped)
        except _CalledOff:
            _store(draft, status=Status.WAITING, begun=draft.begun)
        except Refused as refused:
            _end(draft, Status.FAILED, refused.detail)
        except Exception:
            logger.exception("the import %s failed", draft.pk)
            _end(draft, Status.FAILED, "Something went wrong here, and it is on record.")
        return True


def _import(draft: ImportDraft, stopped: Callable[[], bool]) -> None:
    with _telling(draft, stopped) as tell, transaction.atomic():
        done = import_claims(
            bytes(draft.content),
            is_json=is_json(draft.name),
            digest=draft.digest,
            by=_actor(draft),
            progress=tell,
        )
        if not _end(draft, Status.DONE, words_of(done), content=b""):
            raise _CalledOff


def words_of(done: Imported) -> str:
    """What an import did, as a sentence."""
    claims = "claim" if done.new == 1 else "claims"
    return f"{done.new:,} {claims} added, {done.changed:,} changed, {done.unchanged:,} left as they were."


def _actor(draft: ImportDraft) -> Actor:
    """Who asked for it, if they may still."""
    user = get_user_model().objects.get(pk=draft.made_by_id)
    if not (
        user.is_active
        and user.is_staff
        and user.has_perms(["frameworks.add_claim", "frameworks.change_claim"])
    ):
        raise Forbidden("You may not change the catalogue any more.")
    return Actor(user_id=user.pk, name=user.get_username(), is_staff=True, can_write=True, door="admin")


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else imports."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_alone,) = cursor.fetchone()
        try:
            yield bool(is_alone)
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _telling(draft: ImportDraft, stopped: Callable[[], bool]) -> Iterator[Callable[[str, int, int], None]]:
    """A way to say how far it is, which raises `_CalledOff` where nobody wants to know."""
    aside = connection.copy()
    told, told_at = "", 0.0

    def tell(step: str, done: int, wanted: int) -> None:
        nonlocal told, told_at
        if stopped():
            raise _CalledOff
        now = time.monotonic()
        if step == told and now - told_at < TELLING_SECONDS:
            return
        told, told_at = step, now
        with aside.cursor() as cursor:
            cursor.execute(
                "UPDATE frameworks_importdraft SET step = %s, done = %s, wanted = %s WHERE id = %s AND status = %s",
                [step, done, wanted, draft.pk, Status.RUNNING.value],
            )
            if not cursor.rowcount:
                raise _CalledOff

    try:
        yield tell
    finally:
        aside.close()


def _store(draft: ImportDraft, **fields: object) -> bool:
    """Write fields of an import that nobody has called off meanwhile; whether there is one."""
    return bool(ImportDraft.objects.filter(pk=draft.pk, status__in=ImportDraft.UNFINISHED).update(**fields))


def _end(draft: ImportDraft, status: Status, outcome: str, **fields: object) -> bool:
    return _store(draft, status=status, outcome=outcome, step="", ended_at=timezone.now(), **fields)
