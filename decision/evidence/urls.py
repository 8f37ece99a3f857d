"""Addresses of the evidence behind a decision."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("audit/", views.decision_audit, name="decision-audit"),
    path("audit/line/", views.audit_line, name="audit-line"),
    path("audit/acknowledgements/", views.audit_acknowledge, name="audit-acknowledge"),
    path("audit/acknowledgements/<int:acknowledgement>/", views.audit_reopen, name="audit-reopen"),
    path("sources/", views.decision_sources, name="decision-sources"),
    path("missing/", views.decision_missing, name="decision-missing"),
    path("missing/add/", views.missing_add, name="missing-add"),
]
