"""Addresses that open pages of a decision ask for when they are told of something new."""

from django.urls import path

from . import views

urlpatterns = [
    path("presence/", views.decision_presence, name="decision-presence"),
    path("changes/", views.decision_changes, name="decision-changes"),
]
