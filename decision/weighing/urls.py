"""Addresses of the guided ways to weights."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("weigh/", views.weigh, name="weigh"),
    path("weigh/<slug:way>/", views.weigh_way, name="weigh-way"),
]
