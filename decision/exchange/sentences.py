"""The recommendation in the words of the page and the API, line by line, for every export."""

from __future__ import annotations

from decision import engine

Lines = list[tuple[str, str]]
METHOD = (
    "weighted sum of scores on their scales; shares within a group multiply down the tree; equal totals share a rank; "
    "a missing score counts at its worst; must-haves exclude whoever fails them"
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
