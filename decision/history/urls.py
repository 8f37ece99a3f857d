"""Addresses of looking back."""

from django.urls import path

from . import views

urlpatterns = [
    path("history/", views.decision_history, name="decision-history"),
    path("history/compare/", views.history_compare, name="history-compare"),
    path("history/undo/", views.history_undo, name="history-undo"),
]
