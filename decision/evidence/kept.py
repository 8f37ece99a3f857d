"""The findings about a decision, computed once a process for its revision, the record of claims and the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from decision.matrix.selectors import OpenDecision, matrix_of
from decision.recent import Recent

from .audit.finding import Finding
from .audit.findings import findings_of
from .selectors.reading import Standing, evidence_of, standing_of

KEPT_AT_MOST = 256
Key = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of a decision as it stands, and which of them are acknowledged as they are (by key)."""

    revision: int
    findings: tuple[Finding, ...]
    acknowledged: Mapping[str, str]

    def is_open(self, finding: Finding) -> bool:
        """Whether nobody has acknowledged the finding with the facts that it has now."""
        known = self.acknowledged.get(finding.key)
        return known is None or known != finding.fingerprint

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has acknowledged."""
        return tuple(finding for finding in self.findings if self.is_open(finding))


_kept: Recent[Key, tuple[Finding, ...]] = Recent(KEPT_AT_MOST)


def audit_of(decision: OpenDecision) -> Audit:
    """The audit of a decision; one query where its findings are known, else three.

    Raises `EngineError` where the decision cannot be ranked at its own weights.
    """
    standing = standing_of(decision.id)
    today = timezone.localdate().isoformat()
    findings = _kept.get(_key(decision.id, decision.revision, standing, today))
    revision = decision.revision
    if findings is None:
        loaded = matrix_of(decision)
        evidence = evidence_of(loaded, good_for_months=standing.good_for_months, today=today)
        revision = loaded.revision
        findings = _kept.keep(_key(decision.id, revision, standing, today), findings_of(evidence))
    return Audit(revision, findings, standing.acknowledged)


def known_audit(decision: OpenDecision, standing: Standing) -> Audit | None:
    """The audit of a decision if this process has its findings; no query."""
    today = timezone.localdate().isoformat()
    findings = _kept.get(_key(decision.id, decision.revision, standing, today))
    return None if findings is None else Audit(decision.revision, findings, standing.acknowledged)


def _key(decision_id: int, revision: int, standing: Standing, today: str) -> Key:
    return decision_id, revision, standing.good_for_months, standing.record_mark, today
