"""Before the reveal nobody reads another's ballot through any door of the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from decision.matrix.loading import load_matrix
from decision.problems import Conflicting
from decision.rounds import services
from decision.rounds.comparison import compare
from decision.rounds.models import Ballot, Round
from decision.rounds.selectors import votes_of
from decision.rounds.services import ScoreVote
from tests.cast import Cast

from .voting import EVEN, opened

pytestmark = pytest.mark.django_db
SLUG = "shared-choice"
SECRET, SECRET_SCORE = "7654.3219", "3.1417"  # in no other text
WRITTEN = re.compile(r"(?<![\w.])7[ ,.\u00a0\u202f]?654(?:[.,]3\d*)?(?!\w)")  # rounded too, in no token
COUNTS = "/metrics"  # the server's own figures, any of which may happen to be 7654


@pytest.fixture
def sealed(cast: Cast) -> Round:
    """Cora has finished a ballot with figures that appear nowhere else; nobody else has."""
    row = opened(cast, asks="both", reveal="by_editor")
    cora = cast.actor("cora")
    services.save_ballot(
        decision=SLUG, by=cora, points={**EVEN, "auth-security": Decimal(SECRET)},
        scores=[ScoreVote("flask", "performance", Decimal(SECRET_SCORE))],
    )  # fmt: skip
    services.finish_ballot(decision=SLUG, by=cora, rest_empty=True)
    return row


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    """Every address that can be asked for with the decision's slug, a round's number and ids of 1 to 3."""
    for entry in patterns:
        path = prefix + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, path)
            continue
        for argument, value in (
            ("<slug:slug>", SLUG), ("<int:number>", "1"), ("<slug:framework>", "flask"),
            ("<slug:criterion>", "performance"), ("<slug:scenario>", "none"), ("<int:id>", "1"), ("<int:gate>", "1"),
        ):  # fmt: skip
            path = path.replace(argument, value)
        if "<" not in path and "(" not in path:
            yield path.replace("\\Z", "")


def queries_at(path: str) -> tuple[str, ...]:
    """What may be asked further about the decision at an address."""
    if "/team/" in path:
        return "?as=table", "?by=median", "?round=1"
    if path.endswith("/export/"):
        return "?as=json", "?as=csv", "?revision=1"
    return ("?revision=1", "?round=1") if path.startswith(f"/api/v1/decisions/{SLUG}/") else ()


EVERYWHERE = sorted(set(addresses(get_resolver().url_patterns)))


@pytest.mark.parametrize("who", ["olga", "root"])
def test_no_address_gives_it_away(cast: Cast, sealed: Round, who: str) -> None:
    """Asked by the team's owner, and by a superuser for whom the whole admin is open."""
    if who == "root":
        cast.users["root"] = User.objects.create(username="root", is_staff=True, is_superuser=True)
    client = cast.client(who)
    client.raise_request_exception = False
    leaks = []
    for path in EVERYWHERE:
        if path.endswith("/events/") or "logout" in path or "sign-out" in path:
            continue
        for query in ("", *queries_at(path)) if who == "olga" else ("",):
            text = client.get(path + query).getvalue().decode(errors="replace")
            is_written = not path.startswith(COUNTS) and WRITTEN.search(text)
            leaks += [path + query] if is_written or SECRET in text or SECRET_SCORE in text else []
    assert len(EVERYWHERE) > 60
    assert not leaks


def test_the_own_ballot_is_the_only_one_that_the_api_gives(cast: Cast, sealed: Round) -> None:
    path = f"/api/v1/decisions/{SLUG}/ballots/"
    assert SECRET in cast.client("cora").get(path).content.decode()
    assert SECRET in Client().get(path, headers=cast.bearer("cora", "read")).content.decode()
    for who in ("olga", "edgar"):
        found = cast.client(who).get(path).json()["results"]
        assert [(row["member"], row["weights"]) for row in found] == [(who, {})]
    assert cast.client("victor").get(path).json()["results"] == []
    assert cast.client("stella").get(path).status_code == 403


def test_the_team_page_of_another_is_the_same_whatever_the_ballot_holds(cast: Cast, sealed: Round) -> None:
    """Equal pages before and after the figures change: nothing about them is in it, in any form."""
    client = cast.client("olga")
    path = f"/decisions/{SLUG}/team/"
    before = client.get(path).content.split(b"<main")[1]
    services.reopen_ballot(decision=SLUG, by=cast.actor("cora"))
    services.save_ballot(decision=SLUG, by=cast.actor("cora"), points={"auth-security": Decimal("0.5")})
    services.finish_ballot(decision=SLUG, by=cast.actor("cora"))
    after = client.get(path).content.split(b"<main")[1]
    assert without_tokens(before) == without_tokens(after)


def test_nobody_sees_who_has_begun(cast: Cast) -> None:
    opened(cast)
    path = f"/decisions/{SLUG}/team/"
    before = cast.client("olga").get(path).content.split(b"<main")[1]
    services.save_ballot(decision=SLUG, by=cast.actor("cora"), points={"performance": Decimal(5)})
    after = cast.client("olga").get(path).content.split(b"<main")[1]
    assert without_tokens(before) == without_tokens(after)


def without_tokens(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_comparing_and_reading_votes_refuse_before_the_reveal(cast: Cast, sealed: Round) -> None:
    for ask in (lambda: votes_of(sealed), lambda: compare(sealed, load_matrix(cast.shared.pk))):
        with pytest.raises(Conflicting, match="members' alone"):
            ask()


def test_a_cancelled_round_never_shows_it(cast: Cast, sealed: Round) -> None:
    services.cancel_round(decision=SLUG, number=1, by=cast.actor("olga"))
    for path in (f"/decisions/{SLUG}/team/rounds/1/", f"/api/v1/decisions/{SLUG}/ballots/?round=1"):
        assert SECRET not in cast.client("olga").get(path).content.decode()


def test_what_was_not_finished_at_the_reveal_stays_its_members_alone(cast: Cast, sealed: Round) -> None:
    services.save_ballot(decision=SLUG, by=cast.actor("olga"), points={"performance": Decimal("4321.5")})
    services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
    for path in (f"/decisions/{SLUG}/team/?as=table", f"/api/v1/decisions/{SLUG}/ballots/"):
        text = cast.client("edgar").get(path).content.decode()
        assert "4321" not in text
    assert SECRET in text


def test_no_ballot_is_in_the_admin_nor_any_of_its_events() -> None:
    models = {model for model in apps.get_models() if model._meta.db_table.startswith("rounds_ballot")}
    assert len(models) == 6
    assert not models & set(admin.site._registry)


def test_the_words_of_a_ballot_hold_no_figure(cast: Cast, sealed: Round) -> None:
    """Django's admin prints them where a person, a criterion or a framework cannot be deleted."""
    ballot = Ballot.objects.get(name="cora")
    for row in (ballot, *ballot.weights.all(), *ballot.scores.all()):
        assert SECRET not in str(row)
        assert SECRET_SCORE not in str(row)


def test_notifications_and_the_record_of_who_did_it_hold_no_figure(cast: Cast, sealed: Round) -> None:
    from pghistory.models import Context

    from decision.talk.models import Notification

    said = [*Notification.objects.values_list("text", flat=True)]
    said += map(str, Context.objects.values_list("metadata", flat=True))
    assert said
    assert not [text for text in said if SECRET in text or SECRET_SCORE in text]
