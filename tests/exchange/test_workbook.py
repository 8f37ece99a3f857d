"""The spreadsheet: typed cells, formulas that compute what the engine computes, and texts that stay texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from criteria.models import ValueFunction
from decision import engine
from decision.exchange.workbook.formulas import cell
from decision.matrix.models import Alternative, Decision, Gate, Score
from decision.matrix.selectors import matrix_of, open_decision
from decision.teams.actors import visitor
from tests.builders import make_decision
from tests.exchange.spreadsheet import Book
from tests.web.test_recommendation import SLUGS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_SCORE = 7
EVIL = ("=1+1", "+1", "-1", "@sum", '=HYPERLINK("http://evil")', "\tx", "<b>&\x08", "http://evil.example")


def book(client: Client, slug: str = "pick-one", query: str = "") -> Book:
    answer = client.get(f"/api/v1/decisions/{slug}/export/?as=xlsx{query}")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == XLSX
    return Book(answer.content)


def computed(found: Book, label: str) -> list[Any]:
    """What the formulas of a row beneath the scores come to."""
    rows = found.rows("Matrix")
    at = next(number for number, row in enumerate(rows) if row[1] == label)
    width = sum(not str(name).startswith("Value: ") for name in rows[2][FIRST_SCORE:] if name)
    return [found.value("Matrix", cell(at, FIRST_SCORE + number)) for number in range(width)]


def check(found: Book, matrix: engine.Matrix, ranking: engine.Ranking) -> None:
    """Totals and ranks are the engine's, computed by the formulas and as they are stored beside them."""
    by_key = {each.alternative: each for each in (*ranking.standings, *ranking.excluded)}
    standings = [by_key[key] for key in matrix.alternatives]
    assert computed(found, "Total") == pytest.approx([float(each.total) for each in standings], abs=1e-9)
    assert computed(found, "Rank") == [each.rank or "" for each in standings]
    for sheet, formulas in found.formulas.items():
        for place in formulas:
            stored = found.cells[sheet].get(place, "")
            value = found.value(sheet, place)
            assert value == stored or value == pytest.approx(stored, abs=1e-9), (sheet, place)


@pytest.mark.usefixtures("seeded")
class TestSeeded:
    @pytest.mark.parametrize("slug", SLUGS)
    def test_formulas_give_the_engines_totals_and_ranks(self, client: Client, slug: str) -> None:
        loaded = matrix_of(open_decision(slug, by=visitor()))
        check(book(client, slug), loaded.matrix, engine.rank(loaded.matrix, None, loaded.labels))

    @pytest.mark.parametrize("middle", [2_500, 50_050, 80_000])
    def test_formulas_follow_a_curve_too(self, client: Client, middle: int) -> None:
        shared = ValueFunction.objects.filter(slug="websocket-capacity")
        shared.update(kind="exponential", points=[[100, 0], [middle, 5], [100_000, 10]])
        loaded = matrix_of(open_decision("measured-performance", by=visitor()))
        assert any(
            leaf.value_function and leaf.value_function.kind == "exponential" for leaf in loaded.matrix.leaves
        )
        check(
            book(client, "measured-performance"),
            loaded.matrix,
            engine.rank(loaded.matrix, None, loaded.labels),
        )

    def test_another_weight_gives_other_totals_as_a_what_if_does(self, client: Client) -> None:
        found = book(client, SLUGS[0])
        rows = found.rows("Weights")
        at = next(number for number, row in enumerate(rows) if row[0] == "auth-security")
        found.set("Weights", cell(at, 3), 1000)
        loaded = matrix_of(open_decision(SLUGS[0], by=visitor()))
        moved = engine.rank(loaded.matrix, {**loaded.points, "auth-security": Decimal(1000)})
        by_key = {each.alternative: float(each.total) for each in moved.standings}
        assert computed(found, "Total") == pytest.approx([by_key[key] for key in loaded.matrix.alternatives])

    def test_says_the_recommendation_and_cites_every_source(self, client: Client) -> None:
        found = book(client, SLUGS[0])
        assert found.names == ["Matrix", "Weights", "Scores", "Evidence", "Recommendation", "About"]
        said = client.get(f"/api/v1/decisions/{SLUGS[0]}/ranking/").json()["recommendation"]
        words = {row[1] for row in found.rows("Recommendation")}
        assert {said["summary"], said["argument"], *said["conditions"], *said["caveats"]} <= words
        evidence = found.rows("Evidence")
        assert evidence[0][0] == "Claim"
        assert all(isinstance(row[0], float) and row[10] and row[13] for row in evidence[1:])
        cited = {
            number for row in found.rows("Scores")[1:] for number in str(row[10] or "").split(", ") if number
        }
        assert cited == {str(int(row[0])) for row in evidence[1:]}


@pytest.mark.django_db
class TestAnyDecision:
    def test_numbers_are_numbers_and_what_is_missing_is_empty_and_counts_at_worst(
        self, client: Client
    ) -> None:
        make_decision(scores=((8, None), (6, 9)))
        found = book(client)
        assert found.rows("Matrix")[3][FIRST_SCORE : FIRST_SCORE + 2] == [8.0, 6.0]
        assert found.rows("Matrix")[4][FIRST_SCORE] is None
        assert computed(found, "Total") == pytest.approx([4.8, 7.2])
        found.set("Matrix", cell(4, FIRST_SCORE), 10)
        assert computed(found, "Total") == pytest.approx([8.8, 7.2])
        assert computed(found, "Rank") == [1, 2]

    def test_what_is_missing_counts_where_the_decision_says_and_the_book_says_so(
        self, client: Client
    ) -> None:
        decision = make_decision(scores=((8, None), (6, 9)))
        Decision.objects.filter(pk=decision.pk).update(missing_at=50)
        found = book(client)
        assert computed(found, "Total") == pytest.approx([6.8, 7.2])
        said = {row[0]: row[1] for row in found.rows("About") if row}
        assert "a missing score counts in the middle of its scale" in str(said["Method"])

    def test_what_fails_a_must_have_has_no_rank(self, client: Client) -> None:
        decision = make_decision()
        weight = decision.weights.get(criterion__slug="speed")
        Gate.objects.create(decision=decision, criterion=weight, name="=Fast", threshold=7)
        found = book(client)
        assert computed(found, "Rank") == [1, ""]
        assert computed(found, "Fails") == ["", "=Fast"]

    def test_equal_totals_share_a_rank(self, client: Client) -> None:
        make_decision(scores=((6, 4), (4, 7)))
        assert computed(book(client), "Rank") == [1, 1]

    @pytest.mark.parametrize("evil", EVIL)
    def test_texts_are_never_formulas_links_or_broken(self, client: Client, evil: str) -> None:
        decision = make_decision()
        Alternative.objects.filter(decision=decision, position=0).update(label=evil)
        Score.objects.filter(decision=decision).update(rationale=evil * 9_000)
        found = book(client)
        texts = {text for cells in found.cells.values() for text in cells.values() if isinstance(text, str)}
        assert any(text.startswith(evil[:2]) for text in texts)
        assert not any(
            "evil" in formula for formulas in found.formulas.values() for formula in formulas.values()
        )
        assert not any(b"hyperlink" in content for name, content in found.files.items() if "sheet" in name)

    def test_a_what_if_is_labelled_and_computed(self, client: Client) -> None:
        make_decision()
        found = book(client, query="&w.speed=10&w.price=90")
        assert computed(found, "Total") == pytest.approx([5.3, 8.7])
        assert "What if" in found.rows("Matrix")[1][0]
        about = {row[0]: row[1] for row in found.rows("About")}
        assert about["What if"].endswith("Weights as moved: Speed 10 % and Price 90 %.")

    def test_heads_stay_in_sight_and_are_printed_on_every_page(self, client: Client) -> None:
        make_decision()
        files = book(client).files
        assert b'state="frozen"' in files["xl/worksheets/sheet1.xml"]
        assert b"_xlnm.Print_Titles" in files["xl/workbook.xml"]
        assert b'orientation="landscape"' in files["xl/worksheets/sheet1.xml"]

    def test_an_empty_decision_is_a_workbook_too(self, client: Client) -> None:
        make_decision(frameworks=(), weights=(), scores=())
        assert book(client).names[0] == "Matrix"
