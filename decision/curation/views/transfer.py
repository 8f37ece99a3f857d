"""Claims out as files, and in again."""

from __future__ import annotations

from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decision.admin_base import actor_of_admin
from decision.problems import Refused
from frameworks.models import Framework, Source
from frameworks.selectors import claims_to_export
from frameworks.services import compare_claims
from frameworks.transfer import Comparison, csv_lines, json_text
from frameworks.transfer.reading import MOST_BYTES
from frameworks.transfer.telling import told

from ..drafts import call_off, draft_of, drafts_under_way, import_draft, is_json, keep_draft
from ..forms import ImportForm
from ..importing import words_of
from .base import desk, page, say_refused

SHOWN_AT_MOST = 200
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@desk("view_claim")
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Claims as CSV or JSON, all or those of a source or about a framework; in pieces, whatever their number."""
    chosen = {name: request.GET.get(name, "").replace("\x00", "") or None for name in ("source", "framework")}
    rows = claims_to_export(source=chosen["source"], framework=chosen["framework"])
    answer = StreamingHttpResponse(
        csv_lines(rows) if form == "csv" else json_text(rows), content_type=TYPES[form]
    )
    answer["Content-Disposition"] = f'attachment; filename="claims.{form}"'
    return answer


@desk("add_claim", "change_claim")
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest) -> HttpResponse:
    """The page of both ways; a file sent to it is compared, and kept for whoever sent it."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        file, by = form.cleaned_data["file"], actor_of_admin(request)
        try:
            if file.size > MOST_BYTES:
                form.add_error(
                    "file", f"It has {file.size:,} bytes; at most {MOST_BYTES:,} are read at once. Split it."
                )
            else:
                content = file.read()
                found = compare_claims(content, is_json=is_json(file.name), by=by)
                return _preview(request, file.name, content, found)
        except Refused as refused:
            form.add_error("file", refused.detail)
    return page(
        request, "transfer", "Import and export claims", form=form, sources=Source.objects.all(),
        frameworks=Framework.objects.filter(claims__isnull=False).distinct(),
        drafts=drafts_under_way(actor_of_admin(request)),
    )  # fmt: skip


def _preview(request: HttpRequest, name: str, content: bytes, found: Comparison) -> HttpResponse:
    draft = None
    if not found.refused and not found.is_empty:
        draft = keep_draft(name=name, content=content, found=found, by=actor_of_admin(request))
    count = len(found.refused) + len(found.changed) + len(found.new)
    return page(
        request, "import_preview", f"What “{name[:80]}” would change", found=found, draft=draft, is_json=is_json(name),
        lines=list(islice(told(found), SHOWN_AT_MOST)), more=max(count - SHOWN_AT_MOST, 0),
    )  # fmt: skip


@desk("add_claim", "change_claim")
@require_http_methods(["GET", "POST"])
def commit(request: HttpRequest, draft: int) -> HttpResponse:
    """Import what the same person looked at; of a file that is imported aside, how far it is."""
    by = actor_of_admin(request)
    try:
        if request.method == "GET":
            return _under_way(request, draft)
        done = import_draft(draft=draft, by=by)
    except Refused as refused:
        say_refused(request, refused)
        return redirect("admin:curation-transfer")
    if done is None:
        return redirect("admin:curation-commit", draft)
    messages.success(request, words_of(done))
    return redirect("admin:frameworks_claim_changelist")


def _under_way(request: HttpRequest, draft: int) -> HttpResponse:
    row = draft_of(draft, actor_of_admin(request))
    if row.status == row.Status.SHOWN:
        return redirect("admin:curation-transfer")
    return page(request, "importing", f"Importing “{row.name[:80]}”", draft=row)


@desk("add_claim", "change_claim")
@require_POST
def cancel(request: HttpRequest, draft: int) -> HttpResponse:
    """Call off an import of one's own."""
    try:
        call_off(draft=draft, by=actor_of_admin(request))
    except Refused as refused:
        say_refused(request, refused)
    return redirect("admin:curation-commit", draft)
