"""One thing changed about many claims: choose, look at the difference, do it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from decision.admin_base import actor_of_admin
from decision.problems import Conflicting, Refused
from frameworks.services import change_claims, preview_claims

from ..forms import BulkForm, ids_in
from ..tokens import shown_in, token_of
from .base import counted, desk, page, say_refused

SHOWN_AT_MOST = 200


@desk("change_claim")
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """The form for the claims in `ids`; with `preview` the difference; with a token the change itself."""
    if "token" in request.POST:
        return _change(request)
    ids = ids_in(request.POST.get("ids", "") or request.GET.get("ids", ""))
    if not ids:
        messages.error(request, "Tick claims in the list first.")
        return redirect("admin:frameworks_claim_changelist")
    form = BulkForm(request.POST if request.method == "POST" else None)
    preview, token = None, ""
    if request.method == "POST" and form.is_valid():
        by = actor_of_admin(request)
        try:
            preview = preview_claims(claims=ids, fields=form.changes(), by=by)
        except Refused as refused:
            form.add_error(None, refused.detail)
        else:
            plain = {name: getattr(value, "pk", value) for name, value in form.changes().items()}
            plain = {name: str(value) if value is not None else "" for name, value in plain.items()}
            token = token_of(by, ids=ids, fields=plain, digest=preview.digest)
    return page(
        request, "bulk", f"Change {counted(len(ids), 'claim')}", form=form, ids=",".join(map(str, ids)),
        preview=preview, token=token, shown=preview.changed[:SHOWN_AT_MOST] if preview else (),
        more=max(len(preview.changed) - SHOWN_AT_MOST, 0) if preview else 0,
    )  # fmt: skip


def _change(request: HttpRequest) -> HttpResponse:
    by = actor_of_admin(request)
    try:
        shown = shown_in(request.POST["token"], by)
        fields = _fields(shown["fields"])
        count = change_claims(claims=shown["ids"], fields=fields, digest=shown["digest"], by=by)
    except Refused as refused:
        say_refused(request, refused)
    else:
        messages.success(request, f"{counted(count, 'claim')} changed.")
    return redirect("admin:frameworks_claim_changelist")


def _fields(plain: dict[str, str]) -> dict[str, Any]:
    """The signed values, read again as the form read them. Raises `Conflicting` where one names what is gone."""
    form = BulkForm({**plain, **{f"change_{name}": "on" for name in plain}})
    if not form.is_valid():
        raise Conflicting("What it would have named is gone: look at the difference again.")
    return form.changes()
