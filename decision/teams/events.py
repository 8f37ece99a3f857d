"""What every row of the audit trail says beside the row it keeps: the transaction that wrote it, and as which
user of the database. Both are filled in by the database, so that no door and no hand-written SQL goes without."""

from __future__ import annotations

import pghistory.models
from django.db import models


class ThisTransaction(models.Func):
    """The number of the running transaction; with its time it is unlike any other, also after a restore."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class Login(models.Func):
    """The user of the database who is connected."""

    template = "(session_user::text)"
    arity = 0
    output_field = models.TextField()


class Event(pghistory.models.Event):
    """One change of one row of a tracked table (the settings name it as the base of all event tables).

    Events and revisions of one transaction share its number and its time (`pgh_created_at`); 0 is for what was
    recorded before transactions were.
    """

    pgh_transaction = models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)
    pgh_login = models.TextField(db_default=Login(), editable=False)

    class Meta:
        abstract = True
