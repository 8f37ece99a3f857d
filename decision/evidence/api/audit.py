"""The audit of a decision over the API. It changes without the decision's revision: claims age, and findings are
acknowledged."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from decision.api.describing import described
from decision.api.problems import Conflict
from decision.api.reading import read
from decision.engine import EngineError
from decision.matrix.api.base import DecisionView, unkept
from decision.matrix.api.ranking import ranked
from decision.matrix.selectors import OpenDecision, matrix_of
from decision.teams.authentication import actor_of
from decision.teams.permissions import may_view_team

from .. import services
from ..kept import Audit, audit_of
from ..selectors import acknowledgements_of
from ..serializers import findings_answer, published_answer
from ..shapes import AcknowledgementGiven, AuditShape

READS = (400, 404, 409)
WRITES = (400, 401, 403, 404, 409, 413, 415)


class DecisionAudit(DecisionView):
    """The decision held against its own evidence, and its printed totals beside the recomputed ones."""

    @described("get_audit", AuditShape, refusals=READS, tag="decision")
    def get(self, request: Request, slug: str) -> HttpResponse:
        return self.answered(request, slug)

    def answered(self, request: Request, slug: str, status: int = 200) -> HttpResponse:
        """The audit as it stands, for one reader."""
        decision = self.open(request, slug)
        loaded = matrix_of(decision)
        ranking = ranked(loaded)
        audit = _audit(decision)
        rows = acknowledgements_of(decision.id)
        sees_names = may_view_team(actor_of(request), decision.role)
        found = findings_answer(audit, rows, slug=slug, sees_names=sees_names)
        return unkept(published_answer(loaded, ranking) | found, status)


def _audit(decision: OpenDecision) -> Audit:
    try:
        return audit_of(decision)
    except EngineError as error:
        raise Conflict(error.detail, errors=error.errors) from None


class AuditAcknowledgements(DecisionAudit):
    """Findings that may stand."""

    http_method_names = ["post", "options"]

    @described(
        "acknowledge_finding",
        AuditShape,
        body=AcknowledgementGiven,
        refusals=WRITES,
        status=201,
        tag="decision",
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Say why a finding may stand. Answers the audit as it then is."""
        given = read(AcknowledgementGiven, request.data, title="Invalid acknowledgement")
        services.acknowledge_finding(
            decision=slug, finding=given.finding, reason=given.reason, fingerprint=given.fingerprint,
            by=actor_of(request),
        )  # fmt: skip
        return self.answered(request, slug, status=201)


class AuditAcknowledgement(DecisionView):
    """One acknowledgement, by the id that the audit gives it."""

    @described("reopen_finding", None, refusals=WRITES, status=204, tag="decision")
    def delete(self, request: Request, slug: str, id: int) -> HttpResponse:
        """Take it back: the finding is open again."""
        services.reopen_finding(decision=slug, acknowledgement=id, by=actor_of(request))
        return HttpResponse(status=204)
