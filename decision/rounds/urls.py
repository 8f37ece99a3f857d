"""Addresses of rounds and ballots."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
