"""The Team tab, the ballot, the reveal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from decision.matrix.models import Decision
from decision.rounds import services
from decision.rounds.models import Ballot, Round
from tests.cast import Cast

from .voting import CRITERIA, EVEN, SECURE, WRITTEN, opened, vote

pytestmark = pytest.mark.django_db
SLUG = "shared-choice"
TEAM = f"/decisions/{SLUG}/team/"
BALLOT = f"{TEAM}ballot/"


def page(cast: Cast, who: str, path: str = TEAM, status: int = 200, **headers: str) -> str:
    answer = cast.client(who).get(path, headers=headers)
    assert answer.status_code == status, answer.content[:2000]
    return str(answer.content.decode())


class TestTheTab:
    def test_explains_rounds_and_lets_an_editor_open_one(self, cast: Cast) -> None:
        assert "Open round 1 for 3 members" in page(cast, "edgar")
        assert "Open round 1" not in page(cast, "cora")

    def test_opens_a_round(self, cast: Cast) -> None:
        sent = {
            "asks": "both",
            "reveal": "by_editor",
            "aggregate": "median",
            "note": "Think.",
            "counts.cora": "2",
        }
        answer = cast.client("edgar").post(f"{TEAM}rounds/", sent)
        assert (answer.status_code, answer["Location"]) == (302, TEAM)
        row = Round.objects.get()
        assert (row.asks, row.reveal, row.aggregate, row.note) == ("both", "by_editor", "median", "Think.")
        assert row.ballots.get(name="cora").counts == 2

    def test_keeps_what_was_typed_where_it_cannot_open_one(self, cast: Cast) -> None:
        answer = cast.client("edgar").post(
            f"{TEAM}rounds/", {"reveal": "at_time", "closes_at": "soon", "note": "Think."}
        )
        assert answer.status_code == 400
        assert "Enter a day and a time." in answer.content.decode()
        assert 'value="Think."' in answer.content.decode()

    def test_tells_readers_who_are_not_on_the_team_nothing(self, cast: Cast) -> None:
        opened(cast, "public-choice", note="Hush.")
        for who in ("visitor", "otto", "stella"):
            text = page(cast, who, "/decisions/public-choice/team/")
            assert "Rounds are the team’s own" in text
            assert "Hush" not in text
            assert "olga" not in text
            page(cast, who, "/decisions/public-choice/team/rounds/1/", 302 if who == "visitor" else 403)

    def test_does_not_exist_for_outsiders(self, cast: Cast) -> None:
        opened(cast)
        for path in (TEAM, BALLOT, f"{TEAM}rounds/", f"{TEAM}rounds/1/", f"{TEAM}rounds/1/apply/"):
            page(cast, "otto", path, 404)


class TestAnOpenRound:
    def test_shows_the_own_ballot_and_who_has_finished(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        text = page(cast, "cora")
        assert "1 of 3 finished" in text
        assert "Change my ballot" in text
        assert text.count("Other members hidden.") == 7

    def test_shows_the_ballot_as_it_is_kept(self, cast: Cast) -> None:
        opened(cast, asks="both")
        vote(cast, "cora", EVEN, scores=WRITTEN, finish=False)
        text = page(cast, "cora", BALLOT)
        assert text.count('value="10"') >= 7
        assert "35 of 35" in text

    def test_saves_as_it_goes_and_names_what_it_cannot_keep(self, cast: Cast) -> None:
        opened(cast)
        answer = cast.client("cora").post(
            BALLOT,
            {"w.performance": "20,5", "w.scalability": "lots", "w.documentation": "-1"},
            headers={"HX-Request": "true"},
        )
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "<html" not in text
        assert "1 of 7" in text
        assert "Scalability: “lots” is not a number." in text
        assert "A weight cannot be negative" in text
        assert Ballot.objects.get(name="cora").weights.get().points == Decimal("20.5")

    def test_works_without_script(self, cast: Cast) -> None:
        opened(cast)
        answer = cast.client("cora").post(BALLOT, {"w.performance": "1"})
        assert (answer.status_code, answer["Location"]) == (302, BALLOT)
        answer = cast.client("cora").post(f"{BALLOT}finish/", {"w.performance": "lots"})
        assert answer.status_code == 400
        assert 'value="lots"' in answer.content.decode()
        answer = cast.client("cora").post(f"{BALLOT}finish/", {"w.performance": "1"})
        assert "has no points yet" in answer.content.decode()
        answer = cast.client("cora").post(f"{BALLOT}finish/", {"w.performance": "1", "rest_empty": "1"})
        assert answer["Location"] == TEAM
        assert cast.client("cora").post(f"{BALLOT}reopen/")["Location"] == BALLOT

    def test_says_that_a_ballot_is_closed_where_it_was_being_filled_in(self, cast: Cast) -> None:
        opened(cast)
        client = cast.client("cora")
        vote(cast, "edgar", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        assert client.post(BALLOT, {"w.performance": "1"})["Location"] == TEAM
        assert "ballots are closed" in client.get(TEAM).content.decode()
        assert (
            client.post(BALLOT, {"w.performance": "1"}, headers={"HX-Request": "true"})["HX-Redirect"] == TEAM
        )

    def test_says_that_a_finished_ballot_is_to_be_reopened(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        answer = cast.client("cora").post(BALLOT, {"w.performance": "1"}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "reopen it to change it" in answer.content.decode()

    def test_that_is_handed_in_twice_is_in_once(self, cast: Cast) -> None:
        opened(cast)
        client, sent = cast.client("cora"), {f"w.{key}": "10" for key in CRITERIA}
        for _ in range(2):
            answer = client.post(f"{BALLOT}finish/", sent, follow=True)
            assert (answer.status_code, answer.redirect_chain) == (200, [(TEAM, 302)])
        assert "Your ballot is in already" in answer.content.decode()

    def test_is_revealed_and_cancelled_by_editors(self, cast: Cast) -> None:
        opened(cast)
        for act in ("reveal", "cancel"):
            assert cast.client("cora").post(f"{TEAM}rounds/1/{act}/").status_code == 403
        client = cast.client("edgar")
        client.post(f"{TEAM}rounds/1/reveal/")
        assert "Nobody has finished" in client.get(TEAM).content.decode()
        client.post(f"{TEAM}rounds/1/cancel/")
        assert Round.objects.get().status == "cancelled"
        assert "was cancelled" in page(cast, "cora", f"{TEAM}rounds/1/")


class TestARevealedRound:
    def test_compares_the_members(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        vote(cast, "edgar", SECURE)
        vote(cast, "olga", {**EVEN, "performance": Decimal(100)})
        text = page(cast, "cora")
        assert "Weights, member by member" in text
        assert "77 <small>points</small>" in text
        assert "Edgar" in text or "edgar" in text
        assert "Kendall’s W" in text
        for query in ("?as=table", "?by=median", "?by=geometric&as=table", "?by=nonsense&as=nonsense"):
            page(cast, "cora", TEAM + query)
        assert "Apply the mean" not in text
        assert "Apply the median" in page(cast, "edgar", f"{TEAM}?by=median")

    def test_compares_scores_cell_by_cell(self, cast: Cast) -> None:
        opened(cast, asks="both")
        vote(cast, "cora", EVEN, scores=WRITTEN)
        other = [
            vote_ if vote_.framework != "tornado" else type(vote_)("tornado", vote_.criterion, Decimal(10))
            for vote_ in WRITTEN
        ]
        vote(cast, "edgar", SECURE, scores=other)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        text = page(cast, "olga")
        assert "Scores, cell by cell" in text
        assert "The widest cells" in text
        assert "What the difference is about" in text
        page(cast, "olga", f"{TEAM}?as=table")
        assert "Not finished, and left out: You." in text

    def test_stands_beside_the_round_before(self, cast: Cast) -> None:
        for points in (SECURE, EVEN):
            opened(cast)
            vote(cast, "cora", EVEN)
            vote(cast, "edgar", points)
            services.reveal_round(decision=SLUG, number=Round.objects.count(), by=cast.actor("edgar"))
        text = page(cast, "edgar")
        assert "Since round 1" in text
        assert "The team came closer" in text
        assert "Weights, member by member" in page(cast, "cora", f"{TEAM}rounds/1/")

    def test_is_applied_after_a_look_at_what_changes(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        path = f"{TEAM}rounds/1/apply/"
        assert "Apply 7 changes" in page(cast, "edgar", path)
        page(cast, "cora", path, 403)
        client = cast.client("edgar")
        answer = client.post(path, {"revision": "99"})
        assert answer.status_code == 409
        assert "Somebody changed the decision meanwhile" in answer.content.decode()
        revision = Decimal(Decision.objects.get(slug=SLUG).revision)
        assert client.post(path, {"revision": str(revision)}).status_code == 302
        assert "was applied" in page(cast, "cora")

    def test_is_kept_as_a_scenario(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        answer = cast.client("edgar").post(f"{TEAM}rounds/1/scenario/", {"by": "median"})
        assert answer["Location"] == f"/decisions/{SLUG}/?scenario=round-1-median"

    def test_of_one_mind_is_told_in_words_not_in_figures_of_nothing(self, cast: Cast) -> None:
        opened(cast, asks="both", reveal="by_editor")
        for who in ("olga", "cora"):
            vote(cast, who, EVEN, scores=WRITTEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        text = page(cast, "olga")
        assert "No agreement to measure: nobody puts one of the criteria before another." in text
        assert "apart: everybody gives every criterion the same weight." in text

    @pytest.mark.django_db(transaction=True)
    def test_plots_small_shares_on_a_short_axis(self, cast: Cast) -> None:
        cast.shared.weights.update(points=10)
        opened(cast, reveal="by_editor")
        vote(cast, "olga", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        assert "Weights from 0 to 20 percent" in page(cast, "olga")  # 14 % each

    @pytest.mark.django_db(transaction=True)
    def test_without_alternatives_says_that_there_is_no_result(self, cast: Cast) -> None:
        opened(cast, reveal="by_editor")
        vote(cast, "olga", EVEN)
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        cast.shared.alternatives.all().delete()
        assert "No alternative can be ranked, so there is no result yet." in page(cast, "olga")

    def test_without_a_ballot_that_counts_says_so(self, cast: Cast) -> None:
        row = opened(cast)
        vote(cast, "cora", EVEN)
        Round.objects.filter(pk=row.pk).update(status="revealed", revealed_at=row.opened_at)
        cast.team.memberships.filter(user=cast.users["cora"]).delete()
        assert "no ballot that counts" in page(cast, "edgar")


def test_sixty_criteria_are_asked_and_compared(cast: Cast) -> None:
    from tests.builders import make_wide_decision

    wide = make_wide_decision(60, 2)
    wide.team = cast.team
    wide.save()
    keys = [f"viewpoint-{number}" for number in range(60)]
    opened(cast, "wide", asks="both")
    vote(cast, "cora", dict.fromkeys(keys, Decimal(1)), slug="wide", finish=False)
    services.finish_ballot(decision="wide", by=cast.actor("cora"), rest_empty=True)
    assert "0 of 180" in page(cast, "edgar", "/decisions/wide/team/ballot/")
    services.reveal_round(decision="wide", number=1, by=cast.actor("edgar"))
    assert page(cast, "edgar", "/decisions/wide/team/").count('class="dotplot"') == 60


class TestEveryPageOfTheDecision:
    def test_says_that_a_ballot_waits_and_how_far_it_is(self, cast: Cast) -> None:
        opened(cast, asks="both")
        assert "Round 1 is open: your ballot is not begun." in page(cast, "cora", f"/decisions/{SLUG}/")
        vote(cast, "cora", EVEN, scores=WRITTEN[:3], finish=False)
        text = page(cast, "cora", f"/decisions/{SLUG}/")
        assert "Round 1 is open: your ballot is 10 of 35 done." in text
        assert BALLOT in text
        services.finish_ballot(decision=SLUG, by=cast.actor("cora"), rest_empty=True)
        for who in ("cora", "victor", "stella"):
            assert "Round 1 is open" not in page(cast, who, f"/decisions/{SLUG}/")

    def test_counts_the_team_for_its_members_alone(self, cast: Cast) -> None:
        assert 'Team <span class="count">4</span>' in page(cast, "victor", "/decisions/public-choice/")
        for who in ("visitor", "otto", "stella"):
            assert "/team/" not in page(cast, who, "/decisions/public-choice/")


@pytest.mark.parametrize(("path", "limit"), [(TEAM, 12), (BALLOT, 10)])
def test_queries_do_not_grow_with_the_team(
    cast: Cast, path: str, limit: int, django_assert_max_num_queries: Any
) -> None:
    """Session, user, what is due, decision, rounds, people, own ballot (3), matrix, frame; the shell's own."""
    opened(cast)
    vote(cast, "cora", EVEN, finish=False)
    client = cast.client("cora")
    client.get(path)
    with django_assert_max_num_queries(limit):
        assert client.get(path).status_code == 200


def test_revealed_pages_take_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    opened(cast)
    vote(cast, "cora", EVEN)
    vote(cast, "edgar", SECURE)
    services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
    client = cast.client("cora")
    client.get(TEAM)
    with django_assert_max_num_queries(12):
        client.get(TEAM)


class TestHostileInput:
    def test_is_named_or_left_alone_and_never_an_error(self, cast: Cast) -> None:
        opened(cast, asks="both")
        client = cast.client("cora")
        for text in ("\x00", "1e9999999", "NaN", "-0", "9" * 400, "<script>", "１２"):
            sent = {"w.performance": text, "s.performance.flask": text, "w.rails": text}
            for path in (BALLOT, f"{BALLOT}finish/"):
                assert client.post(path, sent).status_code in (200, 302, 400)
        assert client.get(f"{TEAM}rounds/{'9' * 30}/").status_code == 404
        assert client.get(f"/api/v1/decisions/{SLUG}/ballots/?round={'9' * 30}").status_code in (400, 404)

    def test_in_the_form_that_opens_a_round_is_named(self, cast: Cast) -> None:
        sent = {"asks": "\x00", "reveal": "at_time", "closes_at": "9999-12-31T23:59", "offset": "9" * 30}
        client = cast.client("edgar")
        assert client.post(f"{TEAM}rounds/", sent).status_code == 400
        assert client.post(f"{TEAM}rounds/", {"counts.cora": "many"}).status_code == 400
        assert client.post(f"{TEAM}rounds/", {"note": "\x00Think."}).status_code == 302
        assert Round.objects.get().note == "Think."

    def test_an_aggregate_that_leaves_nothing_falls_back_to_the_mean_and_says_so(self, cast: Cast) -> None:
        opened(cast, aggregate="geometric")
        zeros = dict.fromkeys(CRITERIA, Decimal(0))
        vote(cast, "cora", zeros | {"performance": Decimal(1)})
        vote(cast, "edgar", zeros | {"scalability": Decimal(1)})
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        assert "The mean is shown." in page(cast, "olga")


class TestOnADecidedDecision:
    """A decision may be decided while a round is open: its ballots wait, and every page says so."""

    @pytest.fixture(autouse=True)
    def decided(self, cast: Cast) -> None:
        opened(cast)
        vote(cast, "cora", EVEN)
        Decision.objects.filter(pk=cast.shared.pk).update(status="decided")

    def test_the_round_waits_and_says_so(self, cast: Cast) -> None:
        for who in ("edgar", "cora"):
            text = page(cast, who)
            assert "ballots wait until it is reopened" in text
            assert BALLOT not in text.split("<main")[1]
            assert cast.client(who).get(BALLOT)["Location"] == TEAM
        assert "your ballot" not in page(cast, "edgar", f"/decisions/{SLUG}/")

    def test_a_ballot_that_was_open_says_why_it_is_not_kept_and_keeps_what_was_typed(
        self, cast: Cast
    ) -> None:
        for path in (BALLOT, f"{BALLOT}finish/"):
            answer = cast.client("edgar").post(path, {"w.performance": "37"})
            assert answer.status_code == 409
            assert "ballots wait until it is reopened" in answer.content.decode()
            assert 'value="37"' in answer.content.decode()

    def test_nothing_is_opened_or_applied(self, cast: Cast) -> None:
        services.reveal_round(decision=SLUG, number=1, by=cast.actor("edgar"))
        text = page(cast, "edgar")
        assert "reopen it to apply the outcome" in text
        for path in (f"{TEAM}rounds/", f"{TEAM}rounds/1/apply/"):
            assert path not in text
            for answer in (
                cast.client("edgar").get(path, follow=True),
                cast.client("edgar").post(path, follow=True),
            ):
                assert "reopen it to" in answer.content.decode()
        assert Round.objects.get().applied_at is None
