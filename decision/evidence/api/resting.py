"""What a decision rests on, and the criterion that it lacks, over the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import described
from decision.matrix.api.base import DecisionView, unkept
from decision.matrix.api.ranking import ranked
from decision.matrix.loading import PLUS
from decision.matrix.selectors import matrix_of

from ..audit.stakes import Stakes
from ..missing.candidates import Candidate, candidates
from ..selectors.missing import topics_of
from ..selectors.titles import titles_of
from ..shapes import MissingShape, RestingShape
from ..sources.leaving_out import LeftOut, leave_one_out

READS = (400, 404, 409)


class DecisionSources(DecisionView):
    """Its sources, and what leaving out one source, criterion or alternative does to the result."""

    @described("get_sources", RestingShape, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        loaded = matrix_of(self.open(request, slug))
        stakes = Stakes(loaded, ranked(loaded))
        titles = titles_of(loaded)
        rows = list(leave_one_out(loaded, stakes))
        lost = {row.key: row for row in rows if row.kind == "source"}
        return unkept(
            {
                "decision": loaded.slug, "revision": loaded.revision,
                "leader": None if stakes.leader is None else loaded.matrix.alternatives[stakes.leader],
                "lead": round(stakes.lead, 10),
                "sources": [_source(slug, title, lost.get(slug)) for slug, title in titles.items()],
                "leave_one_out": [_left_out(row) for row in rows],
            }
        )  # fmt: skip


def _source(slug: str, title: str, row: LeftOut | None) -> dict[str, Any]:
    return {
        "source": slug, "title": title, "scores_resting_on_it_alone": (row and row.scores) or 0,
        "share_of_lead": round(row.lost_share, 10) if row and row.lost_share is not None else 0.0,
    }  # fmt: skip


def _left_out(row: LeftOut) -> dict[str, Any]:
    return {
        "kind": row.kind, "key": row.key, "first": list(row.first), "lead": round(row.lead, 10),
        "rank_changes": row.rank_changes, "changes_leader": row.changes,
    }  # fmt: skip


class DecisionMissing(DecisionView):
    """For each alternative that does not lead: what on record would make it win as one more criterion."""

    @described("get_missing_criteria", MissingShape, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        loaded = matrix_of(self.open(request, slug))
        stakes = Stakes(loaded, ranked(loaded))
        topics = topics_of(loaded)
        found = candidates(loaded, stakes, [(one.topic, one.plus) for one in topics])
        return unkept(
            {
                "decision": loaded.slug, "revision": loaded.revision,
                "missing": [
                    {"framework": key, "criteria": [_candidate(one) for one in several]}
                    for key, several in found.items()
                ],
            }
        )  # fmt: skip


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "plus": one.topic.name, "name": one.topic.label, "share": round(one.level, 10),
        "until": round(one.until, 10), "how": one.plus.question, "values": one.plus.values,
        "unknown": list(one.unknown), "query": f"plus={one.topic.name}&w.{PLUS}={one.percent:g}",
    }  # fmt: skip
