"""Comments and outgoing mails for staff to look at: nothing is changed here, comments are removed on their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from .models import Comment, Mail

if TYPE_CHECKING:
    CommentAdminBase = admin.ModelAdmin[Comment]
    MailAdminBase = admin.ModelAdmin[Mail]
else:
    CommentAdminBase = MailAdminBase = admin.ModelAdmin


class OnlyToRead:
    """Looked at, with the permission to view; never written."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Comment)
class CommentAdmin(OnlyToRead, CommentAdminBase):
    """What is said about decisions."""

    list_display = ("id", "decision", "about", "author", "text", "created_at", "resolved_at", "removed_at")
    list_filter = ("place", "decision")
    list_select_related = ("decision", "author")
    search_fields = ("text", "about", "author__username", "decision__title")
    date_hierarchy = "created_at"


@admin.register(Mail)
class MailAdmin(OnlyToRead, MailAdminBase):
    """What was mailed, waits, or could not be; not what it said."""

    list_display = ("id", "user", "often", "created_at", "attempts", "next_try_at", "sent_at", "problem")
    list_filter = ("often",)
    list_select_related = ("user",)
    search_fields = ("user__username", "problem")
