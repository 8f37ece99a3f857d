"""What a thread is about: the decision, a criterion, a cell, or a claim that a cell cites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decision.matrix.models import Decision
from decision.problems import Invalid
from frameworks.models import Claim

from ..models import Comment
from ..selectors import cells_citing


@dataclass(frozen=True, slots=True)
class About:
    """Nothing: the decision. A criterion, with a framework a cell; a claim in the cell that cites it."""

    criterion: str | None = None
    framework: str | None = None
    claim: int | None = None


def place_of(decision: Decision, about: About) -> dict[str, Any]:
    """The columns of a comment about that. Raises `Invalid` for what is not part of the decision."""
    if about.claim is not None:
        about = _citing(decision, about)
    if about.criterion is None:
        if about.framework is not None:
            raise _refused("/framework", "A comment on a cell names its criterion too.")
        return {}
    weight = decision.weights.select_related("criterion").filter(criterion__slug=about.criterion).first()
    if weight is None:
        raise _refused("/criterion", f"“{about.criterion}” is not a criterion of this decision.")
    name = weight.criterion.name
    place: dict[str, Any] = {"place": Comment.Place.CRITERION, "criterion": weight.criterion, "about": name}
    if about.framework is not None:
        options = decision.alternatives.select_related("framework")
        option = options.filter(framework__slug=about.framework).first()
        if option is None:
            raise _refused("/framework", f"“{about.framework}” is not an alternative of this decision.")
        if weight.children.exists():
            raise _refused(
                "/criterion", f"“{about.criterion}” is a group: it has no cells, comment on the group itself."
            )
        place |= {"place": Comment.Place.CELL, "framework": option.framework, "about": f"{name} of {option}"}
    if about.claim is not None:
        place |= {
            "place": Comment.Place.CLAIM,
            "claim_id": about.claim,
            "about": f"a claim on {place['about']}",
        }
    return place | {"about": place["about"][:300]}


def _citing(decision: Decision, about: About) -> About:
    """The claim in the cell that was named, else in the first that cites it."""
    claim = about.claim or 0
    if not Claim.objects.filter(pk=claim).exists():
        raise _refused("/claim", f"There is no claim {claim}.")
    for criterion, framework in cells_citing(decision.pk, {claim}).get(claim, []):
        if about.criterion in (None, criterion) and about.framework in (None, framework):
            return About(criterion, framework, claim)
    raise _refused(
        "/claim", f"No score of this decision{' there' if about.criterion else ''} cites claim {claim}."
    )


def _refused(place: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors=[(place, sentence)], title="Invalid comment")
