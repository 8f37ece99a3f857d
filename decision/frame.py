"""What stands around every page of one decision: its tabs, and what the reader should know first.

Spans the parts, so it lives with the wiring. One query, whatever there is to say; one more where a decided decision has
changed since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from decision.database.first_row import first_row
from decision.evidence.kept import known_audit
from decision.evidence.page.audit import AuditLine, audit_line
from decision.evidence.selectors.reading import STANDING, Standing
from decision.lifecycle.page import moved_since, options_of
from decision.matrix.models import Decision
from decision.matrix.page.context import STATUSES, Status
from decision.matrix.selectors import OpenDecision
from decision.matrix.services import FROZEN
from decision.rounds.progress import OPEN_ROUND
from decision.teams.actors import Actor
from decision.teams.permissions import may_contribute, may_edit, may_read_talk, may_see_rounds
from decision.weighing.latest import WEIGHED, weighed_text

TABS = (
    ("matrix", "Matrix", "decision-detail"),
    ("criteria", "Criteria", "decision-criteria"),
    ("robustness", "Robustness", "decision-robustness"),
    ("evidence", "Evidence", "decision-audit"),
    ("team", "Team", "decision-team"),
    ("talk", "Discussion", "decision-talk"),
    ("status", "Sign-off", "decision-status"),
    ("history", "History", "decision-history"),
    ("settings", "Settings", "decision-settings"),
)
AT_WEIGHTS = ("matrix", "robustness")
ALLOWED: Mapping[str, Callable[[Actor, OpenDecision], bool]] = {
    "team": may_see_rounds,
    "talk": may_read_talk,
    "settings": may_edit,
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the decision; `count` stands beside its name where there is something to count.

    `carries`: the page shows numbers at the weights of the address, so that a what-if goes along.
    """

    name: str
    href: str
    is_current: bool
    count: int | None = None
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """A fact above the page, with one way on. `kind` is a class of the design: "", "warn" or "tip"."""

    text: str
    icon: str = "i-clock"
    kind: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Tabs and banners of one decision for one reader; `weighed` says how its weights came about, if guided.

    `audit` is None where nobody has asked this process for the audit since the last change.
    """

    tabs: tuple[Tab, ...]
    banners: tuple[Banner, ...]
    weighed: str = ""
    audit: AuditLine | None = None


# What the frame wants to know, each one JSON value, all asked in one query. They may use %(decision)s and %(user)s.
FACTS = {
    "open_threads": """
        SELECT to_jsonb(count(*)) FROM talk_comment
         WHERE decision_id = %(decision)s AND parent_id IS NULL AND resolved_at IS NULL
    """,
    "members": """
        SELECT to_jsonb(count(*)) FROM teams_membership membership
          JOIN matrix_decision decision ON decision.team_id = membership.team_id
         WHERE decision.id = %(decision)s
    """,
    "round": OPEN_ROUND,
    "weighed": WEIGHED,
    "audit": STANDING,
    "outcome": """
        SELECT jsonb_build_object(
            'label', outcome.label, 'review_on', outcome.review_on, 'revision', outcome.revision,
            'standings', outcome.standings,
            'signatures', (SELECT count(*) FROM lifecycle_signature
                            WHERE line_id = line.id AND revision >= outcome.revision - 1))
          FROM lifecycle_line line JOIN lifecycle_outcome outcome ON outcome.line_id = line.id
         WHERE line.decision_id = %(decision)s
           AND line.number = (SELECT max(number) FROM lifecycle_line WHERE decision_id = %(decision)s)
    """,
}
_QUERY = "SELECT " + ", ".join(f"({fact})::text" for fact in FACTS.values())
_STATEMENT, _ASKED = re.sub(r"%\(\w+\)s", "%s", _QUERY), re.findall(r"%\((\w+)\)s", _QUERY)


def frame_of(opened: OpenDecision, by: Actor, current: str, what_if: str = "") -> Frame:
    """The frame of a page of `opened`; `current` names the tab that the reader is on. One query.

    `what_if`: the query of the evidence and the weights shown, which goes along to the other page that shows them.
    """
    facts = _facts(opened, by)
    audit = _audit(opened, facts["audit"])
    counts: dict[str, int | None] = {"talk": facts["open_threads"], "team": facts["members"]}
    counts["evidence"] = audit.open if audit else None
    tabs = []
    for key, name, route in TABS:
        if key in ALLOWED and not ALLOWED[key](by, opened):
            continue
        carries = key in AT_WEIGHTS
        href = reverse(route, args=[opened.slug]) + (f"?{what_if}" if carries and what_if else "")
        tabs.append(Tab(name, href, key == current, counts.get(key), carries))
    banners = []
    if current != "status":
        banners = [_outcome_banner(opened, facts["outcome"]), _moved_banner(opened, facts["outcome"])]
    if current != "team" and may_contribute(by, opened):
        banners.append(_round_banner(opened, facts["round"]))
    weighed = weighed_text(facts["weighed"], sees_names=may_read_talk(by, opened))
    return Frame(tuple(tabs), tuple(banner for banner in banners if banner), weighed, audit)


def _audit(opened: OpenDecision, fact: Any) -> AuditLine | None:
    """What the audit says, as far as it is known: computing it is left to whoever looks at it."""
    known = known_audit(opened, Standing.read(fact))
    return None if known is None else audit_line(known)


def _facts(opened: OpenDecision, by: Actor) -> Mapping[str, Any]:
    given = {"decision": opened.id, "user": by.user_id}
    row = first_row(_STATEMENT, *(given[name] for name in _ASKED)) or ()
    return {name: value and json.loads(value) for name, value in zip(FACTS, row, strict=True)}


def _outcome_banner(opened: OpenDecision, outcome: Mapping[str, Any] | None) -> Banner | None:
    """What was decided and until when it holds, while it holds."""
    if outcome is None or opened.status != Decision.Status.DECIDED:
        return None
    href = reverse("decision-status", args=[opened.slug])
    review_on = date.fromisoformat(outcome["review_on"])
    signed = f", signed by {outcome['signatures']}" if outcome["signatures"] else ""
    day = date_format(review_on, "j F Y")
    if review_on <= timezone.localdate():
        text = f"Decided: {outcome['label']}{signed}. Due for review since {day}."
        return Banner(text, "i-warn", "warn", href, "Review it")
    return Banner(
        f"Decided: {outcome['label']}{signed}. To be looked at again on {day}.",
        "i-check",
        "",
        href,
        "Sign-off",
    )


def _moved_banner(opened: OpenDecision, outcome: Mapping[str, Any] | None) -> Banner | None:
    """That totals are others today than on the day of the decision: its matrix is frozen, the catalogue is not."""
    if outcome is None or opened.status != Decision.Status.DECIDED or opened.revision <= outcome["revision"]:
        return None
    moved = moved_since(outcome["standings"], options_of(opened)[0])
    text = f"The catalogue was corrected after the decision, and today’s totals are others: {moved}."
    href = f"{reverse('decision-detail', args=[opened.slug])}?revision={outcome['revision']}"
    return Banner(text, "i-warn", "warn", href, "As it was decided") if moved else None


def _round_banner(opened: OpenDecision, ballot: Mapping[str, Any] | None) -> Banner | None:
    """That a round waits for the reader's ballot, and how far that is."""
    if ballot is None or ballot["finished"] or opened.status in FROZEN:
        return None
    done = f"{ballot['given']} of {ballot['asked']} done" if ballot["given"] else "not begun"
    text = f"Round {ballot['number']} is open: your ballot is {done}."
    return Banner(text, "i-edit", "", reverse("ballot", args=[opened.slug]), "Go to your ballot")


def status_of(opened: OpenDecision) -> Status:
    """The decision's status, as its chip says it."""
    return STATUSES[Decision.Status(opened.status)]
