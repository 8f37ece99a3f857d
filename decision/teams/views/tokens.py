"""One's own API tokens: made here, shown once, revoked here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from decision.problems import Invalid

from .. import services
from ..forms import TokenForm, show_refusal
from ..selectors import tokens_of
from ..services import NewToken
from ..sign_in import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def token_list(request: HttpRequest) -> HttpResponse:
    """My tokens, and a form for one more; the answer to it shows the new one, once."""
    form = TokenForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        made, form = _make(request, form)
    rows = list(tokens_of(by=actor_of(request)))
    context = {
        "form": form, "made": made, "tab": "tokens",
        "working": [row for row in rows if row.standing == "works"],
        "ended": [row for row in rows if row.standing != "works"][:20],
    }  # fmt: skip
    return render(request, "teams/token_list.html", context, status=400 if form.errors else 200)


def _make(request: HttpRequest, form: TokenForm) -> tuple[NewToken | None, TokenForm]:
    try:
        made = services.create_token(
            username=request.user.get_username(), by=actor_of(request), **form.cleaned_data
        )
    except Invalid as refused:
        show_refusal(form, refused)
        return None, form
    return made, TokenForm()


@require_POST
@login_required
def token_revoke(request: HttpRequest, token: int) -> HttpResponse:
    """End a token of mine at once."""
    row = services.revoke_token(token=token, by=actor_of(request))
    messages.success(request, f"The token “{row.name}” no longer works.")
    return redirect("token-list")
