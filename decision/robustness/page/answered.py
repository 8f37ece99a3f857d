"""The answer of a study as the values that the page is made of, for matrices that no request can take at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from decision import engine
from decision.engine.robustness import changing_text

from .cards import Known, Nearest
from .drawn import Drawn, drawn_before
from .moves import found_before, number
from .pairs import Dominating
from .ranges import Totals

Answer = Mapping[str, Any]
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """All that the sections are made of, wherever it was computed."""

    known: Known
    drawn: Drawn
    methods: engine.MethodComparison
    dominance: Dominating
    totals: Totals
    possible: engine.PossibleRanks
    unknowns: engine.Unknowns | None
    causes: engine.Causes | None
    multiverse: engine.Multiverse


def parts_of(answer: Answer, lines: tuple[engine.CriterionLines, ...], labels: Labels) -> Parts:
    """The parts of a study's answer; the lines are cheap and come from this request."""
    return Parts(
        known=_known(answer, lines, labels), drawn=drawn_before(answer), methods=_methods(answer),
        dominance=_dominance(answer), totals=_totals(answer), possible=_possible(answer),
        unknowns=_unknowns(answer), causes=_causes(answer["causes"]),
        multiverse=_multiverse(answer),
    )  # fmt: skip


def _known(answer: Answer, lines: tuple[engine.CriterionLines, ...], labels: Labels) -> Known:
    rows = {row["framework"]: row for row in answer["alternatives"]}
    moves = {key: found_before(key, row["smallest_move"], labels) for key, row in rows.items()}
    return Known(
        lines=lines,
        moves={key: move for key, move in moves.items() if move is not None},
        firsts={key: found_before(key, row["nearest_flip"], labels) for key, row in rows.items()},
        proofs={key: _proof(row) for key, row in rows.items()},
        scores=[
            engine.ScoreFlip(
                one["framework"], one["criterion"], None if one["from"] is None else number(one["from"]),
                number(one["to"]), one["winner"], None if one["effort"] is None else number(one["effort"]),
            )
            for one in answer["score_flips"]
        ],
        nearest=_nearest(answer["joint_flip"], labels),
    )  # fmt: skip


def _nearest(given: Answer | None, labels: Labels) -> Nearest | None:
    if given is None:
        return None
    score = given["score"] and engine.ScoreChange(
        given["score"]["framework"], given["score"]["criterion"], number(given["score"]["from"]),
        number(given["score"]["to"]), number(given["score"]["effort"]),
    )  # fmt: skip
    move = found_before(given["framework"], given["move"], labels)
    told = changing_text(
        (given["framework"], given["against"]), score, move.details.sentence if move else "", labels
    )
    return Nearest(given["framework"], number(given["moved"]), bool(score), told)


def _proof(row: Answer) -> engine.WinProof:
    return engine.WinProof(
        alternative=row["framework"], can_win=row["can_win"], grounds=row["grounds"], sentence=row["proof"],
        weights=None, points=None, tied_with=tuple(row["tied_with"]),
        mixture=tuple((one["framework"], Fraction(one["fraction"])) for one in row["mixture"]),
        comparisons=tuple(
            engine.Comparison(one["criterion"], number(one["own"]), number(one["mixture"]))
            for one in row["comparisons"]
        ),
        margin=None, at_best=row["at_best"],
    )  # fmt: skip


def _methods(answer: Answer) -> engine.MethodComparison:
    found = tuple(
        engine.ComparedMethod(**one | {name: tuple(one[name]) for name in ("winners", "moved")})
        for one in answer["methods"]
    )
    return engine.MethodComparison(methods=found, **answer["agreement"])


def _dominance(answer: Answer) -> Dominating:
    names = tuple(row["framework"] for row in answer["alternatives"] if row["rank"] is not None)
    index = {name: i for i, name in enumerate(names)}
    weak = np.zeros((len(names), len(names)), dtype=np.bool_)
    strict = weak.copy()
    for pair in answer["dominance"]:
        place = index[pair["winner"]], index[pair["loser"]]
        weak[place], strict[place] = True, pair["strict"]
    return Dominating(names, tuple(tuple(group) for group in answer["equals"]), weak, strict)


def _totals(answer: Answer) -> Totals:
    given = answer["off_by_one"]
    rows = {
        one["framework"]: (engine.Quantiles(one["low"], one["middle"], one["high"]), one["first"])
        for one in given["totals"]
    }
    return Totals(rows, given["off_by"], given["draws"], given["seed"])


def _possible(answer: Answer) -> engine.PossibleRanks:
    ranks = []
    for row in answer["alternatives"]:
        given = row["possible_ranks"]
        low, high = number(given["low"]), number(given["high"])
        ranks.append(engine.PossibleRank(alternative=row["framework"], **given | {"low": low, "high": high}))
    cells = tuple(
        engine.OpenCell(
            alternative=one["framework"], criterion=one["criterion"], kind=one["kind"],
            share=number(one["share"]), lowest=number(one["lowest"]), highest=number(one["highest"]),
            spread=number(one["spread"]), alternative_can_lead=one["can_lead"], decides=one["decides"],
        )
        for one in answer["open_cells"]
    )  # fmt: skip
    return engine.PossibleRanks(tuple(ranks), answer["decided"], cells)


def _unknowns(answer: Answer) -> engine.Unknowns | None:
    given = answer["measure_next"]
    if not given["draws"]:
        return None
    cells = tuple(
        engine.Unknown(
            one["framework"], one["criterion"], one["is_missing"], one["alone"], one["alone_error"],
            one["together"], one["together_error"], one["mostly"],
        )
        for one in given["cells"]
    )  # fmt: skip
    leaders = tuple(row["framework"] for row in answer["alternatives"] if row["rank"] == 1)
    return engine.Unknowns(
        cells, leaders, given["changes"], given["changes_error"], given["draws"], given["seed"]
    )


def _causes(given: Answer | None) -> engine.Causes | None:
    return engine.Causes(given["weights"], given["scores"], given["together"]) if given else None


def _multiverse(answer: Answer) -> engine.Multiverse:
    given = answer["multiverse"]
    return engine.Multiverse(
        shares=tuple(
            engine.UniverseShare(
                one["framework"], one["share"], one["standard_error"], tuple(one["interval"]), one["held"]
            )
            for one in given["shares"]
        ),
        excluded=(), draws=given["draws"], seed=given["seed"], weights=engine.WeightDraw(**given["weights"]),
        scores=engine.ScoreDraw(**given["scores"]), methods=tuple(given["methods"]),
        methods_left_out=given["methods_left_out"], sources=tuple(given["sources"]), left_out=given["left_out"],
        version="", fingerprint="",
    )  # fmt: skip
