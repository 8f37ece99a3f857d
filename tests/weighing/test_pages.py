"""Guided screens through a browser's eyes: preview for everybody, keeping for those who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from decision.matrix.models import Decision, Weight
from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Conflicting, Invalid
from decision.teams.actors import Actor, visitor
from decision.weighing import targets
from decision.weighing.finding import read_judgements
from decision.weighing.groups import group_of
from decision.weighing.models import Elicitation
from decision.weighing.selectors import how_weights_came_about
from decision.weighing.services import use_weights
from decision.weighing.ways import WAYS
from tests.cast import WEIGHTS, Cast

pytestmark = pytest.mark.django_db
MATRIX = "/decisions/public-choice/"
WEIGH = f"{MATRIX}weigh/"
KEYS = [key for key, _ in WEIGHTS]
SWINGS = "&".join(f"v.{key}={100 if place == 0 else 50}" for place, key in enumerate(KEYS))


def use(client: Client, judged: str = SWINGS, way: str = "swing", **more: str) -> Any:
    return client.post(f"{WEIGH}{way}/", {"judged": judged, **more})


def percents(decision: Decision) -> dict[str, Decimal]:
    return dict(Weight.objects.filter(decision=decision).values_list("criterion__slug", "points"))


class TestLooking:
    @pytest.mark.parametrize("way", ["", *(f"{way.key}/" for way in WAYS)])
    def test_is_open_to_whoever_may_see_the_decision(self, cast: Cast, way: str) -> None:
        assert cast.visitor.get(WEIGH + way).status_code == 200
        assert cast.client("otto").get(f"/decisions/private-choice/weigh/{way}").status_code == 404

    def test_explains_every_way_and_how_long_it_takes(self, cast: Cast) -> None:
        page = cast.visitor.get(WEIGH).content.decode()
        assert all(way.asks in page for way in WAYS)
        assert "about 3 minutes" in page

    def test_shows_both_ends_of_every_scale(self, cast: Cast) -> None:
        assert cast.visitor.get(f"{WEIGH}swing/").content.decode().count('class="ends"') == len(KEYS)

    def test_shows_what_judgements_change_and_where_to_play_on(self, cast: Cast) -> None:
        page = cast.visitor.get(f"{WEIGH}swing/?{SWINGS}").content.decode()
        assert "would lead by" in page
        assert "/decisions/public-choice/?w.performance=25&amp;" in page
        assert "Use these weights" not in page

    def test_answers_scripts_with_the_outcome_alone(self, cast: Cast) -> None:
        answer = cast.visitor.get(f"{WEIGH}swing/?{SWINGS}", headers={"HX-Request": "true"})
        assert answer.content.decode().startswith("<aside")
        assert "HX-Request" in answer["Vary"]

    def test_asks_a_decision_only_for_itself_its_matrix_and_its_history(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        cast.visitor.get(f"{WEIGH}pairwise/")
        with django_assert_max_num_queries(3):  # the decision; its matrix (from memory); the frame's counts
            cast.visitor.get(f"{WEIGH}pairwise/?p.performance.scalability=3")

    @pytest.mark.parametrize(
        "query", ["v.performance=%00", "v.performance=1e999999", "o=%ff", "move=up:nobody", "ref=x&k.x=1"]
    )
    def test_survives_whatever_the_address_says(self, cast: Cast, query: str) -> None:
        for way in WAYS:
            answer = cast.visitor.get(f"{WEIGH}{way.key}/?{query}")
            assert answer.status_code in (200, 302, 400)

    @pytest.mark.parametrize("path", ["dice/", "swing/?group=nowhere", "swing/?for=nothing"])
    def test_of_what_is_not_there_is_not_found(self, cast: Cast, path: str) -> None:
        assert cast.visitor.get(WEIGH + path).status_code == 404

    def test_moves_a_row_without_script_and_forgets_the_move(self, cast: Cast) -> None:
        answer = cast.visitor.get(f"{WEIGH}ordering/?o=scalability&o=performance&move=up:performance")
        assert answer.status_code == 302
        assert "o=performance&o=scalability" in answer["Location"]
        assert "move" not in answer["Location"]
        assert answer["Location"].endswith("#o-performance")

    def test_is_a_step_away_from_the_matrix(self, cast: Cast) -> None:
        assert f'href="{WEIGH}"' in cast.visitor.get("/decisions/public-choice/").content.decode()


class TestUsing:
    def test_keeps_the_weights_and_how_they_came_about_together(self, cast: Cast) -> None:
        answer = use(cast.client("edgar"))
        assert answer["Location"] == "/decisions/public-choice/"
        assert percents(cast.public)["performance"] == 25
        kept = Elicitation.objects.get()
        assert (kept.method, kept.name, kept.group) == ("swing", "edgar", "")
        assert kept.judgements["swings"]["performance"] == "100"
        assert kept.ranges["performance"]["best"].startswith("10")
        assert kept.points["performance"] == "25"

    def test_is_not_for_readers_visitors_or_outsiders(self, cast: Cast) -> None:
        assert use(cast.client("victor")).status_code == 403
        assert use(cast.client("cora")).status_code == 403
        assert use(cast.visitor).status_code in (302, 403)
        assert cast.client("otto").post("/decisions/private-choice/weigh/swing/", {}).status_code == 404
        assert not Elicitation.objects.exists()
        assert percents(cast.public)["performance"] == 25
        assert percents(cast.public)["scalability"] == 20

    def test_of_unfinished_judgements_saves_nothing_and_says_why(self, cast: Cast) -> None:
        answer = use(cast.client("edgar"), "v.performance=100")
        assert answer.status_code == 400
        assert "6 swings to go" in answer.content.decode()
        assert not Elicitation.objects.exists()

    def test_says_when_somebody_else_changed_them_meanwhile_and_overwrites_only_knowingly(
        self, cast: Cast
    ) -> None:
        seen = "_".join(str(points) for _, points in WEIGHTS)
        Weight.objects.filter(decision=cast.public, criterion__slug="performance").update(points=60)
        answer = use(cast.client("edgar"), saw=seen)
        assert answer.status_code == 409
        assert "Somebody else changed these weights" in answer.content.decode()
        assert percents(cast.public)["performance"] == 60
        page = answer.content.decode()
        again = page.split('name="saw" value="')[1].split('"')[0]
        assert use(cast.client("edgar"), saw=again).status_code == 302

    def test_of_a_decided_decision_is_refused(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.public.pk).update(status="decided")
        assert use(cast.client("edgar")).status_code == 403

    @pytest.mark.django_db(transaction=True)
    def test_shows_afterwards_how_the_weights_came_about(self, cast: Cast) -> None:
        use(cast.client("edgar"))
        assert "by swing weighting, edgar, just now" in cast.client("victor").get(WEIGH).content.decode()
        assert (
            "Weights by swing weighting, edgar, just now"
            in cast.client("victor").get(MATRIX).content.decode()
        )
        assert "Weights by swing weighting, just now" in cast.visitor.get(MATRIX).content.decode()
        visitor_page = cast.visitor.get(WEIGH).content.decode()
        assert "by swing weighting, just now" in visitor_page
        assert "edgar" not in visitor_page
        Weight.objects.filter(decision=cast.public, criterion__slug="performance").update(points=99)
        assert "Weights by" not in cast.visitor.get(MATRIX).content.decode()
        assert "Changed by hand since" in cast.visitor.get(WEIGH).content.decode()


class TestGroups:
    @pytest.fixture
    def tree(self, cast: Cast) -> Cast:
        """Performance has scalability and documentation beneath it."""
        rows = {
            row.criterion.slug: row
            for row in Weight.objects.filter(decision=cast.public).select_related("criterion")
        }
        rows["performance"].scores.all().delete()
        for key in ("scalability", "documentation"):
            Weight.objects.filter(pk=rows[key].pk).update(parent=rows["performance"])
        return cast

    def test_are_judged_one_by_one(self, tree: Cast) -> None:
        page = tree.visitor.get(WEIGH).content.decode()
        assert "group=performance" in page
        answer = tree.visitor.get(f"{WEIGH}points/?group=performance&v.scalability=10&v.documentation=30")
        text = answer.content.decode()
        assert "within Performance" in text
        assert "w.documentation=75" in text
        assert f'href="{WEIGH}?w.scalability=25&amp;w.documentation=75">Another group' in text

    def test_are_played_with_one_after_the_other(self, tree: Cast) -> None:
        page = tree.visitor.get(f"{WEIGH}points/?w.scalability=25&w.documentation=75").content.decode()
        assert 'name="w.scalability" value="25"' in page
        assert "/decisions/public-choice/?w.scalability=25&amp;w.documentation=75" in page

    def test_keep_only_their_own_weights(self, tree: Cast) -> None:
        judged = "v.scalability=10&v.documentation=30"
        answer = use(tree.client("edgar"), judged, "points", group="performance")
        assert answer["Location"] == WEIGH
        kept = percents(tree.public)
        assert (kept["scalability"], kept["documentation"], kept["auth-security"]) == (25, 75, 15)
        assert Elicitation.objects.get().group == "performance"

    def test_say_between_which_ends_they_stand(self, tree: Cast) -> None:
        loaded = matrix_of(open_decision("public-choice", by=visitor()))
        performance = group_of(loaded, "").members[0]
        assert performance.worst == "Scalability 0; Documentation 0"
        assert performance.span == 10


class TestTargets:
    @pytest.fixture
    def kept(self) -> Iterator[list[Mapping[str, Any]]]:
        calls: list[Mapping[str, Any]] = []

        def save(
            *, decision: str, points: Mapping[str, Decimal], record: Mapping[str, Any], by: Actor
        ) -> str:
            calls.append({"decision": decision, "points": points, "record": record, "by": by.name})
            return "/elsewhere/"

        before = dict(targets._registered)
        targets.register("trial", save, name="your trial")
        yield calls
        targets._registered.clear()
        targets._registered.update(before)

    def test_get_the_weights_instead_of_the_decision(self, cast: Cast, kept: list[Mapping[str, Any]]) -> None:
        page = cast.client("cora").get(f"{WEIGH}swing/?for=trial&{SWINGS}").content.decode()
        assert "Put into your trial" in page
        answer = use(cast.client("cora"), **{"for": "trial"})
        assert answer["Location"] == "/elsewhere/"
        assert kept[0]["points"]["performance"] == 25
        assert kept[0]["record"]["method"] == "swing"
        assert not Elicitation.objects.exists()

    def test_may_refuse_and_then_the_screen_says_why(self, cast: Cast, kept: list[Mapping[str, Any]]) -> None:
        def refuse(**_: Any) -> str:
            raise Conflicting("Your trial is finished.")

        targets.register("trial", refuse)
        answer = use(cast.client("cora"), **{"for": "trial"})
        assert answer.status_code == 409
        assert "Your trial is finished." in answer.content.decode()

    def test_are_not_for_those_who_only_read(self, cast: Cast, kept: list[Mapping[str, Any]]) -> None:
        assert use(cast.client("victor"), **{"for": "trial"}).status_code == 403
        assert kept == []


class TestServices:
    def test_store_neither_weights_nor_record_if_one_of_them_cannot_be(self, cast: Cast) -> None:
        record = {"group": "", "method": "swing", "judgements": {}, "points": {}, "figures": {}, "ranges": {}}
        with pytest.raises(Invalid):
            use_weights(
                decision="public-choice",
                points={"performance": Decimal(-1)},
                record=record,
                by=cast.actor("edgar"),
            )
        assert not Elicitation.objects.exists()

    def test_remember_the_latest_way_of_each_group(self, cast: Cast) -> None:
        loaded = matrix_of(open_decision("public-choice", by=cast.actor("edgar")))
        for query, way in ((SWINGS, "swing"), ("v.performance=100", "points")):
            points, record = read_judgements(QueryDict(query), way, loaded)
            use_weights(decision="public-choice", points=points, record=record, by=cast.actor("edgar"))
        (latest,) = how_weights_came_about(cast.public.pk)
        assert latest.method == "points"
        assert latest.holds(percents(cast.public))
        assert not latest.holds({"performance": Decimal(1)})
