"""Which technologies meet the ticked needs, and the claims that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.problems import Invalid

from ..claims import ClaimView, claim_view
from ..models import Claim, Framework, Need
from .rules import Rule, Rules
from .selectors import all_needs, claims_for_rules

CLAIMS_AT_MOST = 5000


@dataclass(frozen=True, slots=True)
class Answer:
    """What documents say of one framework on one need."""

    need: Need
    pro: tuple[ClaimView, ...]
    con: tuple[ClaimView, ...]

    @property
    def word(self) -> str:
        """How it stands: met, contested, not met, or nobody says."""
        if self.pro:
            return "contested" if self.con else "met"
        return "not met" if self.con else "no word"


@dataclass(frozen=True, slots=True)
class Match:
    """A framework with its answers to every ticked need."""

    framework: Framework
    answers: tuple[Answer, ...]

    def count(self, word: str) -> int:
        """How many needs stand so."""
        return sum(answer.word == word for answer in self.answers)

    @property
    def met(self) -> int:
        return self.count("met")

    @property
    def contested(self) -> int:
        return self.count("contested")

    @property
    def missed(self) -> int:
        return self.count("not met")

    @property
    def unknown(self) -> int:
        return self.count("no word")


@dataclass(frozen=True, slots=True)
class Chosen:
    """All needs, the ticked ones among them, and who meets them: the best first."""

    needs: tuple[Need, ...]
    ticked: tuple[Need, ...]
    matches: tuple[Match, ...]


def find_matches(slugs: Sequence[str]) -> Chosen:
    """Who meets the needs, two queries at most.

    Order: most needs met, then fewest not met, then most contested, then most claims for it. Raises `Invalid` that
    names a need which does not exist.
    """
    needs = all_needs()
    by_slug = {need.slug: need for need in needs}
    wanted = list(dict.fromkeys(slug for slug in slugs if slug))
    for slug in wanted:
        if slug not in by_slug:
            sentence = f"There is no need “{slug[:80].replace(chr(0), '')}” to tick."
            raise Invalid(sentence, errors=[("/need", sentence)])
    ticked = tuple(need for need in needs if need.slug in wanted)
    return Chosen(tuple(needs), ticked, _matches(ticked) if ticked else ())


def _matches(ticked: Sequence[Need]) -> tuple[Match, ...]:
    rules = {need.pk: Rules.model_validate(need.rules) for need in ticked}
    claims = claims_for_rules([rule for one in rules.values() for rule in one.every()], CLAIMS_AT_MOST)
    said: dict[Framework, list[Claim]] = {}
    for claim in claims:
        if claim.framework:
            said.setdefault(claim.framework, []).append(claim)
    found = []
    for framework, own in said.items():
        answers = tuple(_answer(need, rules[need.pk], own) for need in ticked)
        if any(answer.pro for answer in answers):
            found.append(Match(framework, answers))
    return tuple(sorted(found, key=_order))


def _order(match: Match) -> tuple[int, int, int, int, str]:
    claims = sum(len(answer.pro) for answer in match.answers)
    return -match.met, match.missed, -match.contested, -claims, match.framework.label.casefold()


def _answer(need: Need, rules: Rules, claims: Sequence[Claim]) -> Answer:
    pro = [claim for claim in claims if any(_holds(rule, claim) for rule in rules.pro)]
    con = [claim for claim in claims if any(_holds(rule, claim) for rule in rules.con) and claim not in pro]
    return Answer(need, tuple(map(claim_view, pro)), tuple(map(claim_view, con)))


def _holds(rule: Rule, claim: Claim) -> bool:
    return rule.holds(
        key=claim.key,
        kind=claim.kind,
        criterion=claim.criterion.slug if claim.criterion else None,
        metric=claim.metric.slug if claim.metric else None,
        text=claim.text,
        number=claim.number,
    )
