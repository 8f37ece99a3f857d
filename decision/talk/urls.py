"""Addresses of comments and notifications."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
