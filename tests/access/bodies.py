"""What is sent to the addresses of the table, so that it is accepted from whoever may send it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import orjson
from django.utils import timezone

from tests.cast import WEIGHTS, Cast

EQUAL = {"method": "equal", "order": ["a"]}
OF_THE_API: dict[tuple[str, str], object] = {
    ("decision-alternatives", "POST"): {"framework": "none"},
    ("decision-alternative", "PATCH"): {"label": "Mine"},
    ("decision-criteria", "POST"): {"criterion": "none"},
    ("decision-criterion", "PATCH"): {"points": 30},
    ("decision-value-function", "PUT"): {"kind": "linear", "points": [[0, 0], [1, 10]]},
    ("decision-weights", "PATCH"): {"performance": 30},
    ("decision-scores", "PATCH"): [{"framework": "flask", "criterion": "performance", "value": 3}],
    ("decision-gates", "POST"): {"criterion": "performance", "threshold": 5},
    ("decision-gate", "PATCH"): {"threshold": 5},
    ("decision-scenarios", "POST"): {"name": "Mine", "weights": {"performance": 1}},
    ("decision-round", "PATCH"): {"status": "cancelled"},
    ("decision-ballots", "PUT"): {"weights": {"performance": 30}},
    ("decision-ballots", "PATCH"): {"weights": {"performance": 30}},
    ("decision-comments", "POST"): {"text": "Because."},
    ("decision-comment", "PATCH"): {"text": "Why not?"},
    ("decision-status", "PUT"): {
        "status": "decided", "framework": "fastapi",
        "review_on": (timezone.localdate() + timedelta(days=365)).isoformat(),
    },
    ("decision-undo", "POST"): {"revision": 1},
    ("audit-acknowledgements", "POST"): {"finding": "published_total_differs:flask", "reason": "Known."},
    ("decision-proposals", "POST"): {
        "framework": "flask", "criterion": "performance", "value": 3, "reason": "Measured.",
    },
    ("decision-proposal", "PATCH"): {"status": "declined", "reason": "Known."},
    ("evaluate", "POST"): {"alternatives": ["a"], "criteria": [{"key": "c", "weight": 1}], "scores": [[1]]},
    ("weights", "POST"): EQUAL,
    ("agreement", "POST"): {"rankings": [[1]]},
    ("claim-list", "POST"): {"source": "none", "kind": "strength", "text": "Quick"},
    ("claim-detail", "PATCH"): {"status": "accepted"},
}  # fmt: skip
OF_PAGES: dict[str, dict[str, object]] = {
    "scenario-save": {"name": "Mine"},
    "gate-mode": {"mode": "warns"},
    "decision-gates": {"on": "criterion:performance", "threshold": "5"},
    "gate-change": {"threshold": "5"},
    "criterion-change": {"do": "up"},
    "alternative-change": {"label": "Mine"},
    "cell-detail": {"value": "3"},
    "finding-keep": {"finding": "published_total_differs:flask", "reason": "Known."},
    "cell-propose": {"value": "3", "reason": "Measured."},
    "proposal-settle": {"act": "decline", "reason": "Known."},
    "ballot": {"w.performance": "30"},
    "ballot-finish": {f"w.{key}": points for key, points in WEIGHTS},
    "decision-presence": {"doing": "performance"},
    "decision-talk": {"text": "Because."},
    "talk-thread": {"text": "Because."},
    "talk-edit": {"text": "Why not?"},
    "talk-remove": {"reason": "Off"},
    "talk-resolve": {"resolved": "1"},
    "history-undo": {"revision": "1"},
    "audit-acknowledge": {"finding": "published_total_differs:flask", "reason": "Known."},
    "decision-settings": {"title": "Another name", "visibility": "private", "close_call_margin": "1"},
    "decision-copy": {"title": ""},
    "account": {"name": "Me"},
    "token-list": {"name": "Mine", "scope": "read", "days": "7"},
    "team-list": {"name": "Another"},
    "team-rename": {"name": "Another"},
    "member-role": {"role": "editor"},
    "invitation-make": {"role": "viewer", "days": "7", "most_uses": "1"},
}


def body_of(name: str, method: str, path: str, cast: Cast) -> dict[str, Any]:
    """Data and its type for Django's test client."""
    if path.startswith("/api/"):
        body = OF_THE_API.get((name, method), {})
        return {"data": orjson.dumps(body), "content_type": "application/json"}
    if name == "team-transfer":
        form: dict[str, object] = {"to": str(cast.users["edgar"].pk)}
    elif name == "decision-delete":
        form = {"confirm": path.split("/")[2]}
    else:
        form = OF_PAGES.get(name, {})
    return {"data": urlencode(form).encode(), "content_type": "application/x-www-form-urlencoded"}
