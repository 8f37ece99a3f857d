"""A generic view over all of a decision's rows, and one action for the what-if."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Prefetch
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from decision.matrix.models import Alternative, Decision, Score, Weight

from .serializers import DecisionSerializer, WhatIfSerializer


class DecisionViewSet(RetrieveModelMixin, GenericViewSet[Decision]):
    queryset = Decision.objects.filter(visibility="public").prefetch_related(
        Prefetch("weights", Weight.objects.select_related("criterion")),
        Prefetch("alternatives", Alternative.objects.select_related("framework")),
        Prefetch("alternatives__scores", Score.objects.select_related("weight__criterion")),
    )
    serializer_class = DecisionSerializer
    lookup_field = "slug"

    @action(detail=True)
    def ranking(self, request: Request, slug: str) -> Response:
        return self._ranked({})

    @action(detail=True, methods=["post"])
    def evaluate(self, request: Request, slug: str) -> Response:
        what_if = WhatIfSerializer(data=request.data)
        what_if.is_valid(raise_exception=True)
        return self._ranked(what_if.validated_data["weights"])

    def _ranked(self, given: dict[str, Decimal]) -> Response:
        decision = self.get_object()
        weights = decision.weights.all()
        if unknown := given.keys() - {weight.criterion.slug for weight in weights}:
            raise ValidationError(dict.fromkeys(unknown, "There is no such criterion."))
        points = {weight.pk: given.get(weight.criterion.slug, weight.points) for weight in weights}
        if not (whole := sum(points.values())):
            raise ValidationError("The weights add up to nothing.")
        shares = {key: number / whole for key, number in points.items()}
        totals = {
            alternative.pk: round(
                sum(shares[score.weight_id] * score.value for score in alternative.scores.all()),
                10,
            )
            for alternative in decision.alternatives.all()
        }
        context = {**self.get_serializer_context(), "shares": shares, "totals": totals}
        return Response(DecisionSerializer(decision, context=context).data)
