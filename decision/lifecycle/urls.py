"""Addresses of a decision's status and settings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
