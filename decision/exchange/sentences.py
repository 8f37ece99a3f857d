"""The recommendation in the words of the page and the API, line by line, for every export."""

from __future__ import annotations

from decision import engine
from decision.engine.wording import missing_text

Lines = list[tuple[str, str]]


def method_text(matrix: engine.Matrix) -> str:
    """How the totals and ranks come about."""
    return (
        "weighted sum of scores on their scales; shares within a group multiply down the tree; equal totals share "
        f"a rank; a missing score counts {missing_text(matrix.missing_at)}; must-haves exclude whoever fails them"
    )


def recommended(found: engine.Recommendation) -> Lines:
    """What each line is, and what it says."""
    often = found.robustness
    lines = [
        ("headline", str(found.headline)),
        ("recommendation", found.summary),
        ("argument against", found.argument),
        *(("would change it", sentence) for sentence in found.conditions),
        ("robustness", robust_text(often) if often else ""),
        *(("caveat", sentence) for sentence in found.caveats),
    ]
    return [(name, text) for name, text in lines if text]


def robust_text(often: engine.HowOften) -> str:
    """The figure with its word and what both mean."""
    return f"{often.percent} % {often.word}: {often.figure}. {often.meaning}"
