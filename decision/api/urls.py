"""Every address of the API, under /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from criteria import api as criteria
from decision.building.api import criteria as judging
from decision.building.api import suggestions
from decision.evidence.api import audit, caveats, proposals, resting
from decision.exchange import api as exchange
from decision.history import api as history
from decision.lifecycle import api as lifecycle
from decision.live.api import DecisionEvents
from decision.matrix.api import decisions, gates, members, parts, ranking, record, scores, weights
from decision.robustness import api as robustness
from decision.rounds import api as rounds
from decision.talk import api as talk
from frameworks import api as frameworks
from frameworks.needs import api as needs

from . import evaluate, index
from . import weights as finding

app_name = "api"

# /api/v1/decisions/<slug>/, the busiest first
decision: list[URLPattern] = [
    path("ranking/", caveats.DecisionRanking.as_view(), name="decision-ranking"),
    path("evaluate/", ranking.DecisionEvaluate.as_view(), name="decision-evaluate"),
    path("", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("alternatives/", parts.AlternativeList.as_view(), name="decision-alternatives"),
    path("alternatives/<slug:framework>/", parts.AlternativeDetail.as_view(), name="decision-alternative"),
    path("criteria/", judging.CriterionList.as_view(), name="decision-criteria"),
    path("criteria/<slug:criterion>/", judging.CriterionDetail.as_view(), name="decision-criterion"),
    path(
        "criteria/<slug:criterion>/value-function/",
        judging.CriterionAnchors.as_view(),
        name="decision-value-function",
    ),
    path("weights/", weights.DecisionWeights.as_view(), name="decision-weights"),
    path("scores/", scores.DecisionScores.as_view(), name="decision-scores"),
    path("gates/", gates.GateList.as_view(), name="decision-gates"),
    path("gates/suggestions/", suggestions.GateSuggestions.as_view(), name="gate-suggestions"),
    path("gates/<int:id>/", gates.GateDetail.as_view(), name="decision-gate"),
    path("scenarios/", parts.ScenarioList.as_view(), name="decision-scenarios"),
    path("scenarios/<slug:scenario>/", parts.ScenarioDetail.as_view(), name="decision-scenario"),
    path("robustness/", robustness.DecisionRobustness.as_view(), name="decision-robustness"),
    path("studies/", robustness.StudyList.as_view(), name="decision-studies"),
    path("studies/<uuid:study>/", robustness.StudyDetail.as_view(), name="decision-study"),
    path("studies/<uuid:study>/result/", robustness.StudyResult.as_view(), name="decision-study-result"),
    path("members/", members.DecisionMembers.as_view(), name="decision-members"),
    path("rounds/", rounds.RoundList.as_view(), name="decision-rounds"),
    path("rounds/<int:number>/", rounds.RoundDetail.as_view(), name="decision-round"),
    path("rounds/<int:number>/comparison/", rounds.RoundComparison.as_view(), name="decision-comparison"),
    path("rounds/<int:number>/apply/", rounds.RoundApply.as_view(), name="decision-apply"),
    path("ballots/", rounds.Ballots.as_view(), name="decision-ballots"),
    path("comments/", talk.CommentList.as_view(), name="decision-comments"),
    path("comments/<int:id>/", talk.CommentDetail.as_view(), name="decision-comment"),
    path("audit/", audit.DecisionAudit.as_view(), name="decision-audit"),
    path("audit/acknowledgements/", audit.AuditAcknowledgements.as_view(), name="audit-acknowledgements"),
    path(
        "audit/acknowledgements/<int:id>/", audit.AuditAcknowledgement.as_view(), name="audit-acknowledgement"
    ),
    path("proposals/", proposals.ProposalList.as_view(), name="decision-proposals"),
    path("proposals/<int:id>/", proposals.ProposalDetail.as_view(), name="decision-proposal"),
    path("sources/", resting.DecisionSources.as_view(), name="decision-sources"),
    path("missing-criteria/", resting.DecisionMissing.as_view(), name="decision-missing"),
    path("status/", lifecycle.DecisionStatus.as_view(), name="decision-status"),
    path("signatures/", lifecycle.DecisionSignatures.as_view(), name="decision-signatures"),
    path("history/", record.DecisionHistory.as_view(), name="decision-history"),
    path("history/compare/", history.HistoryCompare.as_view(), name="decision-compare"),
    path("history/undo/", history.HistoryUndo.as_view(), name="decision-undo"),
    path("export/", exchange.DecisionExport.as_view(), name="decision-export"),
    path("badge.svg", exchange.DecisionBadge.as_view(), name="decision-badge"),
    path("events/", DecisionEvents.as_view(), name="decision-events"),
]

catalogue = [
    path("needs/", needs.NeedList.as_view(), name="need-list"),
    path("frameworks/", frameworks.FrameworkList.as_view(), name="framework-list"),
    path("frameworks/<slug:slug>/", frameworks.FrameworkDetail.as_view(), name="framework-detail"),
    path("sources/", frameworks.SourceList.as_view(), name="source-list"),
    path("sources/<slug:slug>/", frameworks.SourceDetail.as_view(), name="source-detail"),
    path("claims/", frameworks.ClaimList.as_view(), name="claim-list"),
    path("claims/<int:id>/", frameworks.ClaimDetail.as_view(), name="claim-detail"),
    path("criteria/", criteria.CriterionList.as_view(), name="criterion-list"),
    path("criteria/<slug:slug>/", criteria.CriterionDetail.as_view(), name="criterion-detail"),
    path("metrics/", criteria.MetricList.as_view(), name="metric-list"),
    path("metrics/<slug:slug>/", criteria.MetricDetail.as_view(), name="metric-detail"),
]

v1: list[URLPattern | URLResolver] = [
    path("decisions/<slug:slug>/", include(decision)),
    path("", index.IndexView.as_view(), name="index"),
    path("schema/", index.SchemaView.as_view(), name="schema"),
    path("docs/", index.docs, name="docs"),
    path("redoc/", index.redoc, name="redoc"),
    path("decisions/", decisions.DecisionList.as_view(), name="decision-list"),
    path("evaluate/", evaluate.EvaluateTable.as_view(), name="evaluate"),
    path("weights/", finding.FindWeights.as_view(), name="weights"),
    path("agreement/", finding.Agree.as_view(), name="agreement"),
    *catalogue,
]

urlpatterns = [
    path("v1/", include(v1)),
    path("", index.UNKNOWN, name="root"),
    path("<path:rest>", index.UNKNOWN, name="unknown"),
]
