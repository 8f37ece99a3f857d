"""The forms of the API's bodies and answers about proposed scores."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictBool, StrictStr

from decision.api.describing import Page, among
from decision.api.reading import MaybeNumber
from frameworks.models import Confidence

from .models import Proposal

Id = Annotated[int, Strict(), Field(ge=1, lt=2**63)]
REASON = "Why, in 1 to 600 characters."


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewProposal(_Body):
    """A change to one score. What is left out stays; `low` and `high` go together, null being no end; `confidence` ""
    clears it. `cite` and `uncite` name claims."""

    framework: StrictStr
    criterion: StrictStr
    reason: StrictStr = Field(description=REASON)
    value: MaybeNumber = None
    low: MaybeNumber = None
    high: MaybeNumber = None
    confidence: StrictStr | None = Field(
        default=None, json_schema_extra={"enum": ["", *Confidence.values, None]}
    )
    rule: StrictStr | None = None
    cite: list[Id] = Field(default=[], max_length=100)
    uncite: list[Id] = Field(default=[], max_length=100)


class ProposalChange(_Body):
    """What becomes of an open proposal: editors accept or decline it, with a reason, and who made it withdraws it.
    `anyway` accepts it over what was changed in the same score meanwhile."""

    status: Literal["accepted", "declined", "withdrawn"]
    reason: StrictStr = Field(default="", description=REASON)
    anyway: StrictBool = False


class ProposalShape(BaseModel):
    """A proposed change. `wanted` holds the fields that it changes, `seen` the score as it was then; numbers are texts,
    so that they stay exact."""

    id: int
    framework: str
    criterion: str
    wanted: dict[str, Any]
    seen: dict[str, Any]
    reason: str
    status: str = Field(json_schema_extra=among(Proposal.Status))
    revision: int = Field(description="The decision's, when it was proposed.")
    by: str = Field(description="Who it was, as called then.")
    made_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str = Field(description="Why it was declined.")


class ProposalPage(Page):
    """Proposals in the order in which they were made."""

    results: list[ProposalShape]


def proposal_answer(row: Proposal) -> dict[str, Any]:
    """A proposal, its cell loaded."""
    return {
        "id": row.pk, "framework": row.alternative.framework.slug, "criterion": row.weight.criterion.slug,
        "wanted": row.wanted, "seen": row.seen, "reason": row.reason, "status": row.status,
        "revision": row.revision, "by": row.name, "made_at": row.made_at, "decided_by": row.decided_name,
        "decided_at": row.decided_at, "answer": row.answer,
    }  # fmt: skip
