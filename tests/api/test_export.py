"""GET …/export/ and …/badge.svg"""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from pytest_django import DjangoAssertNumQueries

from decision.matrix.models import Alternative, Decision
from tests.api.asking import address, refused
from tests.builders import make_decision, make_wide_decision
from tests.cast import WEIGHTS, Cast, add_scenario

EXPORT = address("public-choice", "export/")
BADGE = address("public-choice", "badge.svg")


class TestJson:
    def test_holds_the_whole_decision(self, cast: Cast) -> None:
        add_scenario(cast.public, "fast", performance=90)
        answer = cast.visitor.get(EXPORT)
        body = answer.json()
        assert answer["Content-Disposition"] == 'attachment; filename="public-choice.json"'
        assert (len(body["scores"]), len(body["criteria"]), len(body["scenarios"])) == (28, 7, 1)
        assert body["ranking"] == cast.visitor.get(address("public-choice", "ranking/")).json()
        assert answer["ETag"] == '"2"'

    def test_says_how_far_the_winner_can_be_trusted(self, cast: Cast) -> None:
        told = cast.visitor.get(EXPORT).json()["robustness"]
        whole = cast.visitor.get(address("public-choice", "robustness/")).json()
        rows = {row["framework"]: row for row in whole["alternatives"]}
        assert (told["draws"], told["seed"]) == (whole["draws"], whole["seed"])
        assert {row["framework"]: row["share"] for row in told["first"]} == {
            key: row["rank_acceptability"][0] for key, row in rows.items()
        }
        assert told["nearest_flip"] == {
            "framework": "django-rest-framework", "moved": rows["django-rest-framework"]["nearest_flip"]["moved"],
        }  # fmt: skip
        assert told["cannot_win"] == ["flask", "tornado"]
        assert told["agreement"] == whole["agreement"]["summary"]

    def test_leaves_that_out_where_it_is_too_much_for_one_request(self, cast: Cast) -> None:
        make_wide_decision(criteria=2, alternatives=120)
        assert cast.visitor.get(address("wide", "export/")).json()["robustness"] is None


class TestCsv:
    def rows(self, cast: Cast) -> list[list[str]]:
        answer = cast.visitor.get(EXPORT + "?as=csv")
        assert answer["Content-Type"].startswith("text/csv")
        return list(csv.reader(io.StringIO(answer.content.decode())))

    def test_has_a_line_per_criterion_and_the_totals(self, cast: Cast) -> None:
        rows = self.rows(cast)
        assert rows[2] == ["performance", "Performance", "", "benefit", "25", "0.25", "10", "6", "7", "9"]
        assert rows[9][0] == "total"
        assert rows[9][6:] == ["9.65", "7.6", "6.85", "6.45"]
        assert rows[10][6:] == ["1", "2", "3", "4"]
        assert rows[11][6:] == ["9.5", "7.8", "7", "6.9"]

    @pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
    def test_runs_in_no_spreadsheet(self, cast: Cast, evil: str) -> None:
        copy = make_decision("formulas")
        Alternative.objects.filter(decision=copy, position=0).update(label=evil)
        answer = cast.visitor.get(address("formulas", "export/?as=csv"))
        rows = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
        assert rows[0][6] == f"'{evil}"


class TestFormats:
    @pytest.mark.parametrize("form", ["json", "csv", "xlsx", "madr", "markdown"])
    def test_ask_no_more_of_a_larger_matrix(
        self, cast: Cast, form: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_wide_decision(20, 10)
        with django_assert_max_num_queries(9):
            assert cast.client("edgar").get(address("wide", f"export/?as={form}")).status_code == 200

    @pytest.mark.parametrize("form", ["json", "csv", "xlsx", "markdown"])
    def test_are_not_sent_again_to_who_has_them(self, cast: Cast, form: str) -> None:
        path = f"{EXPORT}?as={form}"
        tag = cast.visitor.get(path)["ETag"]
        assert cast.visitor.get(path, headers={"If-None-Match": tag}).status_code == 304

    @pytest.mark.parametrize(
        "query",
        ["scenario=none", "w.performance=x", "w.nothing=5", "without=nobody", "gate.99=off", "lock=nothing"],
    )
    def test_refuse_a_what_if_that_means_nothing(self, cast: Cast, query: str) -> None:
        assert refused(cast.visitor.get(f"{EXPORT}?as=csv&{query}"), 400)["detail"]

    def test_refuse_weights_that_add_up_to_nothing(self, cast: Cast) -> None:
        none = "&".join(f"w.{key}=0" for key, _ in WEIGHTS)
        assert "add up to nothing" in refused(cast.visitor.get(f"{EXPORT}?as=xlsx&{none}"), 400)["detail"]

    def test_a_what_if_is_computed_labelled_and_named_so(self, cast: Cast) -> None:
        add_scenario(cast.public, "fast", performance=90)
        answer = cast.visitor.get(f"{EXPORT}?as=json&scenario=fast")
        body = answer.json()
        assert answer["Content-Disposition"] == 'attachment; filename="public-choice-what-if.json"'
        assert body["what_if"]["says"] == "What if, nothing of it is stored. The weights of “Fast”."
        assert body["ranking"] == cast.visitor.get(address("public-choice", "ranking/?scenario=fast")).json()
        assert cast.visitor.get(EXPORT).json()["what_if"] is None

    def test_that_do_not_exist_are_refused_with_those_that_do(self, cast: Cast) -> None:
        assert "json, csv, xlsx" in refused(cast.visitor.get(EXPORT + "?as=pdf"), 400, "/as")["detail"]


class TestBadge:
    def test_names_the_winner_and_its_total(self, cast: Cast) -> None:
        answer = cast.visitor.get(BADGE)
        assert answer["Content-Type"].startswith("image/svg+xml")
        ElementTree.fromstring(answer.content)
        assert b"Fastapi 9.65" in answer.content
        assert cast.visitor.get(BADGE, headers={"If-None-Match": '"1"'}).status_code == 304

    def test_says_a_tie_and_nothing_decided(self, cast: Cast) -> None:
        make_decision("even", scores=((5, 5), (5, 5)))
        Decision.objects.create(slug="empty", title="<b>&", visibility="public")
        assert b"tie of 2 at 5.00" in cast.visitor.get(address("even", "badge.svg")).content
        empty = cast.visitor.get(address("empty", "badge.svg")).content
        assert b"undecided" in empty
        ElementTree.fromstring(empty)
