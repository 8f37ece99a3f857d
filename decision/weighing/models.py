"""How weights came about."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from decision.matrix.models import Decision


@pghistory.track()
class Elicitation(models.Model):
    """Weights of one group of siblings that were found by a guided way and then used. Never changed afterwards."""

    class Method(models.TextChoices):
        POINTS = "points", "points"
        SWING = "swing", "swing weighting"
        RANK_ORDER_CENTROID = "rank_order_centroid", "ordering (rank-order centroid)"
        RANK_SUM = "rank_sum", "ordering (rank sum)"
        RANK_RECIPROCAL = "rank_reciprocal", "ordering (rank reciprocal)"
        PAIRWISE = "pairwise", "pairwise comparison"
        BEST_WORST = "best_worst", "best-worst comparison"
        TRADE_OFF = "trade_off", "trade-off"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="elicitations")
    group = models.CharField(
        max_length=80,
        blank=True,
        help_text="The criterion whose children were weighed; empty: the top level.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="elicitations"
    )
    name = models.CharField(max_length=150, help_text="Who it was, as called then.")
    method = models.CharField(max_length=20, choices=Method)
    judgements = models.JSONField(encoder=DjangoJSONEncoder, help_text="As the weights address takes them.")
    points = models.JSONField(encoder=DjangoJSONEncoder, help_text="Percents among siblings that came out.")
    figures = models.JSONField(
        encoder=DjangoJSONEncoder, help_text="Consistency and what else the method says."
    )
    ranges = models.JSONField(encoder=DjangoJSONEncoder, help_text="The scales at that time, by criterion.")
    revision = models.PositiveIntegerField(help_text="The decision's revision that these weights made.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["decision", "group", "-id"], name="weighing_elicitation_latest")]

    def __str__(self) -> str:
        return f"{self.decision}: weights by {self.get_method_display()}, {self.name}"
