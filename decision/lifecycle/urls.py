"""Addresses of a decision's way from draft to decided, and of reviews."""

from django.urls import path

from . import settings_views, views

urlpatterns = [
    path("reviews/", views.review_list, name="review-list"),
    path("decisions/<slug:slug>/status/", views.decision_status, name="decision-status"),
    path("decisions/<slug:slug>/status/<slug:act>/", views.status_change, name="status-change"),
    path("decisions/<slug:slug>/settings/", settings_views.decision_settings, name="decision-settings"),
    path("decisions/<slug:slug>/copy/", settings_views.decision_copy, name="decision-copy"),
    path("decisions/<slug:slug>/delete/", settings_views.decision_delete, name="decision-delete"),
]
