"""Addresses of a decision's way from draft to decided, and of reviews."""

from django.urls import path

from . import views

urlpatterns = [
    path("reviews/", views.review_list, name="review-list"),
    path("decisions/<slug:slug>/status/", views.decision_status, name="decision-status"),
    path("decisions/<slug:slug>/status/<slug:act>/", views.status_change, name="status-change"),
]
