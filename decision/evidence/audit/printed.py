"""What a document prints of its own matrix besides the totals: weights in percent that do not add up to 100, and a
winner that stands first neither in its printed totals nor by its weights and scores.

A document speaks of this matrix where it prints a weight for every criterion, or the totals that this decision keeps as
printed. Rounded weights may be off by half a step of the last digit each. A verdict names a winner where it is about
no single criterion and bound to no condition: “recommended”, but not “recommended for prototypes”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from decision.matrix.page.numbers import listed, plural, two_decimals

from ..rows import ClaimRow, Evidence
from .figures import short_number
from .finding import Advice, Effect, Finding, Move, key_of
from .published import decimals_of, totals_as_published
from .stakes import Stakes

WEIGHTS = "published_weights_off"
WINNER = "published_winner_differs"
ALL = Decimal(100)
_WINS = re.compile(
    r"\b(?:(?:overall )?winner|recommended|(?:best|first|top) choice|best overall)\b", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:not|no|never|only|unless|if|when|where|while|for|except|but|though|among"
    r"|in(?! the (?:end|overview|summary)))\b",
    re.IGNORECASE,
)


def published_weights(evidence: Evidence, _: Stakes) -> Iterator[Finding]:
    """One finding for each source whose printed weights add up to something else."""
    criteria = {row.key for row in evidence.loaded.criteria if row.parent is None}
    for source, claims in _by_source(evidence, "weight"):
        printed = {
            one.criterion: Decimal(repr(one.number))
            for one in claims
            if one.unit == "%" and one.number is not None
        }
        if len(printed) != len(claims) or printed.keys() != criteria:
            continue
        together = sum(printed.values(), Decimal(0))
        rounding = len(printed) * Decimal(10) ** -max(map(decimals_of, printed.values())) / 2
        if abs(together - ALL) <= rounding or together <= 0:
            continue
        title = evidence.sources[source].title
        word = "high" if together > ALL else "low"
        off = short_number(float(round(abs(together / ALL - 1) * ALL, 1)))
        yield Finding(
            code=WEIGHTS, key=key_of(WEIGHTS, source), severity="warning",
            sentence=f"The weights that “{title}” prints add up to {_percent(together)}, not to 100 %.",
            effect=Effect(
                f"Totals that are made of them as printed come out {off} % too {word}. Here they are shares of their"
                " sum, which changes no order."
            ),
            advice=Advice(
                "Find out which weight was mistyped; until then go by the shares.", ("source", source), "See the source"
            ),
            facts=tuple(sorted((key, str(value)) for key, value in printed.items())), criteria=tuple(printed),
            sources=(source,), claims=tuple(one.id for one in claims),
            details=tuple(f"{evidence.label(key)} {_percent(value)}" for key, value in printed.items()),
        )  # fmt: skip


def published_winner(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each winner that a source names against its own figures."""
    loaded = evidence.loaded
    kept = {row.key: row.published_total for row in loaded.alternatives if row.published_total is not None}
    if len(kept) < 2:
        return
    own = [source for source, claims in _by_source(evidence, "published_total") if _totals(claims) == kept]
    totals = {key: total for key, total in totals_as_published(evidence, stakes).items() if key in kept}
    for source, claims in _by_source(evidence, "verdict"):
        named: dict[str, list[ClaimRow]] = {}
        for one in claims if source in own else ():
            if not one.criterion and _WINS.search(one.text) and not _BOUND.search(one.text):
                named.setdefault(one.framework, []).append(one)
        for winner, verdicts in named.items():
            if winner in kept and (found := _against(evidence, source, winner, verdicts, kept, totals)):
                yield found


def _against(
    evidence: Evidence, source: str, winner: str, verdicts: Sequence[ClaimRow], kept: dict[str, Decimal],
    totals: dict[str, Decimal],
) -> Finding | None:  # fmt: skip
    """What is wrong with a winner, None where it stands first in both."""
    parts, facts = [], []
    for which, of in (("its printed totals", kept), ("its weights and scores", totals)):
        best = max(of.values())
        first = [key for key, total in of.items() if total == best]
        if winner not in first:
            names = listed([evidence.label(key) for key in first])
            parts.append(
                f"{which} put {names} first ({two_decimals(best)} against {two_decimals(of[winner])})"
            )
            facts.append((which, tuple(first), str(of[winner])))
    if not facts:
        return None
    name = evidence.label(winner)
    rank = 1 + sum(total > totals[winner] for total in totals.values())
    at = float(totals[winner])
    return Finding(
        code=WINNER, key=key_of(WINNER, source, winner), severity="serious",
        sentence=f"“{evidence.sources[source].title}” names {name} its winner, but {' and '.join(parts)}.",
        effect=Effect(
            f"Whoever follows the verdict takes {name}, number {rank} of {plural(len(totals), 'alternative')} by these"
            " weights and scores.",
            (Move(winner, at, at, 1, rank),), changes_leader=True,
        ),
        advice=Advice(
            "Go by the figures, or find out what the verdict weighs besides them.", ("source", source), "See the source"
        ),
        facts=(winner, *facts), alternatives=(winner,), sources=(source,), claims=tuple(one.id for one in verdicts),
        details=tuple(f"“{one.text}”" for one in verdicts),
    )  # fmt: skip


def _totals(claims: Sequence[ClaimRow]) -> dict[str, Decimal]:
    return {one.framework: Decimal(repr(one.number)) for one in claims if one.number is not None}


def _by_source(evidence: Evidence, kind: str) -> list[tuple[str, list[ClaimRow]]]:
    found: dict[str, list[ClaimRow]] = {}
    for one in evidence.printed:
        if one.kind == kind:
            found.setdefault(one.source, []).append(one)
    return list(found.items())


def _percent(number: Decimal) -> str:
    return f"{short_number(float(number))} %"
