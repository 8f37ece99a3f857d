"""Addresses of the evidence behind a decision."""

from django.urls import URLPattern, path

from . import views

CELL = "cells/<slug:criterion>/<slug:framework>/"

urlpatterns: list[URLPattern] = [
    path(CELL, views.cell_detail, name="cell-detail"),
    path(f"{CELL}claims/", views.cell_claims, name="cell-claims"),
    path(f"{CELL}claims/new/", views.claim_add, name="claim-add"),
    path(f"{CELL}findings/", views.finding_keep, name="finding-keep"),
    path(f"{CELL}proposals/", views.cell_propose, name="cell-propose"),
    path(f"{CELL}proposals/<int:proposal>/", views.proposal_settle, name="proposal-settle"),
    path("proposals/marks/", views.proposal_marks, name="proposal-marks"),
    path("audit/", views.decision_audit, name="decision-audit"),
    path("audit/line/", views.audit_line, name="audit-line"),
    path("audit/acknowledgements/", views.audit_acknowledge, name="audit-acknowledge"),
    path("audit/acknowledgements/<int:acknowledgement>/", views.audit_reopen, name="audit-reopen"),
    path("sources/", views.decision_sources, name="decision-sources"),
    path("missing/", views.decision_missing, name="decision-missing"),
    path("missing/add/", views.missing_add, name="missing-add"),
]
