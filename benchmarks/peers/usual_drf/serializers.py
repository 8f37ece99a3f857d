"""One serializer a model, nested as the models are; computed figures come from method fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from criteria.models import Criterion
from decision.matrix.models import Alternative, Decision, Score, Weight
from frameworks.models import Framework


class FrameworkSerializer(serializers.ModelSerializer[Framework]):
    class Meta:
        model = Framework
        fields = ("slug", "name", "short_name")


class CriterionSerializer(serializers.ModelSerializer[Criterion]):
    class Meta:
        model = Criterion
        fields = ("slug", "name", "direction")


class WeightSerializer(serializers.ModelSerializer[Weight]):
    criterion = CriterionSerializer()
    share = serializers.SerializerMethodField()

    class Meta:
        model = Weight
        fields = ("criterion", "points", "share")

    def get_share(self, weight: Weight) -> Decimal:
        share: Decimal = self.context["shares"][weight.pk]
        return round(share, 10)


class ScoreSerializer(serializers.ModelSerializer[Score]):
    criterion = CriterionSerializer(source="weight.criterion")
    contribution = serializers.SerializerMethodField()

    class Meta:
        model = Score
        fields = ("criterion", "value", "low", "high", "contribution")

    def get_contribution(self, score: Score) -> Decimal:
        return round(self.context["shares"][score.weight_id] * score.value, 10)


class AlternativeSerializer(serializers.ModelSerializer[Alternative]):
    framework = FrameworkSerializer()
    scores = ScoreSerializer(many=True)
    total = serializers.SerializerMethodField()
    rank = serializers.SerializerMethodField()

    class Meta:
        model = Alternative
        fields = ("framework", "published_total", "total", "rank", "scores")

    def get_total(self, alternative: Alternative) -> Decimal:
        total: Decimal = self.context["totals"][alternative.pk]
        return total

    def get_rank(self, alternative: Alternative) -> int:
        totals: dict[int, Decimal] = self.context["totals"]
        return 1 + sum(total > totals[alternative.pk] for total in totals.values())


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    weights = WeightSerializer(many=True)
    ranking = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = ("slug", "revision", "weights", "ranking")

    def get_ranking(self, decision: Decision) -> list[dict[str, Any]]:
        serializer = AlternativeSerializer(decision.alternatives.all(), many=True, context=self.context)
        return sorted(serializer.data, key=lambda standing: standing["rank"])


class WhatIfSerializer(serializers.Serializer[Any]):
    weights = serializers.DictField(
        child=serializers.DecimalField(max_digits=12, decimal_places=4, min_value=Decimal(0))
    )
