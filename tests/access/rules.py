"""Who may do what, in words: each rule says what each actor gets, by who may see the decision.

`ok` is the row's own status; `in` is the way to the sign-in page; `no` is 403, `--` is 404: as if it were not there.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from .table import Row

IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"

ACTORS = (
    "visitor",
    "otto",
    "victor",
    "cora",
    "edgar",
    "olga",
    "stella",
    "read token of olga",
    "write token of edgar",
)
VISIBILITIES = ("public", "link", "team", "private")
PEOPLE = 7  # actors with a browser; to pages, who sends a token is a visitor
# Every line is tried where anybody may read. Elsewhere one of those is asked whom the visibility concerns, lines of a
# kind taking turns: a link is public to who has it, a team's decision is hidden from strangers first, a private one is
# open to few. The others are asked for that one by test_outsiders.py, which compares what they get with what is told of
# a decision that does not exist.
CONCERNED = {
    "link": ("visitor", "edgar"),
    "team": ("otto", "victor"),
    "private": ("edgar", "stella", "write token of edgar"),
}

# An outsider finds nothing of a team's or a private decision; viewers and contributors nothing of a private one.
UNSEEN = {"public": 0, "link": 0, "team": 2, "private": 4}

#             visitor otto victor cora edgar olga stella | tokens of the API: reading of olga, writing of edgar
ON_DECISIONS = {
    "read":       "ok ok ok ok ok ok ok ok ok",
    "edit":       "in no no no ok ok ok no ok",
    "contribute": "in no no ok ok ok no no ok",
    "take part":  "in no no ok ok ok ok no ok",  # who may edit or contribute
    "own words":  "in no no no ok no no no ok",  # of Edgar's comment
    "team":       "in no ok ok ok ok ok ok ok",  # the team and staff
    "rounds":     "in no ok ok ok ok no ok ok",  # the team; staff as such sees no votes
    "presence":   "in no ok ok ok ok no ok ok",
    "run rounds": "in no no no ok ok no no ok",
    "copy":       "in ok ok ok ok ok ok ok ok",  # whoever is signed in and may read it
}  # fmt: skip

# Where no decision is in the address.
ELSEWHERE = {
    "open":       "ok ok ok ok ok ok ok ok ok",
    "nobody":     "-- -- -- -- -- -- -- -- --",
    "person":     "in ok ok ok ok ok ok in in",
    "nobody else": "in ok -- -- -- -- -- in in",  # a token of Otto's
    "not theirs": "in -- -- -- -- -- -- in in",
    "invited":    "ok ok -> -> -> -> ok ok ok",  # who is on the team already is sent there
    "accepts":    "ok -> -> -> -> -> -> ok ok",  # visitors are shown the ways to an account
    "guest":      "ok -> -> -> -> -> -> ok ok",  # who is signed in is sent on
    "team":       "in -- ok ok ok ok ok in in",
    "team owner": "in -- no no no ok no in in",
    "leave":      "in -- ok ok ok 400 no in in",  # the last owner stays
    "staff":      "-- -- -- -- -- -- ok -- --",
    "admin":      "in in in in in in ok in in",
    "states":     "in ok ok ok ok ok ok no ok",  # says what a document states
    "curator":    "in no no no no no ok no no",
}  # fmt: skip


def on_decision(row: Row, visibility: str, *, is_page: bool) -> list[str]:
    """What each of ACTORS gets at an address of a decision."""
    line = ON_DECISIONS[row.rule].split()
    line[: UNSEEN[visibility]] = ["--"] * UNSEEN[visibility]
    if row.account_first:
        line[0] = "in"
    if is_page:
        line[PEOPLE:] = [line[0]] * 2
    return _statuses(line, row.done, "302" if is_page else "401")


def elsewhere(row: Row, *, is_page: bool) -> list[str]:
    """What each of ACTORS gets where no decision is in the address."""
    return _statuses(ELSEWHERE[row.rule].split(), row.done, "302" if is_page else "401")


def asked(line: list[str], *, is_page: bool) -> set[str]:
    """Of actors beside each other who get the same, the first and the last: who stands between them is no exception.

    A token is asked for at a page where it would open something: where visitors are refused.
    """
    if IS_THOROUGH:
        return set(ACTORS)
    found: set[str] = set()
    for _, group in groupby(zip(ACTORS, line, strict=True), key=lambda pair: pair[1]):
        alike = [actor for actor, _ in group]
        found |= {alike[0], alike[-1]}
    if is_page and line[0] == "200":
        found = found - set(ACTORS[PEOPLE:]) | {ACTORS[PEOPLE - 1]}
    return found


def asked_of_decision(visibility: str, line: list[str], turn: int, *, is_page: bool) -> set[str]:
    """Who is asked for a decision of this visibility, at the line that is the `turn`th of its kind."""
    if IS_THOROUGH or visibility not in CONCERNED:
        return asked(line, is_page=is_page)
    concerned = CONCERNED[visibility]
    return {concerned[turn % len(concerned)]}


def in_turn(rows: list[Row]) -> Iterator[tuple[int, Row]]:
    """Each line with how many of its rule and method stand before it."""
    turns: Counter[tuple[str, str]] = Counter()
    for row in rows:
        yield turns[row.rule, row.method], row
        turns[row.rule, row.method] += 1


def _statuses(line: list[str], done: str, sign_in: str) -> list[str]:
    meant = {"ok": done, "in": sign_in, "no": "403", "--": "404", "->": "302"}
    return [meant.get(one, one) for one in line]
