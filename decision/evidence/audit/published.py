"""Published totals that do not follow from the published weights and scores.

The weights are those of the scenario that a source published, else the decision's own; a score counts as the source
printed it where a claim says so, cited or not, else as it stands. A printed total may be rounded: it differs only where
it is further off than half a step of the last digit that the source prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from decision import engine
from decision.matrix.models import Scenario
from decision.matrix.page.numbers import signed, two_decimals

from ..rows import Evidence, Place
from .finding import Advice, Effect, Finding, Move, key_of
from .stakes import Stakes

CODE = "published_total_differs"


def published_totals(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each printed total that is off."""
    loaded = evidence.loaded
    printed = {row.key: row.published_total for row in loaded.alternatives if row.published_total is not None}
    if not printed:
        return
    allowed = Decimal(10) ** -max(decimals_of(total) for total in printed.values()) / 2
    totals = totals_as_published(evidence, stakes)
    for key, total in printed.items():
        recomputed = totals[key]
        off = total - recomputed
        if abs(off) <= allowed:
            continue
        name = loaded.labels[key]
        effect = _effect(key, printed, totals, name)
        yield Finding(
            code=CODE, key=key_of(CODE, key), severity="serious" if effect.changes_leader else "warning",
            sentence=f"The printed total of {name} is {_plain(total)}, but its weights and scores give"
            f" {two_decimals(recomputed)}.",
            effect=effect,
            advice=Advice(
                "Go by the recomputed total. Correct the printed one if it was mistyped, or tell who published it.",
                ("decision", "totals"), "Compare the totals",
            ),
            facts=(str(total), str(recomputed)), alternatives=(key,),
        )  # fmt: skip


def totals_as_published(evidence: Evidence, stakes: Stakes) -> dict[str, Decimal]:
    """The totals of the published scores under the published weights."""
    loaded = evidence.loaded
    scenario = next((row for row in loaded.scenarios if row.kind == Scenario.Kind.PUBLISHED), None)
    scores = _published_scores(evidence)
    ranking = stakes.ranking
    if scores:
        cells = tuple(
            tuple(
                engine.Cell(value=scores[place]) if (place := (framework, leaf.key)) in scores else cell
                for leaf, cell in zip(loaded.leaves, row, strict=True)
            )
            for framework, row in zip(loaded.matrix.alternatives, loaded.matrix.cells, strict=True)
        )
        matrix = engine.Matrix(
            alternatives=loaded.matrix.alternatives, criteria=loaded.matrix.criteria, cells=cells,
            missing_at=loaded.matrix.missing_at,
        )  # fmt: skip
        ranking = engine.rank(matrix, scenario.points if scenario else None, loaded.labels)
    elif scenario:
        ranking = engine.rank(loaded.matrix, scenario.points, loaded.labels)
    return {one.alternative: one.total for one in (*ranking.standings, *ranking.excluded)}


def _published_scores(evidence: Evidence) -> dict[Place, Decimal]:
    """Scores that a claim prints and that stand otherwise now."""
    loaded, found = evidence.loaded, {}
    leaves = {leaf.key: leaf for leaf in loaded.leaves}
    said: dict[Place, set[float]] = {}
    for place, numbers in evidence.cited.items():
        for number in numbers:
            claim = evidence.claims[number]
            if claim.kind == "score" and claim.number is not None and claim.criterion == place[1]:
                said.setdefault(place, set()).add(claim.number)
    everybody = set(loaded.matrix.alternatives)
    for claim in evidence.printed:
        if (
            claim.kind == "score"
            and claim.number is not None
            and claim.criterion in leaves
            and claim.framework in everybody
        ):
            said.setdefault((claim.framework, claim.criterion), set()).add(claim.number)
    for place, several in said.items():
        printed = Decimal(repr(next(iter(several))))
        leaf, cell = leaves[place[1]], loaded.values.get(place)
        if len(several) == 1 and leaf.low <= printed <= leaf.high and (cell is None or cell.value != printed):
            found[place] = printed
    return found


def _effect(key: str, printed: dict[str, Decimal], totals: dict[str, Decimal], name: str) -> Effect:
    def rank(of: dict[str, Decimal], at: Decimal) -> int:
        return 1 + sum(1 for other, total in of.items() if other in printed and other != key and total > at)

    as_printed, recomputed = rank(printed, printed[key]), rank(totals, totals[key])
    off = printed[key] - totals[key]
    same = as_printed == recomputed
    place = "its place is the same" if same else f"it would stand {as_printed}, not {recomputed}"
    ends = sorted((float(printed[key]), float(totals[key])))
    best, worst = sorted((as_printed, recomputed))
    move = Move(key, ends[0], ends[1], best, worst)
    return Effect(
        f"Whoever reads the printed totals sees {name} {signed(off)} off; {place}.", (move,), float(abs(off)),
        changes_leader=1 in (as_printed, recomputed) and not same,
    )  # fmt: skip


def decimals_of(number: Decimal) -> int:
    """How many digits stand behind the point."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _plain(number: Decimal) -> str:
    tenth = round(number, 1)
    return f"{tenth:.1f}" if tenth == number else f"{number.normalize():f}"
