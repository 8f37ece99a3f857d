"""Which claims speak for a need and which against it. Pure: the same shape in the fixtures and in the database."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$", max_length=160)]
Phrase = Annotated[str, Field(min_length=2, max_length=80)]
Kind = Literal["measurement", "statistic", "rating", "feature", "strength", "weakness", "use_case", "verdict"]
SIGNS = re.compile(r"[\W_]+")


class Rule(BaseModel):
    """Claims that meet everything given here: one of the keys, kinds, words and texts, the criterion, the metric, the
    limits of its number."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    keys: tuple[Slug, ...] = ()
    kinds: tuple[Kind, ...] = ()
    criterion: Slug | None = None
    metric: Slug | None = None
    words: tuple[Phrase, ...] = Field(default=(), description="One of these begins somewhere in the text.")
    texts: tuple[Phrase, ...] = Field(default=(), description="The text is one of these.")
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    @model_validator(mode="after")
    def _finds_few(self) -> Rule:
        if not (self.keys or self.criterion or self.metric or self.words):
            raise ValueError("a rule needs keys, a criterion, a metric or words")
        if self.words and not (self.kinds or self.criterion or self.metric):
            raise ValueError("words need a kind, a criterion or a metric beside them")
        return self

    def holds(
        self,
        *,
        key: str | None,
        kind: str,
        criterion: str | None,
        metric: str | None,
        text: str,
        number: Decimal | None,
    ) -> bool:
        """Whether a claim is one of those that the rule means."""
        return (
            (not self.keys or key in self.keys)
            and (not self.kinds or kind in self.kinds)
            and (self.criterion is None or criterion == self.criterion)
            and (self.metric is None or metric == self.metric)
            and (not self.words or any(_begins_in(phrase, text) for phrase in self.words))
            and (not self.texts or text.casefold() in {one.casefold() for one in self.texts})
            and (self.at_least is None or (number is not None and number >= self.at_least))
            and (self.at_most is None or (number is not None and number <= self.at_most))
        )


class Rules(BaseModel):
    """What speaks for a need, and what against it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pro: tuple[Rule, ...] = Field(alias="for", min_length=1)
    con: tuple[Rule, ...] = Field(alias="against", default=())

    def every(self) -> tuple[Rule, ...]:
        """All rules."""
        return (*self.pro, *self.con)


def _begins_in(phrase: str, text: str) -> bool:
    """Whether the phrase begins a word of the text, signs apart."""
    return f" {_plain(phrase)}" in f" {_plain(text)}"


def _plain(text: str) -> str:
    return SIGNS.sub(" ", text).casefold().strip()
