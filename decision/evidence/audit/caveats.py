"""What a recommendation should say of the evidence behind it: contradicted scores, figures of relatives, old claims."""

from __future__ import annotations

from decision import engine
from decision.matrix.page.numbers import plural

from ..rows import Evidence
from . import age, order, proxies
from .stakes import Stakes


def caveats_of(evidence: Evidence) -> tuple[str, ...]:
    """At most three sentences."""
    loaded = evidence.loaded
    if not loaded.alternatives or not loaded.leaves:
        return ()
    stakes = Stakes(loaded, engine.rank(loaded.matrix, None, loaded.labels))
    wrong = {
        cell for one in order.order_checks(evidence, stakes) if one.severity != "note" for cell in one.cells
    }
    relatives = {number for one in proxies.proxies(evidence, stakes) for number in one.claims}
    old = {number for one in age.stale_claims(evidence, stakes) for number in one.claims}
    sentences = []
    if wrong:
        verb = "disagrees" if len(wrong) == 1 else "disagree"
        sentences.append(f"{plural(len(wrong), 'score')} {verb} with the figures behind {_it(wrong)}.")
    if relatives:
        verb = "was" if len(relatives) == 1 else "were"
        sentences.append(
            f"{plural(len(relatives), 'figure')} {verb} measured on a relative of what is judged."
        )
    if old:
        verb = "is" if len(old) == 1 else "are"
        months = plural(evidence.good_for_months, "month")
        sentences.append(f"{plural(len(old), 'cited claim')} {verb} older than {months}.")
    return tuple(sentences)


def _it(several: set[tuple[str, str]]) -> str:
    return "it" if len(several) == 1 else "them"
