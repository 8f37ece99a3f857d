"""Each person's own API tokens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from decision.admin_base import CuratedAdmin, RefusableForm, actor_of_admin

from .. import services
from ..models import ApiToken
from ..selectors import tokens_of


class TokenForm(RefusableForm):
    """What a new token is called and may do."""

    days = forms.IntegerField(
        required=False, min_value=1, label="Lasts for days", help_text="Empty: until it is revoked."
    )

    class Meta:
        model = ApiToken
        fields = ("name", "scope")


@admin.register(ApiToken)
class ApiTokenAdmin(CuratedAdmin):
    """One's own tokens: made here, shown once, revoked here; never changed and never shown again."""

    form = TokenForm
    list_display = ("name", "scope", "created_at", "expires_at", "last_used_at", "standing")
    list_filter = ("scope",)
    search_fields = ("name",)
    actions = ("revoke",)
    fields = ("name", "scope", "days")

    def get_queryset(self, request: HttpRequest) -> Any:
        return tokens_of(by=actor_of_admin(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = ("name", "scope", "created_at", "expires_at", "last_used_at", "revoked_at")
        return shown if obj else ("name", "scope", "days")

    @admin.display(description="standing")
    def standing(self, row: ApiToken) -> str:
        """Whether the token works, in a word."""
        return row.standing if row.revoked_at is None else f"{row.standing} {row.revoked_at:%Y-%m-%d}"

    @admin.action(description="Revoke the selected tokens", permissions=["add"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        """End tokens at once, all or none."""
        for row in queryset:
            services.revoke_token(token=row.pk, by=actor_of_admin(request))
        self.message_user(request, f"{len(queryset)} revoked.", messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = form.cleaned_data
        made = services.create_token(
            username=request.user.get_username(), name=given["name"], scope=given["scope"], days=given["days"],
            by=actor_of_admin(request),
        )  # fmt: skip
        obj.__dict__.update(made.row.__dict__)
        request.new_token = made.text  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the token in this one answer, which nobody keeps."""
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": "Copy the token now",
            "token": request.new_token, "row": obj,  # type: ignore[attr-defined]
        }  # fmt: skip
        response = TemplateResponse(request, "admin/teams/apitoken/created.html", context)
        response["Cache-Control"] = "no-store"
        return response
