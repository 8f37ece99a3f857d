"""Addresses of building a decision."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("criteria/", views.decision_criteria, name="decision-criteria"),
    path("criteria/<slug:criterion>/", views.decision_criterion, name="decision-criterion"),
    path("criteria/<slug:criterion>/change/", views.criterion_change, name="criterion-change"),
    path("criteria/<slug:criterion>/measured/", views.measured_use, name="measured-use"),
    path("alternatives/", views.alternative_add, name="alternative-add"),
    path("alternatives/<slug:framework>/", views.alternative_change, name="alternative-change"),
    path("must-haves/", views.decision_gates, name="decision-gates"),
    path("must-haves/<int:gate>/", views.gate_change, name="gate-change"),
    path("must-haves/<int:gate>/remove/", views.gate_remove, name="gate-remove"),
]
