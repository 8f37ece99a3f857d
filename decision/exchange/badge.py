"""A decision's outcome as a small picture for a README."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from decision import engine
from decision.matrix.loading import LoadedMatrix

LONGEST = 40
_CENT = Decimal("0.01")
_NARROW, _WIDE = "iljtfrI.,:;'|!()[] 1", "mwMW@%—"


def badge_svg(loaded: LoadedMatrix, ranking: engine.Ranking | None) -> str:
    """SVG that says who leads: the winner and its total, a tie, or that nothing is decided."""
    text, colour = _outcome(loaded, ranking)
    left, right = _width("steelyard"), _width(text)
    width = left + right
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" '
        f'aria-label="{escape(loaded.title)}: {escape(text)}"><title>{escape(loaded.title)}: {escape(text)}</title>'
        f'<rect width="{width}" height="20" rx="3" fill="#3a3f44"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z" fill="{colour}"/>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{left / 2:g}" y="14">steelyard</text><text x="{left + right / 2:g}" y="14">{escape(text)}</text>'
        "</g></svg>"
    )


def _outcome(loaded: LoadedMatrix, ranking: engine.Ranking | None) -> tuple[str, str]:
    if ranking is None or ranking.recommendation.outcome == "undecidable":
        return "undecided", "#6b7178"
    first = [standing for standing in ranking.standings if standing.rank == 1]
    total = f"{first[0].total.quantize(_CENT):f}"
    if len(first) > 1:
        return f"tie of {len(first)} at {total}", "#8a5a00"
    label = loaded.labels[first[0].alternative]
    name = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
    return f"{name} {total}", "#8a5a00" if ranking.recommendation.outcome == "close_call" else "#0b6e69"


def _width(text: str) -> int:
    """About as wide as Verdana draws it at 11 px, with 6 px around."""
    return 12 + sum(4 if mark in _NARROW else 10 if mark in _WIDE else 7 for mark in text)
