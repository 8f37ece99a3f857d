"""Addresses of decisions."""

from django.urls import path

from . import past_views, views

urlpatterns = [
    path("", views.decision_list, name="decision-list"),
    path("decisions/<slug:slug>/", views.decision_detail, name="decision-detail"),
    path("decisions/<slug:slug>/revisions/<int:revision>/", past_views.decision_past, name="decision-past"),
    path(
        "decisions/<slug:slug>/revisions/<int:revision>/cells/<slug:criterion>/<slug:framework>/",
        past_views.cell_past,
        name="cell-past",
    ),
    path("decisions/<slug:slug>/weights/", views.weights_save, name="weights-save"),
    path("decisions/<slug:slug>/scenarios/", views.scenario_save, name="scenario-save"),
    path("decisions/<slug:slug>/gates/<int:gate>/", views.gate_mode, name="gate-mode"),
]
