"""What a recommendation should say of the evidence behind it: contradicted scores, figures of relatives, old claims."""

from __future__ import annotations

from collections.abc import Iterable

from decision import engine
from decision.matrix.page.numbers import plural

from ..rows import Evidence, Place
from . import age, disagreement, order, proxies
from .finding import Finding
from .stakes import Stakes


def caveats_of(evidence: Evidence) -> tuple[str, ...]:
    """At most three sentences."""
    loaded = evidence.loaded
    if not loaded.alternatives or not loaded.leaves:
        return ()
    stakes = Stakes(loaded, engine.rank(loaded.matrix, None, loaded.labels))
    checks = (order.order_checks, disagreement.disagreements, proxies.proxies, age.stale_claims)
    return caveats_in([finding for check in checks for finding in check(evidence, stakes)])


def caveats_in(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The same from findings that are there: every page, answer and export has these sentences."""
    findings = tuple(findings)
    relatives, old = (
        {number for one in findings if one.code == code for number in one.claims}
        for code in (proxies.CODE, age.STALE)
    )
    counted = (
        (len(contradicted(findings)), "score", "disagrees", "disagree", "with measured figures"),
        (len(relatives), "figure", "was", "were", "measured on a relative"),
        (len(old), "cited claim", "is", "are", "too old"),
    )
    return tuple(
        f"{plural(count, what)} {one if count == 1 else many} {rest}."
        for count, what, one, many, rest in counted
        if count
    )


def contradicted(findings: Iterable[Finding]) -> list[Place]:
    """The scores that disagree with measured figures, each once: with their order, or because figures disagree."""
    found: dict[Place, None] = {}
    for one in findings:
        if one.code in (order.CODE, disagreement.CODE) and one.severity != "note":
            found.update(dict.fromkeys(one.cells))
    return list(found)
