"""What a person was told, what is mailed to them, and how they leave it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from decision.problems import NotThere

from .. import services
from ..links import read_token
from ..models import Often
from ..selectors import notifications_of, preference_of, unread_count
from ..timing import GROUP_NAMES
from .asking import HtmxRequest, for_people, person

A_PAGE = 30
not_kept = cache_control(private=True, no_store=True)


@require_http_methods(["GET", "HEAD", "POST"])
@not_kept
@for_people
def notifications(request: HtmxRequest) -> HttpResponse:
    """What one was told, the latest first; a POST marks all of it as read."""
    by = person(request)
    if request.method == "POST":
        services.mark_read(by=by)
        messages.success(request, "All notifications are marked as read.")
        return redirect("notifications")
    page = Paginator(notifications_of(by), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": unread_count(by), "address": request.user.email}  # type: ignore[union-attr]
    return render(request, "talk/notifications.html", context)


@require_safe
@for_people
def open_notification(request: HtmxRequest, id: int) -> HttpResponse:
    """Go where a notification leads; it is read then."""
    by = person(request)
    row = notifications_of(by).filter(pk=id).first()
    if row is None:
        raise NotThere(
            "This notification has gone: what it told of was taken back, or is not yours to see any more."
        )
    services.mark_read(by=by, only=[row.pk])
    return redirect(row.path)


@require_safe
@not_kept
def unread(request: HttpRequest) -> HttpResponse:
    """How many notifications are not read yet; none for visitors."""
    return JsonResponse({"unread": unread_count(person(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@not_kept
@for_people
def mail_preferences(request: HtmxRequest) -> HttpResponse:
    """What is mailed, and how often."""
    by = person(request)
    if request.method == "POST":
        given = {group: request.POST[group] for group in GROUP_NAMES if group in request.POST}
        services.set_preferences(choices=given, by=by)
        messages.success(request, "Your mails are set.")
        return redirect("notifications-mail")
    preference = preference_of(by.user_id or 0)
    groups = [(group, name, getattr(preference, group)) for group, name in GROUP_NAMES.items()]
    context = {"groups": groups, "often": Often.choices, "address": request.user.email}  # type: ignore[union-attr]
    return render(request, "talk/mail_preferences.html", context)


@csrf_exempt  # mail programs send this POST themselves (RFC 8058); the signed token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
@not_kept
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End mails by the link in them, without signing in. Only a POST does it: programs that look at links do not."""
    leaving = read_token(token)
    before = getattr(preference_of(leaving.user), leaving.group) if leaving.group else ""
    done = ""
    if request.method == "POST":
        often = request.POST.get("often", Often.NEVER)
        services.change_mails(user=leaving.user, group=leaving.group, often=often)
        done = "stopped" if often == Often.NEVER else "again"
    context = {"name": GROUP_NAMES.get(leaving.group or "", ""), "before": before, "done": done}
    return render(request, "talk/unsubscribe.html", context)
