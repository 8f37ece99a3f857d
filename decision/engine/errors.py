"""What can be wrong with a matrix, as facts. Messages are for the person who has to mend the input."""

from __future__ import annotations

from collections.abc import Iterable

Problem = tuple[str, str]
"""A JSON pointer to the offending value and one sentence about it."""


class EngineError(Exception):
    """Input that cannot be computed. `title` names the kind, `detail` says what to do, `errors` point at the
    places.
    """

    title = "Invalid input"

    def __init__(self, detail: str, errors: Iterable[Problem] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors: list[Problem] = list(errors)


class InvalidWeights(EngineError):
    title = "Invalid weights"


class AllWeightsZero(InvalidWeights):
    """Nothing is left to weigh by: a group of criteria that matters has only weights of 0."""


class NegativeWeight(InvalidWeights):
    """A weight is below 0."""


class UnknownCriterion(EngineError):
    """A key that is no criterion of the matrix (or no criterion with scores, where those are needed)."""

    title = "Unknown criterion"


class UnknownAlternative(EngineError):
    """A key that is no alternative of the matrix."""

    title = "Unknown alternative"


class NotFinite(EngineError):
    """A number that is NaN, infinite, or too large or too finely divided to compute with."""

    title = "Not a usable number"


class ScoreOutsideScale(EngineError):
    """A score, or the range given with it, leaves the criterion's scale."""

    title = "Score outside its scale"


class InvalidRange(EngineError):
    """The low and high given with a score do not enclose it."""

    title = "Invalid range"


class UnboundedMissing(EngineError):
    """A missing score in a criterion that has neither a scale nor a value function to bound it."""

    title = "Missing score without bounds"


class InvalidMatrix(EngineError):
    """Rows, columns or cells that do not fit together."""

    title = "Invalid matrix"


class DuplicateKey(InvalidMatrix):
    """The same key twice among alternatives, criteria or gates."""


class InvalidTree(InvalidMatrix):
    """Criteria whose parents do not form a tree."""


class InvalidScale(InvalidMatrix):
    """A scale whose ends are in the wrong order, or that is needed and not there."""


class InvalidValueFunction(InvalidMatrix):
    """Points that do not describe a function."""


class InvalidGate(InvalidMatrix):
    """A gate that does not say clearly what it compares."""


class InvalidTable(EngineError):
    """A table sent for evaluation that does not have the promised form."""

    title = "Invalid table"


class UnsupportedMethod(InvalidTable):
    """A method or an option that this version does not compute."""

    title = "Unsupported method"


class NotNormalizable(InvalidTable):
    """A column that the chosen normalization cannot scale."""

    title = "Cannot be normalized"


class NotRankable(InvalidTable):
    """Numbers for which the chosen method is not defined."""

    title = "Cannot be ranked by this method"


class InvalidJudgements(EngineError):
    """Judgements from which no weights can be had: contradictory in form, or not all connected."""

    title = "Invalid judgements"


class InvalidRankings(EngineError):
    """Rankings that cannot be compared: of different lengths, or too many."""

    title = "Invalid rankings"


class InvalidBallots(EngineError):
    """Ballots that cannot be compared with each other or with the decision."""

    title = "Invalid ballots"


class InvalidStudy(EngineError):
    """Draws, a seed, or a way of drawing that cannot be used; or counts of another study."""

    title = "Invalid study"


def pointer(*parts: object) -> str:
    """Join parts to a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
