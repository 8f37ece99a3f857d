"""Addresses of looking back."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
