"""Addresses of the robustness of a decision."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("robustness/", views.decision_robustness, name="decision-robustness"),
]
