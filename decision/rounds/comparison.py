"""A revealed round, compared: stored ballots into the engine's arrays, and its answer back into the decision's terms.

Everything is compared on the decision as it is now, so that two rounds can be held beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from decision import engine
from decision.engine.errors import AllWeightsZero
from decision.engine.group import GroupComparison, compare_members
from decision.engine.group.answers import Aggregate
from decision.engine.group.ballots import values_of
from decision.matrix.loading import LoadedMatrix
from decision.matrix.rules import DECIMALS
from decision.matrix.services import ScoreChange
from decision.problems import Conflicting, Invalid

from .arrays import Floats, Sharing, raw_scores
from .asking import Questions
from .models import Round
from .selectors import Participant, Vote, questions_of, votes_of

HUNDRED = 100.0


@dataclass(frozen=True)
class Comparison:
    """A revealed round beside the decision.

    `votes` are the ballots that count; `silent` are members who gave nothing to any criterion that is still there,
    `left_out` those who had not finished or left the team. `found` is None where no ballot counts.
    """

    row: Round
    questions: Questions
    aggregate: str
    votes: tuple[Vote, ...]
    silent: tuple[Participant, ...]
    left_out: tuple[Participant, ...]
    own_shares: Floats
    found: GroupComparison | None

    @property
    def loaded(self) -> LoadedMatrix:
        return self.questions.loaded

    @cached_property
    def by_ballot(self) -> dict[str, Vote]:
        """The votes by the name that the engine knows them by."""
        return {_key(vote): vote for vote in self.votes}

    def who(self, member: str) -> Participant:
        """The member behind a name of the engine's."""
        return self.by_ballot[member].who

    def points(self) -> dict[str, Decimal]:
        """What to give the decision's criteria so that its shares become the group's; empty for scores only.

        A parent gets what its criteria have together; beneath one with nothing they keep their points.
        """
        if self.found is None or not self.questions.asks_weights:
            return {}
        parent_of = {row.key: row.parent for row in self.loaded.criteria}
        together = dict.fromkeys(parent_of, 0.0)
        for leaf, share in self.found.group.shares.items():
            key: str | None = leaf
            while key is not None:
                together[key] += share
                key = parent_of[key]
        points = {key: round(Decimal(value * HUNDRED), DECIMALS) + 0 for key, value in together.items()}
        return {
            key: value
            for key, value in points.items()
            if (parent := parent_of[key]) is None or points[parent] > 0
        }

    def score_changes(self) -> list[ScoreChange]:
        """What to set in the decision's cells: those that at least one member scored."""
        return [
            ScoreChange(framework, criterion, value=value, rule="judged")
            for (framework, criterion), value in self.scores.items()
        ]

    @cached_property
    def scores(self) -> dict[tuple[str, str], Decimal]:
        """The group's scores in the criteria's own units, by cell; cells without any opinion are left out."""
        if self.found is None or not self.questions.asks_scores:
            return {}
        raw = self.found.group.scores
        if raw is None:
            return {}
        options, leaves = self.loaded.alternatives, self.loaded.leaves
        return {
            (options[i].key, leaves[j].key): _within(raw[i, j], leaves[j].low, leaves[j].high)
            for i, j in np.argwhere(~np.isnan(raw)).tolist()
        }


def compare(row: Round, loaded: LoadedMatrix, aggregate: str | None = None) -> Comparison:
    """Compare the ballots of a revealed round; three queries and the arithmetic.

    Raises `Conflicting` before the reveal and where the aggregate leaves nothing, `Invalid` for an unknown one.
    """
    how = _aggregate(row, aggregate)
    questions = questions_of(row, loaded)
    votes, left_out = votes_of(row)
    sharing = Sharing(questions)
    shares = [_shares(sharing, questions, vote) for vote in votes]
    counted = [(vote, share) for vote, share in zip(votes, shares, strict=True) if share is not None]
    voting = [vote for vote, _ in counted]
    raw = raw_scores(questions, voting)
    return Comparison(
        row=row, questions=questions, aggregate=how, votes=tuple(voting),
        silent=tuple(vote.who for vote, share in zip(votes, shares, strict=True) if share is None),
        left_out=tuple(left_out), own_shares=sharing.own_shares,
        found=_compare(questions, voting, [share for _, share in counted], raw, how) if voting else None,
    )  # fmt: skip


def _shares(sharing: Sharing, questions: Questions, vote: Vote) -> Floats | None:
    return sharing.of(vote.points) if questions.asks_weights else sharing.own_shares


def _compare(
    questions: Questions, votes: list[Vote], shares: Sequence[Floats], raw: Floats, how: Aggregate
) -> GroupComparison:
    try:
        return _members(questions, votes, shares, raw, how)
    except AllWeightsZero as nothing:
        raise Conflicting(nothing.detail) from nothing


def _members(
    questions: Questions, votes: list[Vote], shares: Sequence[Floats], raw: Floats, how: Aggregate
) -> GroupComparison:
    loaded = questions.loaded
    places = {row.key: number for number, row in enumerate(loaded.alternatives)}
    standings = engine.rank(loaded.matrix, loaded.points, loaded.labels).standings
    return compare_members(
        alternatives=[row.key for row in loaded.alternatives],
        criteria=[row.key for row in loaded.leaves],
        members=[_key(vote) for vote in votes],
        points=np.array(shares),
        own=loaded.matrix.prepared.floats,
        scores=raw if questions.asks_scores else None,
        value_of=values_of(loaded.matrix.leaves),
        ranked=sorted(places[each.alternative] for each in standings),
        member_weights=[float(vote.who.counts) for vote in votes],
        aggregate=how,
    )


def _key(vote: Vote) -> str:
    return str(vote.who.ballot)


def _aggregate(row: Round, wanted: str | None) -> Aggregate:
    match wanted or row.aggregate:
        case ("arithmetic" | "geometric" | "median") as how:
            return how
        case other:
            sentence = f"There is no aggregate “{other[:20]}”: take {', '.join(Round.Aggregate.values)}."
            raise Invalid(sentence, errors=[("/aggregate", sentence)], title="Invalid aggregate")


def _within(value: float, low: Decimal, high: Decimal) -> Decimal:
    return min(max(round(Decimal(value), DECIMALS) + 0, low), high)
