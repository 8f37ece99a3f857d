"""Scores that cite no claim."""

from __future__ import annotations

from collections.abc import Iterator

from decision.matrix.page.numbers import listed, plural

from ..rows import Evidence, Place
from .finding import Advice, Finding, key_of
from .stakes import Stakes

CODE = "score_without_claim"
NAMED = 4


def unsourced(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each criterion; a single one where no score of the decision cites anything."""
    loaded = evidence.loaded
    bare = [place for place in loaded.values if place not in evidence.cited]
    if not bare:
        return
    if len(bare) == len(loaded.values):
        sentence = f"None of the {plural(len(bare), 'score')} cites a claim: all of them are opinions."
        yield _finding(evidence, stakes, ("",), bare, sentence)
        return
    without = set(bare)
    for leaf in loaded.leaves:
        cells = [(row.key, leaf.key) for row in loaded.alternatives if (row.key, leaf.key) in without]
        if cells:
            given = sum((row.key, leaf.key) in loaded.values for row in loaded.alternatives)
            who = [evidence.label(framework) for framework, _ in cells]
            names = listed(who) if len(who) <= NAMED else plural(len(who), "alternative")
            verb = "cites" if len(cells) == 1 else "cite"
            of = "The score" if len(cells) == 1 else f"{len(cells)} of {given} scores"
            sentence = f"{of} of {names} on {leaf.name} {verb} no claim."
            yield _finding(evidence, stakes, (leaf.key,), cells, sentence)


def _finding(
    evidence: Evidence, stakes: Stakes, about: tuple[str, ...], cells: list[Place], sentence: str
) -> Finding:
    effect = stakes.unknown(cells)
    values = evidence.loaded.values
    return Finding(
        code=CODE, key=key_of(CODE, *(part for part in about if part)),
        severity="serious" if effect.changes_leader else "warning", sentence=sentence, effect=effect,
        advice=Advice(
            "Cite the claims that each rests on, or say in its rationale that it is a judgement.", ("cell", *cells[0]),
            "Open the score",
        ),
        facts=tuple((*place, str(values[place].value)) for place in cells), cells=tuple(cells),
        criteria=tuple(dict.fromkeys(criterion for _, criterion in cells)),
        alternatives=tuple(dict.fromkeys(framework for framework, _ in cells)),
    )  # fmt: skip
