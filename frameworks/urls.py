"""Addresses of the catalogue's lists; pages that span parts stand in `decision.catalogue`."""

from django.urls import path

from . import views

urlpatterns = [
    path("catalog/", views.framework_list, name="framework-list"),
    path("catalog/compare/", views.framework_compare, name="framework-compare"),
    path("sources/", views.source_list, name="source-list"),
    path("criteria/", views.criterion_list, name="criterion-list"),
    path("metrics/", views.metric_list, name="metric-list"),
]
