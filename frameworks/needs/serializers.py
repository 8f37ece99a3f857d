"""The forms in which the API answers needs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from .finding import Answer, Chosen, Match


class Need(BaseModel):
    """What somebody may look for in a technology."""

    slug: str
    label: str
    question: str
    criterion: str | None = Field(description="What a decision that starts from it weighs.")


class NeedAnswer(BaseModel):
    """How a technology stands on one need: claims for and against it, by id."""

    need: str
    word: Literal["met", "contested", "not met", "no word"]
    claims_for: list[int]
    claims_against: list[int]


class NeedMatch(BaseModel):
    """A technology of which documents say that it meets at least one of the needs."""

    framework: str
    met: int
    contested: int
    not_met: int
    no_word: int
    answers: list[NeedAnswer]


class Needs(BaseModel):
    """Every need, and who meets the ones asked for, the best first."""

    needs: list[Need]
    matches: list[NeedMatch]


def needs_form(chosen: Chosen) -> dict[str, Any]:
    """What was found, as it is answered."""
    needs = [
        {"slug": one.slug, "label": one.label, "question": one.question,
         "criterion": one.criterion.slug if one.criterion else None}
        for one in chosen.needs
    ]  # fmt: skip
    return {"needs": needs, "matches": [_match(match) for match in chosen.matches]}


def _match(match: Match) -> dict[str, Any]:
    return {
        "framework": match.framework.slug, "met": match.met, "contested": match.contested, "not_met": match.missed,
        "no_word": match.unknown, "answers": [_answer(answer) for answer in match.answers],
    }  # fmt: skip


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "need": answer.need.slug, "word": answer.word, "claims_for": [claim.id for claim in answer.pro],
        "claims_against": [claim.id for claim in answer.con],
    }  # fmt: skip
