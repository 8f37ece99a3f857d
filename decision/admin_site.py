"""The curators' admin, under the product's own name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse


class SteelyardAdminSite(AdminSite):
    site_header = "Steelyard curation"
    site_title = "Steelyard"
    index_title = "Curate the catalogue and the decisions"

    def get_urls(self) -> Any:
        """The curators' desk beside the tables."""
        from decision.curation.urls import urlpatterns  # its parts need all apps, and this is read before

        return [*urlpatterns, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """The tables, and above them what waits for a curator."""
        from decision.curation.selectors import counts_of_claims

        user: Any = request.user
        waiting = counts_of_claims() if user.has_perm("frameworks.change_claim") else None
        return super().index(request, {"waiting": waiting, **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """By the one sign-in page, which asks for the second step and counts attempts."""
        from django.contrib.auth.views import redirect_to_login  # it needs all apps, and this is read before

        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.get_full_path())


class SteelyardAdminConfig(AdminConfig):
    default_site = "decision.admin_site.SteelyardAdminSite"
