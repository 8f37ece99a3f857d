"""Rounds and ballots. A ballot is its member's alone until the round is revealed: these models are not in the admin,
their words (`__str__`) carry no figure, and no page or address lists their events."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from criteria.models import Criterion
from decision.matrix.models import Decision
from frameworks.models import Framework


@pghistory.track()
class Round(models.Model):
    """Members weigh or score a decision alone, and see each other's ballots when it is revealed.

    `asked` is the matrix as it stood when the round was opened, in the form of `asking.Asked`.
    """

    class Asks(models.TextChoices):
        WEIGHTS = "weights", "weights"
        SCORES = "scores", "scores"
        BOTH = "both", "weights and scores"

    class Status(models.TextChoices):
        OPEN = "open", "open"
        REVEALED = "revealed", "revealed"
        CANCELLED = "cancelled", "cancelled"

    class Reveal(models.TextChoices):
        BY_EDITOR = "by_editor", "when an editor reveals it"
        WHEN_ALL_IN = "when_all_in", "when everybody has finished"
        AT_TIME = "at_time", "at a time"

    class Aggregate(models.TextChoices):
        ARITHMETIC = "arithmetic", "mean"
        GEOMETRIC = "geometric", "geometric mean"
        MEDIAN = "median", "median"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    asks = models.CharField(max_length=8, choices=Asks, default=Asks.WEIGHTS)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    reveal = models.CharField(max_length=12, choices=Reveal, default=Reveal.WHEN_ALL_IN)
    closes_at = models.DateTimeField(null=True, blank=True)
    aggregate = models.CharField(max_length=10, choices=Aggregate, default=Aggregate.ARITHMETIC)
    note = models.CharField(max_length=300, blank=True, help_text="What the members should know.")
    asked = models.JSONField(encoder=DjangoJSONEncoder)
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revealed_at = models.DateTimeField(null=True)
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    applied_aggregate = models.CharField(max_length=10, choices=Aggregate, blank=True)
    applied_revision = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["decision", "number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="rounds_round_number_once"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(status="open"), name="rounds_round_one_open"
            ),
            models.CheckConstraint(
                name="rounds_round_closes_after_opening",
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opened_at")),
            ),
            models.CheckConstraint(
                name="rounds_round_time_where_asked",
                condition=Q(reveal="at_time", closes_at__isnull=False)
                | (~Q(reveal="at_time") & Q(closes_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="rounds_round_status_dated",
                condition=Q(status="open", revealed_at__isnull=True, cancelled_at__isnull=True)
                | Q(status="revealed", revealed_at__isnull=False, cancelled_at__isnull=True)
                | Q(status="cancelled", revealed_at__isnull=True, cancelled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rounds_round_applied_after_reveal",
                condition=Q(applied_at__isnull=True) | Q(status="revealed"),
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.decision_id}"


@pghistory.track()
class Ballot(models.Model):
    """One member's part in one round: made for everybody who may take part when it opens, and for who joins later.

    `counts` is the member's weight in the aggregate. `weighing` says how the weights came about, where a guided way
    gave them. `name` stays when the account goes.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="ballots"
    )
    name = models.CharField(max_length=310)
    counts = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(1))
    weighing = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    saved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="rounds_ballot_once"),
            models.CheckConstraint(name="rounds_ballot_counts_something", condition=Q(counts__gt=0)),
            models.CheckConstraint(
                name="rounds_ballot_saved_before_finished",
                condition=Q(finished_at__isnull=True) | Q(saved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


@pghistory.track()
class BallotWeight(models.Model):
    """The points a member gives to a criterion among its siblings; the criterion is the catalogue's, so that the
    vote outlives its place in the decision."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="weights")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=12, decimal_places=4)

    class Meta:
        ordering = ["ballot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="rounds_ballotweight_once"),
            models.CheckConstraint(name="rounds_ballotweight_not_negative", condition=Q(points__gte=0)),
        ]

    def __str__(self) -> str:
        return f"a weight of ballot {self.ballot_id}"


@pghistory.track()
class BallotScore(models.Model):
    """A member's score of an alternative on a criterion, in the criterion's own units; null is "no opinion"."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)

    class Meta:
        ordering = ["ballot", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "criterion", "framework"], name="rounds_ballotscore_once"
            ),
        ]

    def __str__(self) -> str:
        return f"a score of ballot {self.ballot_id}"
