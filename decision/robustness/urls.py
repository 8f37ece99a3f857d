"""Addresses of the robustness of a decision."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("robustness/", views.decision_robustness, name="decision-robustness"),
    path("robustness/studies/", views.robustness_study, name="robustness-study"),
    path(
        "robustness/studies/<uuid:study>/cancel/",
        views.robustness_study_cancel,
        name="robustness-study-cancel",
    ),
]
