"""Who may curate, and that no write of the admin goes past a service."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from decision.admin_base import CuratedAdmin
from decision.matrix.models import Decision

from .conftest import PARTS
from .pages import change_url, form_of

pytestmark = pytest.mark.django_db

OURS = [(model, site) for model, site in admin.site._registry.items() if model._meta.app_label in PARTS]


def signed_in(**fields: bool) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user("dave", **fields))
    return client


class TestEveryPage:
    @pytest.mark.parametrize("action", ["changelist", "add"])
    @pytest.mark.parametrize("model", [model for model, _ in OURS], ids=lambda model: model.__name__)
    def test_turns_away_who_is_not_staff(self, model: type, action: str, db: None) -> None:
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{'add/' if action == 'add' else ''}"
        for client in (Client(), signed_in()):
            response = client.get(url)
            assert response.status_code == 302
            assert "/login/" in response["Location"]
            get_user_model().objects.all().delete()

    @pytest.mark.parametrize("model", [model for model, _ in OURS], ids=lambda model: model.__name__)
    def test_opens_for_a_curator(self, client: Client, model: type) -> None:
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(url).status_code == 200

    @pytest.mark.parametrize("model", [model for model, _ in OURS], ids=lambda model: model.__name__)
    def test_passes_over_a_filter_that_nothing_can_be(self, client: Client, model: type) -> None:
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(f"{url}?status__exact=a%00b")["Location"] == f"{url}?e=1"

    def test_is_closed_to_staff_without_the_permission(self, decision: Decision) -> None:
        staff = signed_in(is_staff=True)
        assert staff.get(change_url(decision)).status_code == 403
        assert staff.post(change_url(decision), {}).status_code == 403

    def test_shows_but_does_not_save_for_staff_who_may_only_view(self, decision: Decision) -> None:
        viewer = get_user_model().objects.create_user("vera", is_staff=True)
        viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client = Client()
        client.force_login(viewer)
        page = client.get(change_url(decision))
        assert "Save the matrix" not in page.content.decode()
        assert client.post(change_url(decision), form_of(client, change_url(decision))).status_code == 403


class TestNoWayAround:
    @pytest.mark.parametrize("site", [site for _, site in OURS], ids=lambda site: type(site).__name__)
    def test_every_admin_saves_and_deletes_through_services(self, site: admin.ModelAdmin) -> None:  # type: ignore[type-arg]
        assert isinstance(site, CuratedAdmin)
        assert not site.list_editable
        assert type(site).save_related is not admin.ModelAdmin.save_related
        assert type(site).delete_queryset is CuratedAdmin.delete_queryset
        assert type(site).delete_model is CuratedAdmin.delete_model

    def test_an_inline_has_an_admin_that_knows_its_services(self) -> None:
        with_inlines = {model._meta.model_name for model, site in OURS if site.inlines}
        assert with_inlines == {"decision", "team"}

    def test_pages_carry_no_inline_script_or_style(self, client: Client, decision: Decision) -> None:
        page = client.get(change_url(decision)).content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=") + page.count('<script id="')
