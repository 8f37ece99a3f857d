"""The same addresses as Steelyard's."""

from __future__ import annotations

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from .views import DecisionViewSet

router = DefaultRouter()
router.register("decisions", DecisionViewSet)
urlpatterns = [path("api/v1/", include(router.urls))]
