"""Curating teams and their members; each person's own API tokens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from decision.admin_base import CuratedAdmin, RefusableForm, actor_of_admin

from . import rosters, services
from .actors import Actor
from .models import ApiToken, Membership, Team
from .recording import recording
from .selectors import tokens_of

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts are Django's own business; what falls with one is put on record under who removed it."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with recording(actor_of_admin(request)):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with recording(actor_of_admin(request)):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with recording(actor_of_admin(request)):
            return super().delete_view(request, *args, **kwargs)


class MembershipForm(RefusableForm):
    """Who is on the team is chosen once: to change it, remove and add."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "user" in self.fields:
            self.fields["user"].disabled = True


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    form = MembershipForm
    extra = 0
    fields = ("user", "role")
    autocomplete_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("user", "team")


@admin.register(Team)
class TeamAdmin(CuratedAdmin):
    """Teams and their members' roles."""

    list_display = ("name", "slug", "member_count", "created_at")
    search_fields = ("name", "slug", "members__username")
    fields = ("name", "slug")
    inlines = (MembershipInline,)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(member_count=Count("memberships"))

    @admin.display(description="members", ordering="member_count")
    def member_count(self, row: Any) -> int:
        return int(row.member_count)

    def store(self, by: Actor, pk: int | None, form: Any) -> Team:
        return rosters.save_team(team=pk, fields=form.changed_fields(pk is not None), by=by)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """New and changed roles before removals, so that ownership can be handed on in one go."""
        by, team = actor_of_admin(request), form.instance.pk
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        gone = {id(row) for row in formset.deleted_forms}
        for row in formset.forms:
            if id(row) in gone or not row.has_changed():
                continue
            is_new = row.instance.pk is None
            rosters.set_role(
                team=team, username=row.instance.user.username, role=row.cleaned_data["role"], by=by
            )
            if is_new:
                formset.new_objects.append(row.instance)
            else:
                formset.changed_objects.append((row.instance, row.changed_data))
        for row in formset.deleted_forms:
            if row.instance.pk is not None:
                rosters.remove_member(team=team, username=row.instance.user.username, by=by)
                formset.deleted_objects.append(row.instance)

    def discard(self, by: Actor, row: Team) -> None:
        rosters.delete_team(team=row.pk, by=by)


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
        if row.revoked_at is not None:
            return f"revoked {row.revoked_at:%Y-%m-%d}"
        return "expired" if row.expires_at is not None and row.expires_at <= timezone.now() else "works"

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
