"""What the pages have in common: who may change things, and the way back from the last change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from decision.matrix.selectors import OpenDecision
from decision.teams.permissions import may_edit
from decision.teams.sign_in import actor_of


def shared(request: HttpRequest, opened: OpenDecision, part: str) -> dict[str, object]:
    """What every template of the part is given."""
    can_edit = may_edit(actor_of(request), opened) and not opened.is_frozen
    done = request.GET.get("done", "")
    return {
        "opened": opened, "tab": "criteria", "part": part, "section": "decisions", "can_edit": can_edit,
        "undo": opened.revision if can_edit and done == str(opened.revision) else None,
    }  # fmt: skip


def done(address: str, revision: int) -> HttpResponseRedirect:
    """Back to a page, which offers to undo the revision just made."""
    path, mark, fragment = address.partition("#")
    return redirect(f"{path}?done={revision}{mark}{fragment}")
