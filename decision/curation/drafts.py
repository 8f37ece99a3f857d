"""Files that were looked at and wait to be imported by whoever did."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from decision.problems import Forbidden, NotThere
from decision.teams.actors import Actor
from decision.teams.permissions import require_curator
from frameworks.models import ImportDraft
from frameworks.services import Imported, import_claims
from frameworks.transfer import Comparison

KEPT_FOR = timedelta(hours=24)


def keep_draft(*, name: str, content: bytes, found: Comparison, by: Actor) -> ImportDraft:
    """Keep a file for a day; older ones, and what else the same person looked at, are forgotten."""
    require_curator(by)
    if by.user_id is None:
        raise Forbidden("Only a person keeps a preview; commands import at once.")
    with transaction.atomic():
        ImportDraft.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
        ImportDraft.objects.filter(made_by=by.user_id).delete()
        return ImportDraft.objects.create(
            made_by_id=by.user_id, name=name[:200], content=content, digest=found.digest
        )


def import_draft(*, draft: int, by: Actor) -> Imported:
    """Import what `by` looked at, if nothing changed since. Raises `NotThere` for somebody else's."""
    require_curator(by)
    with transaction.atomic():
        row = ImportDraft.objects.select_for_update().filter(pk=draft, made_by=by.user_id).first()
        if row is None:
            raise NotThere("There is no such preview of yours any more: choose the file again.")
        done = import_claims(bytes(row.content), is_json=is_json(row.name), digest=row.digest, by=by)
        row.delete()
        return done


def is_json(name: str) -> bool:
    """Whether a file's name says that it is JSON."""
    return name.casefold().endswith(".json")
