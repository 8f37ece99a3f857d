"""Addresses of the evidence behind a decision."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
