"""Addresses of the catalogue; a framework's own page spans parts and stands in `decision.catalogue`."""

from django.urls import path

from . import views

urlpatterns = [
    path("catalog/", views.framework_list, name="framework-list"),
    path("sources/<slug:slug>/", views.source_detail, name="source-detail"),
]
