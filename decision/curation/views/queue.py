"""The review queue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from decision.admin_base import actor_of_admin
from decision.problems import Refused
from frameworks.claims import claim_view
from frameworks.models import Claim
from frameworks.services import review_claims

from ..forms import ids_in
from ..selectors import QUEUES, counts_of_claims, queue_of
from .base import counted, desk, page, say_refused

ON_A_PAGE = 50
VERDICTS = {
    "accept": (Claim.Status.ACCEPTED, "accepted"), "reject": (Claim.Status.REJECTED, "rejected"),
    "stale": (Claim.Status.STALE, "marked as stale"),
}  # fmt: skip


@desk("change_claim")
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Claims that wait for a verdict, one by one or many at once."""
    if request.method == "POST":
        return _judge(request)
    wanted = request.GET
    status = wanted.get("status", "")
    status = status if status in QUEUES else Claim.Status.PROPOSED.value
    text = wanted.get("q", "").replace("\x00", "")[:100].strip()
    chosen = ids_in(wanted.get("ids", ""))
    rows = queue_of(status, text=text, source=wanted.get("source", "").replace("\x00", ""), ids=chosen)
    pages = Paginator(rows, ON_A_PAGE)
    shown = pages.get_page(wanted.get("page"))
    counts = counts_of_claims()
    return page(
        request, "queue", "Review claims", rows=[_line(row) for row in shown], shown=shown, text=text, chosen=chosen,
        status=status, here=request.get_full_path(), reason=wanted.get("reason", "")[:300],
        tabs=[(one.value, one.label, counts[one.value], one.value == status and not chosen) for one in QUEUES],
    )  # fmt: skip


def _judge(request: HttpRequest) -> HttpResponse:
    """One row's button (`accept-12`) or the bar's (`accept`) for all that are ticked."""
    back = _back(request)
    for name, (status, done) in VERDICTS.items():
        single = next((key for key in request.POST if key.startswith(f"{name}-")), "")
        if name not in request.POST and not single:
            continue
        ids = ids_in(single.partition("-")[2]) or ids_in(",".join(request.POST.getlist("claim")))
        if not ids:
            messages.error(request, "Tick at least one claim.")
            return redirect(back)
        try:
            by = actor_of_admin(request)
            count = review_claims(claims=ids, status=status, reason=request.POST.get("reason", ""), by=by)
        except Refused as refused:
            say_refused(request, refused)
        else:
            messages.success(request, f"{counted(count, 'claim')} {done}.")
        return redirect(back)
    return redirect(back)


def _back(request: HttpRequest) -> str:
    """The queue as it was; nowhere else, whatever the form says."""
    own = reverse("admin:curation-queue")
    back = request.POST.get("back", "")
    return back if back == own or back.startswith(f"{own}?") else own


def _line(row: Any) -> dict[str, Any]:
    return {"row": row, "view": claim_view(row), "scores": row.score_count}
