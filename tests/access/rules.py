"""Who may do what, in words: each rule says what each actor gets, by who may see the decision.

`ok` is the row's own status; `in` is the way to the sign-in page; `no` is 403, `--` is 404: as if it were not there.
"""

from __future__ import annotations

from .table import Row

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
# A link is public to who has it, and a team's decision differs from a private one for some: these are enough there.
ENOUGH = {
    "link": ("visitor", "otto", "cora", "edgar"),
    "team": ("visitor", "otto", "victor", "cora", "edgar"),
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


def elsewhere(row: Row) -> list[str]:
    """What each of ACTORS gets where no decision is in the address."""
    return _statuses(ELSEWHERE[row.rule].split(), row.done, "302")


def _statuses(line: list[str], done: str, sign_in: str) -> list[str]:
    meant = {"ok": done, "in": sign_in, "no": "403", "--": "404", "->": "302"}
    return [meant.get(one, one) for one in line]
