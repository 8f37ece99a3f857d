"""How the claims of a source fare in the audits of the decisions that cite it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from decision.engine import EngineError
from decision.evidence.audit.finding import Finding
from decision.evidence.kept import audit_of
from decision.matrix.selectors import OpenDecision, matrices_of
from decision.teams.actors import Actor
from frameworks.models import Claim, Source

from .taking_part import lately_edited

DECISIONS_AT_MOST = 10
SEVERITIES = {"serious": ("bad", "i-bad"), "warning": ("warn", "i-warn"), "note": ("", "i-info")}


@dataclass(frozen=True, slots=True)
class SourceFinding:
    """A finding that names the source or one of its claims."""

    sentence: str
    effect: str
    severity: str
    kind: str
    icon: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DecisionAudit:
    """What the audit of one decision says about the source; `problem` where it could not be made."""

    title: str
    href: str
    findings: tuple[SourceFinding, ...]
    problem: str = ""


def audits_of_source(source: Source, actor: Actor) -> list[DecisionAudit]:
    """For the latest decisions that cite the source and that `actor` may find: what their audits say of it.

    Three queries, and one for each decision whose findings are known; five where they are not.
    """
    opened = lately_edited(actor)
    loaded = matrices_of(opened)
    citing = [
        one
        for one in opened
        if one.slug in loaded and any(source.slug in cell.sources for cell in loaded[one.slug].cells.values())
    ]
    claims = set(Claim.objects.evidence().filter(source=source).values_list("pk", flat=True))
    return [_audit(one, source, claims) for one in citing[:DECISIONS_AT_MOST]]


def _audit(opened: OpenDecision, source: Source, claims: set[int]) -> DecisionAudit:
    href = reverse("decision-audit", args=[opened.slug])
    try:
        audit = audit_of(opened)
    except EngineError as problem:
        return DecisionAudit(opened.title, href, (), problem.detail)
    named = [one for one in audit.findings if source.slug in one.sources or claims & set(one.claims)]
    return DecisionAudit(
        opened.title, href, tuple(_finding(one, is_open=audit.is_open(one)) for one in named)
    )


def _finding(finding: Finding, *, is_open: bool) -> SourceFinding:
    kind, icon = SEVERITIES[finding.severity]
    return SourceFinding(finding.sentence, finding.effect.sentence, finding.severity, kind, icon, is_open)
