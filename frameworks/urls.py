"""Addresses of the catalogue."""

from django.urls import path

from . import views

urlpatterns = [
    path("catalog/", views.framework_list, name="framework-list"),
    path("catalog/<slug:slug>/", views.framework_detail, name="framework-detail"),
    path("sources/<slug:slug>/", views.source_detail, name="source-detail"),
]
