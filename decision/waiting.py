"""What waits for somebody: ballots to finish, rounds to reveal, decisions to sign, proposals, reviews that are due.

Spans the parts, so it lives with the wiring. One query over the teams that the person is on.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from decision.teams.actors import Actor
from decision.teams.permissions import CONTRIBUTING_ROLES, EDITING_ROLES, OPEN_TO_VIEWERS

SHOWN_AT_MOST = 8

# Each kind: decisions with what is to be said of them. `mine` are the decisions that the person may see as a member.
_QUERY = """
WITH mine AS (
    SELECT decision.id, decision.slug, decision.title, decision.status,
           membership.role = ANY(%(editing)s) AS edits, membership.role = ANY(%(contributing)s) AS takes_part
      FROM teams_membership membership JOIN matrix_decision decision ON decision.team_id = membership.team_id
     WHERE membership.user_id = %(user)s
       AND (decision.visibility = ANY(%(open)s) OR membership.role = ANY(%(editing)s))
), last_line AS (
    SELECT DISTINCT ON (line.decision_id) line.id, line.decision_id
      FROM lifecycle_line line JOIN mine ON mine.id = line.decision_id
     ORDER BY line.decision_id, line.number DESC
)
SELECT 'review' AS kind, mine.slug, mine.title, 0 AS number, outcome.review_on::text AS said,
       outcome.review_on AS since
  FROM mine JOIN last_line ON last_line.decision_id = mine.id
  JOIN lifecycle_outcome outcome ON outcome.line_id = last_line.id
 WHERE mine.edits AND mine.status = 'decided' AND outcome.review_on <= current_date
 UNION ALL
SELECT 'ballot', mine.slug, mine.title, round.number, '', round.opened_at::date
  FROM mine JOIN rounds_round round ON round.decision_id = mine.id AND round.status = 'open'
  JOIN rounds_ballot ballot ON ballot.round_id = round.id AND ballot.member_id = %(user)s
 WHERE ballot.finished_at IS NULL AND mine.takes_part AND mine.status NOT IN ('decided', 'superseded')
 UNION ALL
SELECT 'reveal', mine.slug, mine.title, round.number,
       count(ballot.finished_at)::text || ' of ' || count(ballot.id)::text, round.opened_at::date
  FROM mine JOIN rounds_round round ON round.decision_id = mine.id AND round.status = 'open'
  JOIN rounds_ballot ballot ON ballot.round_id = round.id
 WHERE mine.edits AND round.reveal = 'by_editor'
 GROUP BY mine.slug, mine.title, round.number, round.opened_at
HAVING count(ballot.finished_at) = count(ballot.id)
 UNION ALL
SELECT 'sign', mine.slug, mine.title, 0, '', line.opened_at::date
  FROM mine JOIN last_line ON last_line.decision_id = mine.id JOIN lifecycle_line line ON line.id = last_line.id
 WHERE mine.status = 'in_review' AND mine.takes_part
   AND NOT EXISTS (SELECT FROM lifecycle_signature WHERE line_id = line.id AND user_id = %(user)s)
 UNION ALL
SELECT 'proposal', mine.slug, mine.title, count(*)::integer,
       (array_agg(criterion.slug || '/' || framework.slug ORDER BY proposal.id))[1], min(proposal.made_at)::date
  FROM mine JOIN evidence_proposal proposal ON proposal.decision_id = mine.id AND proposal.status = 'open'
  JOIN matrix_weight weight ON weight.id = proposal.weight_id
  JOIN criteria_criterion criterion ON criterion.id = weight.criterion_id
  JOIN matrix_alternative alternative ON alternative.id = proposal.alternative_id
  JOIN frameworks_framework framework ON framework.id = alternative.framework_id
 WHERE mine.edits AND proposal.by_id IS DISTINCT FROM %(user)s AND mine.status NOT IN ('decided', 'superseded')
 GROUP BY mine.slug, mine.title
 ORDER BY since, slug LIMIT %(most)s
"""
_ROLES: dict[str, list[str]] = {
    "editing": list(EDITING_ROLES), "contributing": list(CONTRIBUTING_ROLES), "open": list(OPEN_TO_VIEWERS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do, the decision it belongs to, and where it is done."""

    text: str
    decision: str
    icon: str
    href: str
    link: str


def waiting_for(by: Actor) -> list[Waiting]:
    """What waits for `by`, the longest waiting first; nothing for visitors. One query."""
    if by.user_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"user": by.user_id, "most": SHOWN_AT_MOST, **_ROLES})
        return [_waiting(*row) for row in cursor.fetchall()]


def _waiting(kind: str, slug: str, title: str, number: int, said: str, since: object) -> Waiting:
    team = reverse("decision-team", args=[slug])
    status = reverse("decision-status", args=[slug])
    match kind:
        case "ballot":
            return Waiting(
                f"Round {number} is open, and your ballot is not finished", title, "i-edit", team, "Vote"
            )
        case "reveal":
            return Waiting(
                f"Round {number} is ready to reveal: {said} finished", title, "i-user", team, "Open"
            )
        case "sign":
            return Waiting("In review, and not signed by you", title, "i-check", status, "Look")
        case "proposal":
            criterion, framework = said.split("/")
            cell = reverse("cell-detail", args=[slug, criterion, framework])
            what = "A changed score is proposed" if number == 1 else f"{number} changed scores are proposed"
            return Waiting(what, title, "i-edit", f"{cell}#proposals", "Look")
        case _:
            return Waiting(f"Due for review since {said}", title, "i-clock", status, "Review")
