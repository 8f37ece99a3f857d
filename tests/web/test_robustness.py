"""The page of a decision's robustness: the API's figures, what-ifs that carry over, corners, few queries."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from decision.matrix.models import Decision
from decision.robustness.models import Study
from decision.robustness.turns import take_turn
from tests.builders import make_decision, make_wide_decision
from tests.cast import Cast, add_gate

SLUG = "python-rest-api-framework"
PAGE = f"/decisions/{SLUG}/robustness/"
HX = {"HX-Request": "true"}
SEEDS = (SLUG, "twelve-requirements", "measured-performance", "tornado-or-django")


def get(client: Client, path: str, **headers: Any) -> str:
    response = client.get(path, headers=headers.get("headers"))
    assert response.status_code == 200, response.content[:300]
    return response.content.decode()


def text(html: str) -> str:
    """What a reader sees, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def section(html: str, name: str) -> str:
    found = re.search(rf'<section[^>]* id="{name}".*?</section>', html, re.S)
    assert found is not None, f"no section {name}"
    return found[0]


def answer_of(client: Client, html: str) -> dict[str, Any]:
    """The API's answer that the page itself names as the source of its figures."""
    href = re.search(r'Every figure here is in the <a href="([^"]+)"', html)
    assert href is not None
    response = client.get(unescape(href[1]))
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.usefixtures("seeded")
class TestFigures:
    @pytest.mark.parametrize("slug", SEEDS)
    def test_shares_of_places_are_those_of_the_api(self, client: Client, slug: str) -> None:
        html = get(client, f"/decisions/{slug}/robustness/")
        answer = answer_of(client, html)
        heat = section(html, "finishes")
        shown = [unescape(cell) for cell in re.findall(r'<td class="h h\d">([^<]+)', heat)]
        ranked = sorted(
            (row for row in answer["alternatives"] if row["rank"]),
            key=lambda row: (row["rank"], row["framework"]),
        )
        assert len(shown) == len(ranked) ** 2
        known = {
            "0" if not share else "<0.1" if share < 0.0005 else "100" if share == 1 else
            ">99.9" if share >= 0.9995 else f"{share * 100:.1f}"
            for row in ranked
            for share in row["rank_acceptability"]
        }  # fmt: skip
        assert set(shown) == known

    def test_the_headline_says_what_the_answer_says(self, client: Client) -> None:
        html = get(client, PAGE)
        answer = answer_of(client, html)
        figures = re.findall(r"<b>([^<]+) ?(?:<small>([^<]*)</small>)?</b>", section(html, "figures"))
        first = next(row for row in answer["alternatives"] if row["rank"] == 1)
        moved = min(row["nearest_flip"]["moved"] for row in answer["alternatives"] if row["nearest_flip"])
        flips = [row for row in answer["criteria"] if row["flips"]]
        assert [number.strip() for number, _ in figures] == [
            str(round(first["rank_acceptability"][0] * 100)), str(len(flips)), f"{moved * 100:.0f}",
            str(answer["agreement"]["same_winner"]),
        ]  # fmt: skip
        assert [number.strip() for number, _ in figures] == ["97", "2", "36", "11"]

    def test_flips_intervals_methods_and_proofs_are_those_of_the_api(self, client: Client) -> None:
        html = get(client, PAGE)
        answer, words = answer_of(client, html), text(html)
        for row in answer["criteria"]:
            for flip in row["flips"]:
                assert f"leads above {flip['at'] * 100:.0f} %" in words.replace("\xa0", " ")
        for row in answer["alternatives"]:
            if not row["can_win"]:
                assert row["proof"] in words
        for method in answer["methods"]:
            assert method["label"].removeprefix("Weighted sum, ").lower() in words.lower()
            assert method["why"] in words
        assert answer["agreement"]["summary"] in words

    def test_totals_a_point_off_and_the_multiverse_are_those_of_the_api(self, client: Client) -> None:
        html = get(client, PAGE)
        answer = answer_of(client, html)
        ranges, worlds = text(section(html, "ranges")), text(section(html, "worlds"))
        for row in answer["off_by_one"]["totals"]:
            assert f"{row['low']:.2f}–{row['high']:.2f}" in ranges
        lead = answer["multiverse"]["shares"][0]["share"]
        assert f"{lead * 100:.0f} % of these worlds put FastAPI first" in worlds.replace("\xa0", " ")
        assert f"seed {answer['multiverse']['seed']}" in worlds


@pytest.mark.usefixtures("seeded")
class TestWhatIfs:
    def test_a_move_is_applied_exactly_and_ties(self, client: Client) -> None:
        card = get(client, PAGE).split('id="rival-django-rest-framework"')[1]
        link = re.search(rf'href="(/decisions/{SLUG}/\?w[^"]+)">Try these weights', card)
        assert link is not None
        matrix = get(client, unescape(link[1]))
        assert "Django REST and FastAPI tie at 8.93" in text(matrix)
        weights = parse_qs(unescape(link[1]).split("?")[1])
        assert sum(Decimal(values[0]) for values in weights.values()) == 100

    def test_a_scenario_and_a_lock_go_along_between_the_tabs(self, client: Client) -> None:
        query = "scenario=ecosystem-first&lock=performance"
        html = unescape(get(client, f"{PAGE}?{query}"))
        assert f'href="/decisions/{SLUG}/?{query}"' in html
        assert f'href="{PAGE}?{query}"' in unescape(get(client, f"/decisions/{SLUG}/?{query}"))
        assert "in the mixes below and in the nearest change of all: Performance." in text(html)
        assert "0.30 behind" in text(html)

    def test_moves_respect_the_locks(self, client: Client) -> None:
        card = get(client, f"{PAGE}?lock=performance")
        link = re.search(r'href="[^"?]*\?(w[^"]+)">Try these weights', card)
        assert link is not None
        weights = parse_qs(unescape(link[1]))
        assert weights["w.performance"] == ["25"]

    def test_the_verdict_links_here_with_its_weights(self, client: Client) -> None:
        html = unescape(get(client, f"/decisions/{SLUG}/?scenario=ecosystem-first"))
        assert f'<a href="{PAGE}?scenario=ecosystem-first">See why</a>' in html

    def test_a_chosen_criterion_is_drawn_large_with_its_table(self, client: Client) -> None:
        html = get(client, f"{PAGE}?criterion=auth-security")
        assert 'class="chart large only-wide"' in html
        assert "Now, 15 %" in text(html).replace("\xa0", " ")

    def test_the_nearest_weights_by_distance_come_on_request(self, client: Client) -> None:
        assert "Nearest by distance" not in get(client, PAGE)
        assert "Nearest by distance" in get(client, f"{PAGE}?nearest=django-rest-framework")

    @pytest.mark.parametrize(
        "query",
        ["weights=around&spread=nan", "seed=-1", "seed=99999999999", "weights=none", "criterion=nothing",
         "study=1", "study=00000000-0000-4000-8000-000000000000", "nearest=nobody", "w.performance=x",
         "spread=1e999&weights=around", "lock=nothing", "scenario=nothing", "draws=x"],
    )  # fmt: skip
    def test_hostile_addresses_are_answered_with_a_page(self, client: Client, query: str) -> None:
        words = text(get(client, f"{PAGE}?{query}"))
        assert "How often each finishes where" in words
        assert not re.search(r"\bnan\b|\binf\b", words, re.I)

    @pytest.mark.parametrize("kind", ["around&spread=0.25", "ordered"])
    def test_weights_are_drawn_as_chosen(self, client: Client, kind: str) -> None:
        html = get(client, f"{PAGE}?weights={kind}&seed=7")
        answer = answer_of(client, html)
        assert (answer["weights"], answer["seed"]) == (kind.split("&")[0], 7)
        share = next(row for row in answer["alternatives"] if row["rank"] == 1)["rank_acceptability"][0]
        number = re.search(r'<td class="h h\d">([^<]+)', section(html, "finishes"))
        assert number is not None
        assert number[1] in (f"{share * 100:.1f}", "100")


@pytest.mark.django_db
class TestCorners:
    @pytest.mark.parametrize(
        ("frameworks", "weights", "scores", "says"),
        [
            (("a",), (("speed", 1), ("price", 1)), ((5, 6),), "there is nothing to examine"),
            (("a", "b"), (("speed", 1),), ((5,), (7,)), "It holds all the weight"),
            (("a", "b"), (("speed", 1), ("price", 1)), ((None, None), (None, None)), "Nothing to examine yet"),
            (("a", "b"), (("speed", 1), ("price", 1)), ((5, 5), (5, 5)), "tie for first place"),
            (("a", "b"), (("speed", 1), ("price", 0)), ((8, 5), (5, 9)), "It holds all the weight"),
            (("a", "b"), (("speed", 1), ("price", 1)), ((8, None), (5, 9)), "What to measure next"),
        ],
    )  # fmt: skip
    def test_each_has_a_page_without_numbers_that_mean_nothing(
        self, client: Client, frameworks: Any, weights: Any, scores: Any, says: str
    ) -> None:
        make_decision("corner", frameworks=frameworks, weights=weights, scores=scores)
        words = text(get(client, "/decisions/corner/robustness/"))
        assert says in words
        assert not re.search(r"\bnan\b|\binf\b", words, re.I)

    def test_says_why_where_every_alternative_is_out(self, client: Client) -> None:
        add_gate(make_decision("gated"), "speed", 10)
        words = text(get(client, "/decisions/gated/robustness/"))
        assert "Nothing to examine yet" in words

    def test_says_so_where_the_weights_add_up_to_nothing(self, client: Client) -> None:
        make_decision("zero")
        words = text(get(client, "/decisions/zero/robustness/?w.speed=0&w.price=0"))
        assert "The weights add up to nothing" in words

    def test_a_cell_worth_measuring_links_to_its_evidence(self, client: Client) -> None:
        make_decision("unknown", scores=((8, None), (5, 9)))
        assert '/decisions/unknown/cells/price/left/"' in get(client, "/decisions/unknown/robustness/")

    def test_a_decided_one_is_read_and_offers_nothing_to_save(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.public.pk).update(status=Decision.Status.DECIDED)
        html = get(cast.client("edgar"), f"/decisions/{cast.public.slug}/robustness/")
        assert "Save as" not in html

    def test_a_large_matrix_shows_its_lines_at_once_and_the_rest_aside(self, client: Client) -> None:
        make_wide_decision(40, 20)
        path = "/decisions/wide/robustness/"
        html = get(client, path)
        assert "data-aside" in html
        assert 'id="lines"' in html
        assert 'id="methods"' not in html
        assert 'id="methods"' in get(client, f"{path}?full=1")
        aside = get(client, path, headers=HX)
        assert 'id="methods"' in aside
        assert "<html" not in aside

    def test_the_number_of_queries_does_not_grow_with_the_matrix(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_wide_decision(30, 10)
        make_decision("small")
        for slug in ("small", "wide"):
            with django_assert_max_num_queries(3):
                client.get(f"/decisions/{slug}/robustness/")


class TestAStatedOrder:
    def test_is_written_into_the_address_from_numbered_fields(self, cast: Cast) -> None:
        there = "/decisions/public-choice/robustness/"
        numbers = "&".join(
            f"place.{key}={place}"
            for key, place in (
                ("documentation", 1),
                ("performance", 2),
                ("scalability", 2),
                ("auth-security", "x"),
            )
        )
        answer = cast.visitor.get(f"{there}?weights=ordered&{numbers}&seed=4")
        assert answer.status_code == 302
        html = get(cast.visitor, answer["Location"].split("#")[0])
        assert "“x” is no place in an order; it stands last here." in unescape(html)
        said = text(section(html, "finishes"))
        assert "keep the order Documentation ≥ Performance or Scalability ≥" in said
        assert answer_of(cast.visitor, html)["order"][:2] == [
            ["documentation"],
            ["performance", "scalability"],
        ]
        places = dict(re.findall(r'name="place\.([a-z-]+)" id="[^"]+" value="(\d+)"', html))
        assert (places["documentation"], places["scalability"], places["auth-security"]) == ("1", "2", "4")

    def test_of_a_hostile_address_is_that_of_the_weights(self, cast: Cast) -> None:
        html = get(cast.visitor, "/decisions/public-choice/robustness/?weights=ordered&order=a,,=,%3Cb%3E")
        assert "does not place every criterion here just once" in html
        assert "keep the order Performance ≥" in text(html)


class TestStatedLimits:
    THERE = "/decisions/public-choice/robustness/"

    def test_are_written_into_the_address_from_fields_and_told_with_what_keeps_them(self, cast: Cast) -> None:
        fields = (
            "least.auth-security=10&most.performance=30&least.scalability=x"
            "&ratio.0.of=auth-security&ratio.0.is=at_least&ratio.0.times=2&ratio.0.over=documentation"
        )
        answer = cast.visitor.get(f"{self.THERE}?weights=limited&{fields}&seed=4")
        assert answer.status_code == 302
        html = get(cast.visitor, answer["Location"].split("#")[0])
        assert "“x” is no number of 0 or more; that limit is left out here." in unescape(html)
        said = text(section(html, "finishes"))
        assert "all that keep" in said
        assert "≥ 2 × Documentation" in said
        assert "% of all possible weightings do)" in said
        assert "weightings within these limits" in text(html)
        limits = answer_of(cast.visitor, html)["limits"]
        assert {"criterion": "auth-security", "at_least": 2.0, "over": "documentation"} in limits
        assert len(limits) == 3

    def test_that_leave_no_room_are_said_where_they_are_stated_and_kept_there(self, cast: Cast) -> None:
        html = get(cast.visitor, f"{self.THERE}?weights=limited&limits=performance>%3D0.6,scalability>%3D0.6")
        said = text(section(html, "finishes"))
        assert "No weights keep" in said
        assert "drawn evenly from every possible one" in said
        assert re.search(r'name="least.performance"[^>]* value="60"', html)

    @pytest.mark.parametrize(
        "limits", ["<script>", "performance>=1e9", "a>=b,,,", "performance>=99*scalability"]
    )
    def test_of_a_hostile_address_have_a_page(self, cast: Cast, limits: str) -> None:
        answer = cast.visitor.get(self.THERE, {"weights": "limited", "limits": limits})
        assert answer.status_code == 200
        assert "<script>," not in answer.content.decode()


class TestMovedWeights:
    def test_are_those_of_the_answer_that_the_page_names(self, cast: Cast) -> None:
        html = get(
            cast.visitor,
            "/decisions/public-choice/robustness/?w.auth-security=80&lock=community-support&seed=2",
        )
        answer = answer_of(cast.visitor, html)
        assert answer["points"]["auth-security"] == 80
        assert answer["locked"] == ["community-support"]
        first = next(row for row in answer["alternatives"] if row["rank"] == 1)
        assert first["framework"] == "django-rest-framework"
        assert f"{first['rank_acceptability'][0] * 100:.1f}" in text(section(html, "finishes"))


@pytest.mark.django_db
class TestStudies:
    def begin(self, client: Client, slug: str, **fields: str) -> str:
        response = client.post(f"/decisions/{slug}/robustness/studies/", fields)
        assert response.status_code == 302
        return str(response["Location"])

    def test_refining_leads_to_an_address_that_finds_it_again(self, cast: Cast) -> None:
        client = cast.visitor
        there = self.begin(client, cast.public.slug, draws="100000", seed="3")
        assert re.search(r"\?seed=3&study=[0-9a-f-]{36}#finishes$", there)
        html = get(client, there.split("#")[0])
        assert 'hx-trigger="steelyard:studies from:body' in html
        assert "0 of 100,000 draws" in text(get(client, f"{there.split('#')[0]}&part=study", headers=HX))
        assert "0 of 100,000 draws" in text(html)
        while take_turn(seconds=30):
            pass
        html = get(client, there.split("#")[0])
        assert "hx-trigger" not in section(html, "finishes")
        assert "Share of 100,000 weightings" in text(html)
        assert re.findall(r'name="draws" value="(\d+)"', html) == ["1000000"]

    def test_one_that_was_forgotten_is_said_to_be_gone(self, cast: Cast) -> None:
        gone = "study=00000000-0000-4000-8000-000000000000"
        html = unescape(cast.visitor.get(f"/decisions/public-choice/robustness/?{gone}").content.decode())
        assert "The study in this address is no longer there" in html

    def test_it_can_be_cancelled_by_whoever_began_it_without_a_script(self, cast: Cast) -> None:
        client = cast.client("victor")
        there = self.begin(client, cast.public.slug, draws="1000000")
        html = get(client, there.split("#")[0])
        cancel = re.search(r'action="([^"]+/cancel/)"', html)
        assert cancel is not None
        assert cast.client("cora").post(cancel[1]).status_code == 403
        assert client.post(cancel[1], {"seed": "0"}).status_code == 302
        assert Study.objects.get().status == Study.Status.CANCELLED
        assert "Cancelled" in text(get(client, there.split("#")[0]))

    def test_one_of_other_weights_says_so_and_fills_nothing_in(self, cast: Cast) -> None:
        there = self.begin(cast.visitor, cast.public.slug, draws="100000").split("#")[0]
        while take_turn(seconds=30):
            pass
        html = get(cast.visitor, there.replace("?", "?seed=9&"))
        assert "It is about other weights or settings" in text(html)
        assert "Share of 10,000 weightings" in text(html)

    def test_a_matrix_too_large_for_a_request_is_filled_from_its_study(self, cast: Cast) -> None:
        make_wide_decision(4, 101)
        html = get(cast.visitor, "/decisions/wide/robustness/")
        assert "it is done aside" in text(html)
        assert "data-aside" not in html
        there = self.begin(cast.visitor, "wide", draws="10000").split("#")[0]
        while take_turn(seconds=60):
            pass
        html = get(cast.visitor, there)
        for name in ("figures", "lines", "finishes", "ranges", "methods", "worlds", "pairs"):
            section(html, name)
        assert len(html) < 1_000_000
