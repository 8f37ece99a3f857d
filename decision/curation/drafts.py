"""Files that were looked at and wait to be imported by whoever did, or are being imported."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from decision.problems import Conflicting, Forbidden, NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import require_curator
from frameworks.models import ImportDraft
from frameworks.services import Imported, import_claims
from frameworks.transfer import Comparison

KEPT_FOR = timedelta(hours=24)
AT_ONCE = 2_000  # claims of a file that is imported while its sender waits; larger ones are imported aside
GONE = "There is no such preview of yours any more: choose the file again."
Status = ImportDraft.Status


def keep_draft(*, name: str, content: bytes, found: Comparison, by: Actor) -> ImportDraft:
    """Keep a file for a day; what else the same person looked at is forgotten, but not what is being imported."""
    require_curator(by)
    if by.user_id is None:
        raise Forbidden("Only a person keeps a preview; commands import at once.")
    with transaction.atomic():
        mine = ImportDraft.objects.filter(made_by=by.user_id).exclude(status__in=ImportDraft.UNFINISHED)
        mine.delete()
        rows = len(found.new) + len(found.changed) + found.unchanged
        return ImportDraft.objects.create(
            made_by_id=by.user_id, name=name[:200], content=content, digest=found.digest, rows=rows
        )


def forget_old_drafts() -> int:
    """Forget the files of yesterday; how many."""
    old = ImportDraft.objects.filter(made_at__lt=timezone.now() - KEPT_FOR)
    return old.exclude(status__in=ImportDraft.UNFINISHED).delete()[0]


def draft_of(draft: int, by: Actor) -> ImportDraft:
    """Somebody's own file, without what is in it. Raises `NotThere` for somebody else's."""
    row = ImportDraft.objects.defer("content").filter(pk=draft, made_by=by.user_id).first()
    if row is None:
        raise NotThere(GONE)
    return row


def drafts_under_way(by: Actor) -> list[ImportDraft]:
    """What somebody began to import and has not been told the end of, the newest first."""
    rows = ImportDraft.objects.defer("content").filter(made_by=by.user_id)
    return list(rows.exclude(status=Status.SHOWN))


def import_draft(*, draft: int, by: Actor) -> Imported | None:
    """Import what `by` looked at, if nothing changed since; a large file is imported aside, and the answer is None.

    Raises `NotThere` for somebody else's, `Conflicting` while another import of theirs is under way.
    """
    require_curator(by)
    with transaction.atomic():
        row = ImportDraft.objects.select_for_update().filter(pk=draft, made_by=by.user_id).first()
        if row is None or row.status == Status.DONE:
            raise NotThere(GONE)
        if row.is_unfinished:
            return None
        if ImportDraft.objects.filter(made_by=by.user_id, status__in=ImportDraft.UNFINISHED).exists():
            raise Conflicting("Another import of yours is under way: wait for it, or call it off.")
        if row.rows > AT_ONCE:
            _again(row)
            return None
        done = import_claims(bytes(row.content), is_json=is_json(row.name), digest=row.digest, by=by)
        row.delete()
        return done


def _again(row: ImportDraft) -> None:
    row.status, row.begun, row.done, row.wanted = Status.WAITING, 0, 0, 0
    row.step, row.outcome, row.ended_at = "", "", None
    row.save(update_fields=["status", "begun", "done", "wanted", "step", "outcome", "ended_at"])


def call_off(*, draft: int, by: Actor) -> None:
    """Call an import off: nothing of it is stored. Raises `NotThere`, and `Conflicting` where it has ended already."""
    require_curator(by)
    row = draft_of(draft, by)
    ended = {"status": Status.CANCELLED, "step": "", "outcome": "Called off: nothing was imported."}
    waiting = ImportDraft.objects.filter(pk=row.pk, status__in=ImportDraft.UNFINISHED)
    if not waiting.update(**ended, ended_at=timezone.now()):
        raise Conflicting("This import has ended already.")


def is_json(name: str) -> bool:
    """Whether a file's name says that it is JSON."""
    return name.casefold().endswith(".json")
