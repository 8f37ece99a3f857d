"""Addresses of the catalogue's pages that span parts."""

from django.urls import path

from . import starting, views

urlpatterns = [
    path("catalog/<slug:slug>/", views.framework_detail, name="framework-detail"),
    path("sources/<slug:slug>/", views.source_detail, name="source-detail"),
    path("sources/<slug:slug>/audits/", views.source_audits, name="source-audits"),
    path("criteria/<slug:slug>/", views.criterion_detail, name="criterion-detail"),
    path("metrics/<slug:slug>/", views.metric_detail, name="metric-detail"),
    path("needs/", views.needs, name="needs"),
    path("start/", starting.start, name="decision-start"),
]
