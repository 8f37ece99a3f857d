"""What made each revision of a decision: one row each time the database raises it; see migration 0004."""

from __future__ import annotations

import pgtrigger
from django.db import models


class Revision(models.Model):
    """One revision of a decision: the transaction that made it, when, and as whose change.

    `transaction` and `at` are those of every event of the audit trail that belongs to it (`pgh_transaction`,
    `pgh_created_at`). A change past the product is by the user of the database, through the door "sql".
    """

    decision = models.ForeignKey(
        "matrix.Decision", on_delete=models.DO_NOTHING, db_constraint=False, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    transaction = models.BigIntegerField()
    at = models.DateTimeField()
    context = models.UUIDField(null=True)
    actor = models.TextField()
    user_id = models.BigIntegerField(null=True)
    door = models.TextField()
    note = models.TextField(blank=True, help_text="What the change was, where its maker said so.")
    undoes = models.PositiveIntegerField(null=True, help_text="The revision that this one took back.")

    class Meta:
        ordering = ["decision", "number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="matrix_revision_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} at revision {self.number}"
