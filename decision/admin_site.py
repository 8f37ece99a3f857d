"""The curators' admin, under the product's own name."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class SteelyardAdminSite(AdminSite):
    site_header = "Steelyard curation"
    site_title = "Steelyard"
    index_title = "Curate the catalogue and the decisions"


class SteelyardAdminConfig(AdminConfig):
    default_site = "decision.admin_site.SteelyardAdminSite"
