"""Addresses of criteria."""

from django.urls import path

from . import views

urlpatterns = [
    path("criteria/<slug:slug>/", views.criterion_detail, name="criterion-detail"),
]
