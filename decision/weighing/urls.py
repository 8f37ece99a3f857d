"""Addresses of the guided ways to weights."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
