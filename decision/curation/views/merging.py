"""What may be there twice, and making one of two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from decision.admin_base import actor_of_admin
from decision.problems import Refused
from frameworks.models import Framework, Merge, Source
from frameworks.transfer.telling import title

from ..duplicates import Group, duplicate_claims, duplicate_frameworks, duplicate_sources
from ..forms import MergeForm
from ..merging import merge, preview_merge
from ..undoing import preview_undo, undo_merge
from .base import desk, page, say_refused

SHOWN_AT_MOST = 20
RIGHTS = ("change_claim", "change_framework", "delete_framework", "change_source", "delete_source")


@desk(*RIGHTS)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Groups of claims, frameworks and sources that may be one, and what was merged before."""
    kinds: list[tuple[str, str, tuple[Group, ...]]] = [
        ("framework", "Frameworks", duplicate_frameworks()),
        ("source", "Sources", duplicate_sources()),
        ("claim", "Claims", duplicate_claims()),
    ]
    sections = [(kind, name, [_group(kind, group) for group in groups]) for kind, name, groups in kinds]
    named = ("framework", "source", "claim__framework", "merged_by", "undone_by")
    done = Merge.objects.select_related(*named)[:SHOWN_AT_MOST]
    return page(
        request, "duplicates", "Duplicates", sections=sections, done=done,
        frameworks=Framework.objects.order_by("name"), sources=Source.objects.order_by("title"),
    )  # fmt: skip


def _group(kind: str, group: Group) -> dict[str, Any]:
    rows = [{"row": row, "name": title(row) if kind == "claim" else str(row)} for row in group.rows]
    return {"why": group.why, "kept": rows[0], "others": rows[1:]}


@desk(*RIGHTS)
@require_http_methods(["GET", "POST"])
def merging(request: HttpRequest, kind: str) -> HttpResponse:
    """What merging two would do; sent with the digest of that preview, it is done."""
    form = MergeForm(request.POST if request.method == "POST" else request.GET)
    by = actor_of_admin(request)
    if not form.is_valid():
        messages.error(request, "Choose the two to merge.")
        return redirect("admin:curation-duplicates")
    which = {
        "kind": kind,
        "kept": form.cleaned_data["kept"],
        "dropped": form.cleaned_data["dropped"],
        "by": by,
    }
    try:
        if request.method == "POST":
            done = merge(**which, digest=form.cleaned_data["digest"])
            messages.success(request, f"“{done.name}” is part of “{done.into}” now.")
            return redirect("admin:curation-duplicates")
        preview = preview_merge(**which)
    except Refused as refused:
        say_refused(request, refused)
        return redirect("admin:curation-duplicates")
    names = [title(row) if kind == "claim" else str(row) for row in (preview.kept, preview.dropped)]
    return page(
        request, "merge", f"Merge two {kind}s", preview=preview, kept_name=names[0], dropped_name=names[1],
    )  # fmt: skip


@desk(*RIGHTS, "add_framework", "add_source")
@require_http_methods(["GET", "POST"])
def undoing(request: HttpRequest, merge: int) -> HttpResponse:
    """What undoing a merge would do; sent with the digest of that preview, it is done."""
    by = actor_of_admin(request)
    try:
        if request.method == "POST":
            done = undo_merge(merge=merge, digest=request.POST.get("digest", ""), by=by)
            messages.success(request, f"“{done.name}” is an entry of its own again.")
            return redirect("admin:curation-duplicates")
        found = preview_undo(merge=merge, by=by)
    except Refused as refused:
        say_refused(request, refused)
        return redirect("admin:curation-duplicates")
    return page(request, "undo", f"Undo the merge of “{found.merge.name}”", undoing=found)
