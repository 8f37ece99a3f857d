"""Curating teams, their members and their invitations."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from decision.admin_base import CuratedAdmin, RefusableForm, actor_of_admin

from .. import rosters, services
from ..actors import Actor
from ..models import Invitation, Membership, Team


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


@admin.register(Invitation)
class InvitationAdmin(CuratedAdmin):
    """Invitations are made by a team's owners; operators see and withdraw them."""

    list_display = ("team", "role", "email", "made_by", "expires_at", "uses", "most_uses", "standing")
    list_filter = ("role",)
    search_fields = ("team__name", "email", "made_by__username")
    fields = (
        "team",
        "role",
        "email",
        "made_by",
        "created_at",
        "expires_at",
        "uses",
        "most_uses",
        "revoked_at",
    )
    readonly_fields = fields
    actions = ("withdraw",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Withdraw the selected invitations", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """End invitations at once."""
        for row in queryset:
            services.revoke_invitation(team=row.team_id, invitation=row.pk, by=actor_of_admin(request))
        self.message_user(request, f"{len(queryset)} withdrawn.", messages.SUCCESS)
