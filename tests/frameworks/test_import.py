"""Claims from files: what is wrong is said by line and column, and nothing is half stored."""

from __future__ import annotations

import json

import pytest

from decision.problems import Conflicting, Forbidden, Invalid
from decision.teams.actors import visitor
from frameworks.models import Claim, Framework, Source
from frameworks.services import compare_claims, import_claims, save_claim
from frameworks.transfer.reading import MOST_BYTES

from .files import CURATOR, a_catalogue, a_claim, csv_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper() -> Source:
    return a_catalogue()


def faults(content: bytes, *, is_json: bool = False) -> list[tuple[int, str, str]]:
    found = compare_claims(content, is_json=is_json, by=CURATOR)
    return [(one.line, one.column, one.sentence) for one in found.refused]


def unreadable(content: bytes, *, is_json: bool = False) -> str:
    with pytest.raises(Invalid) as refused:
        import_claims(content, is_json=is_json, by=CURATOR)
    return refused.value.detail


class TestAFileThatIsNone:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "The file is empty."),
            (b" \r\n", "The file is empty."),
            (b"source,kind\r\npaper,caf\xe9\r\n", "Line 2 is not UTF-8 (byte 0xE9)"),
            ("source,kind\r\n".encode("utf-16"), "Line 1 is not UTF-8 (byte 0xFF)"),
            (b"source,kind\npa\x00per,strength\n", "Line 2 holds a NUL character"),
            (b"source,kind,colour\n", "The header names “colour”, which is no column."),
            (b"source,kind,text,Text\n", "The header names “text” twice."),
            (b"source,text\n", "The header lacks “kind”."),
            (b'source,kind,text\npaper,strength,"never ends\n', "is no sound CSV"),
            (b'source,kind,text\npaper,strength,"a"b\n', "Line 2 is no sound CSV"),
            (b"source,kind\n" + b"x" * MOST_BYTES, "at most 10,485,760 are read at once"),
            (b"source,kind\n" + b"x,y\n" * 100_001, "more than 100,000 rows"),
        ],
    )
    def test_is_refused_with_the_place(self, content: bytes, said: str) -> None:
        assert said in unreadable(content)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"{}", "The file holds no list of claims"),
            (b'[{"source": "paper",}]', "is no sound JSON"),
            (b'[{"number": NaN}]', "NaN is not a number"),
            (b"[" * 100_000, "no JSON that can be read"),
        ],
    )
    def test_of_json_too(self, content: bytes, said: str) -> None:
        assert said in unreadable(content, is_json=True)


class TestARow:
    @pytest.mark.parametrize(
        ("column", "value", "said"),
        [
            ("source", "papyrus", "There is no “papyrus”"),
            ("source", "papr", "did you mean “paper”?"),
            ("framework", "no such", "is no name of letters"),
            ("kind", "praise", "“praise” is none of measurement, statistic"),
            ("number", "2,847", "“2,847” is not a number: write it like 2847 or 2847.5"),
            ("number", "NaN", "is not a number"),
            ("number", "1e5", "is not a number"),
            ("number", "1.23456", "has more than 4 decimals"),
            ("number_to", "3", "A range needs its lower end first."),
            ("text", "", "A claim needs a number or a text."),
            ("text", "x" * 401, "has more than 400 characters"),
            ("text", "evil\u202etxet", "a character that cannot be seen (U+202E)"),
            ("lines", "later", "“later” is not a line or a range of lines"),
            ("lines", "9-7", "runs backwards"),
            ("lines", "3; 41-43", "There is no line 43: “Paper” has 42."),
            ("lines", "", "a claim needs its lines in “paper.md”"),
            ("as_of", "31.01.2025", "write it like 2025-01-31"),
            ("as_of", "2999-01-01", "2999-01-01 is in the future."),
            ("as_of", "0025-01-31", "0025-01-31: is the year right?"),
            ("measured_on", "left", "“Left” itself: leave this empty"),
            ("confidence", "total", "“total” is none of"),
            ("status", "rejected", "Say why it is rejected."),
        ],
    )
    def test_that_is_wrong_is_named_by_line_and_column(self, column: str, value: str, said: str) -> None:
        row = {"source": "paper", "framework": "left", "kind": "strength", "text": "Fine", "lines": "1"}
        row[column] = value
        quoted = ",".join(f'"{one}"' for one in row.values())
        good = "paper,left,strength,Good,2" + "," * (len(row) - 5)
        if column == "status":
            good = good.removesuffix(",") + ",accepted"
        found = faults(csv_of(good, quoted, header=",".join(row)))
        line, where, sentence = found[0]
        assert line == 3
        assert said in sentence
        assert where == ("reason" if column == "status" else column)

    @pytest.mark.parametrize(
        ("number", "unit", "where", "said"),
        [
            ("5", "ms", "unit", "“ms” contradicts the metric: “Speed” is in “req/s”."),
            ("5", "", "unit", "No unit contradicts the metric"),
            ("-1", "req/s", "number", "-1 lies below what “Speed” can be: 0 or more."),
            ("2000000", "req/s", "number", "lies above what “Speed” can be: 1000000 or less."),
        ],
    )
    def test_keeps_to_its_metric(self, number: str, unit: str, where: str, said: str) -> None:
        header = "source,framework,kind,metric,number,unit,lines"
        content = csv_of(f"paper,left,measurement,speed,{number},{unit},1", header=header)
        assert [(2, where)] == [(line, column) for line, column, _ in faults(content)]
        assert said in faults(content)[0][2]

    def test_may_leave_the_qualifier_and_the_status_empty(self) -> None:
        stored = a_claim(key="k", qualifier="about", status="stale", review_reason="Old")
        header = "key,source,framework,kind,text,lines,qualifier,status"
        rows = ("k,paper,left,strength,Quick,3,,", "new,paper,left,strength,Good,1,,")
        import_claims(csv_of(*rows, header=header), is_json=False, by=CURATOR)
        stored.refresh_from_db()
        new = Claim.objects.get(key="new")
        assert (stored.qualifier, stored.status) == ("about", "stale")
        assert (new.qualifier, new.status) == ("exact", "accepted")

    def test_with_a_cell_too_many_is_refused(self) -> None:
        assert "It has 6 cells where the header has 5" in faults(csv_of("paper,left,strength,Good,1,x"))[0][2]

    def test_of_json_is_named_by_its_number(self) -> None:
        rows = [{"source": "paper", "kind": "strength", "text": "A", "lines": [[1, 1]]}, "x", {"colour": 1}]
        found = faults(json.dumps(rows).encode(), is_json=True)
        assert [(line, column) for line, column, _ in found] == [
            (2, ""), (3, "source"), (3, "kind"), (3, "colour"),
        ]  # fmt: skip

    @pytest.mark.parametrize("places", [5, None, ["3"], [[3]], [[1, 2, 3]]])
    def test_of_json_names_places_as_pairs(self, places: object) -> None:
        row = {"source": "paper", "kind": "strength", "text": "A", "lines": places}
        found = faults(json.dumps([row]).encode(), is_json=True)
        assert found == [(1, "lines", "is no list of places like [[46, 46], [112, 114]]")]

    @pytest.mark.parametrize("reason", ["a\x00b", "a\ud800b", "a\u202eb"])
    def test_gives_no_reason_that_cannot_be_read(self, reason: str) -> None:
        row = {"source": "paper", "kind": "strength", "text": "A", "lines": [[1, 1]], "status": "stale"}
        found = faults(json.dumps([{**row, "reason": reason}]).encode(), is_json=True)
        assert [(line, column) for line, column, _ in found] == [(1, "reason")]

    def test_is_told_what_it_may_mean_only_among_the_first_two_hundred(self) -> None:
        found = faults(csv_of(*["papr,left,strength,Good,1"] * 201))
        assert [sentence.endswith("did you mean “paper”?") for _, _, sentence in found] == [True] * 200 + [
            False
        ]

    def test_is_refused_once_whatever_the_number_of_its_faults(self) -> None:
        content = csv_of("papr,left,praise,,x", "paper,left,strength,Good,1")
        found = compare_claims(content, is_json=False, by=CURATOR)
        assert (found.refused_rows, len(found.new)) == (1, 1)
        assert len(found.refused) > 1

    def test_does_not_repeat_a_key(self) -> None:
        rows = ("k,paper,strength,A,1", "k,paper,strength,B,1")
        found = faults(csv_of(*rows, header="key,source,kind,text,lines"))
        assert found == [(3, "key", "“k” is there already, in line 2.")]


class TestRelations:
    HEADER = "source,framework,related,kind,text,lines"

    def test_may_be_alternatives_of_each_other(self) -> None:
        rows = ("paper,left,right,relation,alternative to,1", "paper,right,left,relation,alternative to,1")
        assert faults(csv_of(*rows, header=self.HEADER)) == []

    def test_are_not_built_on_each_other(self) -> None:
        rows = ("paper,left,right,relation,built on,1", "paper,right,left,relation,Based on,1")
        found = faults(csv_of(*rows, header=self.HEADER))
        assert [(line, column) for line, column, _ in found] == [(2, "related"), (3, "related")]
        assert "“Left built on Right” is part of a circle." in found[0][2]

    def test_that_close_a_circle_are_not_told_as_new(self) -> None:
        rows = ("paper,left,right,relation,built on,1", "paper,right,left,relation,Based on,1")
        found = compare_claims(csv_of(*rows, header=self.HEADER), is_json=False, by=CURATOR)
        assert (found.refused_rows, found.new) == (2, [])

    def test_close_no_circle_with_what_is_stored(self) -> None:
        right = Framework.objects.get(slug="right")
        a_claim(kind="relation", text="built on", related=right)
        found = faults(csv_of("paper,right,left,relation,extends,1", header=self.HEADER))
        assert [line for line, _, _ in found] == [2]
        left = Framework.objects.get(slug="left")
        fields = {"source": Source.objects.get(), "framework": right, "related": left, "kind": "relation"}
        with pytest.raises(Invalid, match="closes a circle"):
            save_claim(claim=None, fields={**fields, "text": "extends", "lines": [[1, 1]]}, by=CURATOR)

    def test_need_two(self) -> None:
        assert (
            "Nothing is related to itself."
            in faults(csv_of("paper,left,left,relation,built on,1", header=self.HEADER))[0][2]
        )


class TestImporting:
    def test_stores_all_rows_on_record(self) -> None:
        done = import_claims(
            csv_of("paper,left,strength,Good,1; 3-4", "paper,right,weakness,Bad,2"), is_json=False, by=CURATOR
        )
        assert (done.new, done.changed, done.unchanged) == (2, 0, 0)
        claim = Claim.objects.get(text="Good")
        assert claim.lines == [[1, 1], [3, 4]]
        assert claim.events.get().pgh_context.metadata["actor"] == "carol"

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_reads_what_spreadsheets_save(self, delimiter: str, mark: str) -> None:
        content = csv_of("paper,left,strength,Good,1").decode().replace(",", delimiter)
        assert import_claims(f"{mark}{content}".encode(), is_json=False, by=CURATOR).new == 1

    def test_stores_nothing_when_a_row_is_refused(self) -> None:
        content = csv_of(
            "paper,left,strength,Good,1", "paper,nobody,strength,Bad,1", "paper,left,strength,,1"
        )
        assert unreadable(content).startswith(
            "Nothing was imported: 2 faults. line 3, framework: There is no"
        )
        assert not Claim.objects.exists()

    def test_changes_only_what_the_file_gives(self) -> None:
        claim = a_claim(key="k", version="1.0", unit="x")
        content = csv_of("k,paper,strength,2.0", header="key,source,kind,version")
        found = compare_claims(content, is_json=False, by=CURATOR)
        assert [change.fields for change in found.changed] == [(("version", "1.0", "2.0"),)]
        import_claims(content, is_json=False, digest=found.digest, by=CURATOR)
        claim.refresh_from_db()
        assert (claim.version, claim.unit, claim.text) == ("2.0", "x", "Quick")

    def test_stops_where_the_data_changed_since_the_preview(self) -> None:
        claim = a_claim(key="k")
        content = csv_of("k,paper,left,strength,Quicker,3", header="key,source,framework,kind,text,lines")
        digest = compare_claims(content, is_json=False, by=CURATOR).digest
        Claim.objects.filter(pk=claim.pk).update(text="Slow")
        with pytest.raises(Conflicting, match="look at it again"):
            import_claims(content, is_json=False, digest=digest, by=CURATOR)

    def test_signs_verdicts(self) -> None:
        header = "source,kind,text,lines,status,reason"
        rows = ("paper,strength,A,1,rejected,Not so", "paper,strength,B,1,proposed,")
        import_claims(csv_of(*rows, header=header), is_json=False, by=CURATOR)
        assert Claim.objects.get(text="A").reviewed_at is not None
        assert Claim.objects.get(text="B").status == "proposed"

    def test_is_for_curators(self) -> None:
        with pytest.raises(Forbidden):
            compare_claims(csv_of(), is_json=False, by=visitor())

    def test_asks_as_often_for_many_rows_as_for_few(self, django_assert_max_num_queries: object) -> None:
        content = csv_of(*(f"paper,left,strength,Point {number},1" for number in range(300)))
        with django_assert_max_num_queries(18):  # type: ignore[operator]
            import_claims(content, is_json=False, by=CURATOR)
