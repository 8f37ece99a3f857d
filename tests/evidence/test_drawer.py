"""The drawer of a score, as it is without JavaScript."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from criteria.models import Criterion, Metric, Scale, ScaleLevel, ValueFunction
from decision.evidence.models import Acknowledgement, Proposal
from decision.matrix.models import Decision, Score
from frameworks.models import Claim, Framework, Source
from tests.cast import Cast

SLUG = "public-choice"
CELL = f"/decisions/{SLUG}/cells/performance/flask/"
HOSTILE = '<script>alert("x")</script>'
SCRIPT = {"HX-Request": "true"}

pytestmark = pytest.mark.django_db


def score(framework: str = "flask") -> Score:
    return Score.objects.get(
        decision__slug=SLUG, alternative__framework__slug=framework, weight__criterion__slug="performance"
    )


def cite(framework: str = "flask", **more: object) -> Claim:
    """A claim behind a score on performance."""
    source, _ = Source.objects.get_or_create(
        slug="paper", defaults={"title": "Paper", "document": "paper.md"}
    )
    row = score(framework)
    fields = {"source": source, "framework": row.alternative.framework, "kind": "strength", "text": "Quick"}
    claim = Claim.objects.create(**{**fields, **more})
    row.claims.add(claim)
    return claim


@pytest.fixture
def connections() -> Metric:
    """A metric with fixed anchors: 0 at none, 10 at ten thousand."""
    metric = Metric.objects.create(slug="connections", name="Connections", unit="connections")
    ValueFunction.objects.create(
        slug="line", name="none to ten thousand", metric=metric, kind="linear", points=[[0, 0], [10000, 10]]
    )
    return metric


def figure(metric: Metric, number: int, framework: str = "flask", **more: object) -> Claim:
    fields = {"kind": "measurement", "metric": metric, "number": number, "unit": metric.unit, "text": ""}
    return cite(framework, **{**fields, **more})


def text_of(client: Client, path: str = CELL, **data: str) -> str:
    html = client.get(path, data).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.split("<main", 1)[-1])).replace("\xa0", " ")


class TestClaims:
    def test_stand_with_source_place_date_and_version(self, cast: Cast) -> None:
        cite(text="Fast enough", lines=[[30, 31]], as_of="2025-01-02", version="3.1")
        shown = text_of(cast.visitor)
        assert "Fast enough" in shown
        assert "Strength. Paper, lines 30–31, as of 2 January 2025, version 3.1" in shown

    def test_say_where_nothing_is_known_of_their_place_or_date(self, cast: Cast) -> None:
        cite()
        assert "Paper, undated, no place in the document given" in text_of(cast.visitor)

    def test_say_what_they_were_really_measured_on_and_that_they_are_stale(
        self, cast: Cast, connections: Metric
    ) -> None:
        relative = Framework.objects.create(slug="quart", name="Quart")
        figure(connections, 3200, measured_on=relative, qualifier="about")
        cite(text="Old", status="stale", review_reason="Version 1 is gone.")
        shown = text_of(cast.visitor)
        assert "about 3,200 connections" in shown
        assert "Measured on Quart" in shown
        assert "Stale: Version 1 is gone." in shown

    def test_alone_give_a_score_by_fixed_anchors_and_what_the_result_would_be(
        self, cast: Cast, connections: Metric
    ) -> None:
        figure(connections, 3200)
        shown = text_of(cast.visitor)
        assert "Alone it gives 3.2: Flask at 5.90 (−0.95), and Fastapi would still lead, by 2.05" in shown
        assert "Value function: none to ten thousand." in shown

    def test_alone_give_a_score_that_does_not_depend_on_the_others(
        self, cast: Cast, connections: Metric
    ) -> None:
        figure(connections, 3200)
        figure(connections, 9_000_000, "tornado")
        assert "Alone it gives 3.2:" in text_of(cast.visitor)

    def test_in_a_documents_word_count_at_the_words_level(self, cast: Cast) -> None:
        scale = Scale.objects.create(slug="words", name="Words", kind="ordered", low=0, high=5)
        ScaleLevel.objects.create(scale=scale, word="Good", value=4)
        part = Criterion.objects.create(slug="part", name="Part", scale=scale)
        cite(kind="rating", text="good", criterion=part)
        cite(kind="rating", text="Splendid", criterion=part)
        shown = text_of(cast.visitor)
        assert "Alone it gives 8: " in shown
        assert "“good” stands for 4 on the scale of Part." in shown
        assert "Its word is no level of the scale" in shown

    def test_that_say_nothing_of_the_score_say_so(self, cast: Cast, connections: Metric) -> None:
        cite()
        figure(connections, 5, unit="furlongs")
        figure(Metric.objects.create(slug="bare", name="Bare"), 5)
        shown = text_of(cast.visitor)
        assert "In words they count in a judgement, and give no score by themselves Quick Strength." in shown
        assert "Its unit, furlongs, cannot be read as connections" in shown
        assert "Its metric has no value function" in shown

    def test_in_words_stand_together_after_those_that_give_a_score(
        self, cast: Cast, connections: Metric
    ) -> None:
        for number in range(14):
            cite(text=f"Said {number}")
        assert "Claims 14 In words alone they count in a judgement" in text_of(cast.visitor)
        figure(connections, 3200)
        shown = text_of(cast.visitor)
        assert shown.count("give no score by themselves") == 1
        assert shown.index("Alone it gives 3.2") < shown.index("Said 0") < shown.index("Said 13")

    def test_that_disagree_stand_side_by_side(self, cast: Cast, connections: Metric) -> None:
        figure(connections, 3200)
        figure(connections, 9000)
        cite(text="Aside")
        html = cast.visitor.get(CELL).content.decode()
        clashing = html[html.index('class="side"') : html.index('class="sources"')]
        assert clashing.count("source clash") == 2
        assert "Aside" not in clashing

    def test_of_a_row_make_a_table_and_a_what_if(self, cast: Cast, connections: Metric) -> None:
        figure(connections, 3200, "fastapi")
        figure(connections, 9000, "tornado")
        figure(connections, 2100)
        shown = text_of(cast.visitor)
        assert "If the whole row used derived scores, Fastapi would still lead, by 0.35" in shown

    def test_in_hostile_words_stay_words(self, cast: Cast) -> None:
        cite(text=HOSTILE, version=HOSTILE, status="stale", review_reason=HOSTILE)
        html = cast.visitor.get(CELL).content.decode()
        assert HOSTILE not in html
        assert "&lt;script&gt;" in html


class TestQueries:
    def asked(self, client: Client) -> list[str]:
        client.get(CELL, headers=SCRIPT)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(CELL, headers=SCRIPT).status_code == 200
        return [query["sql"] for query in captured]

    def test_are_five_beside_the_session_and_the_same_with_many_claims(
        self, cast: Cast, connections: Metric
    ) -> None:
        """Session, person; the decision; its claims with the figures beside; all else that stands behind the cell;
        how far the audit's ground has come."""
        edgar = cast.client("edgar")
        cite()
        few = self.asked(edgar)
        for number in range(40):
            figure(connections, 100 + number)
            figure(connections, 200 + number, "tornado")
        Proposal.objects.create(
            decision=cast.public, alternative=score().alternative, weight=score().weight, wanted={"value": "3"},
            seen={}, reason="So.", revision=1, by=cast.users["cora"], name="cora",
        )  # fmt: skip
        many = self.asked(edgar)
        assert len(few) == len(many) <= 6, "\n".join(many)


class TestEditing:
    SAW = {
        "saw_value": "7", "saw_low": "", "saw_high": "", "saw_confidence": "", "saw_rule": "judged",
        "saw_rationale": "",
    }  # fmt: skip

    def save(self, cast: Cast, who: str = "edgar", **more: str) -> int:
        data = {"value": "7", "low": "", "high": "", "rule": "judged", "rationale": "", **self.SAW, **more}
        return cast.client(who).post(CELL, data).status_code

    def test_takes_a_range_a_rule_and_claims(self, cast: Cast) -> None:
        old, new = cite(), cite()
        score().claims.remove(new)
        done = self.save(
            cast, low="6", high="8.5", rule="measured", saw_claims=str(old.pk), **{f"cite.{new.pk}": "on"}
        )
        now = score()
        assert done == 302
        assert (now.low, now.high, now.rule) == (6, Decimal("8.5"), "measured")
        assert [claim.pk for claim in now.claims.all()] == [new.pk]

    def test_leaves_alone_what_was_left_as_shown(self, cast: Cast) -> None:
        claim = cite()
        Score.objects.filter(pk=score().pk).update(low=5, high=9, rule="measured")
        assert self.save(cast, value="8", saw_claims=str(claim.pk), **{f"cite.{claim.pk}": "on"}) == 302
        now = score()
        assert (now.value, now.low, now.high, now.rule) == (8, 5, 9, "measured")
        assert now.claims.count() == 1

    def test_shows_both_ranges_where_two_changed_it(self, cast: Cast) -> None:
        Score.objects.filter(pk=score().pk).update(low=5, high=9)
        data = {"value": "7", "low": "6", "high": "9", **self.SAW}
        answer = cast.client("edgar").post(CELL, data)
        assert answer.status_code == 409
        assert "Low end: theirs is <b>5</b>, yours is <b>6</b>." in answer.content.decode()
        assert score().low == 5

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"low": "9"}, "The range must include the score"),
            ({"high": "many"}, "Enter a number."),
            ({"low": "NaN"}, "Enter a number."),
            ({"value": "1e9999999"}, "Enter a number."),
            ({"rule": "guessed"}, "The rule is one of"),
            ({"cite.999999": "on"}, "There is no claim 999999."),
            ({"cite.x": "on"}, "A claim is named by its number."),
            ({"reason": "x" * 601}, "A reason has at most 600 characters"),
        ],
    )
    def test_says_what_is_wrong_and_saves_nothing(
        self, cast: Cast, typed: dict[str, str], sentence: str
    ) -> None:
        data = {"value": "8", "low": "", "high": "", **self.SAW, **typed}
        answer = cast.client("edgar").post(CELL, data)
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert score().value == 7

    @pytest.mark.django_db(transaction=True)
    def test_that_cites_many_claims_at_once_is_one_line_of_the_history(self, cast: Cast) -> None:
        mixed_by_sets = range(32_000_030, 32_000_035)
        claims = [cite(text=f"Said {n}", id=id) for n, id in enumerate(mixed_by_sets)]
        score().claims.clear()
        assert self.save(cast, saw_claims="", **{f"cite.{claim.pk}": "on" for claim in claims}) == 302
        shown = text_of(cast.client("edgar"))
        assert "Now rests on 5 claims: “Said 4”, “Said 3”, “Said 2” and 2 more" in shown

    @pytest.mark.django_db(transaction=True)
    def test_keeps_the_reason_in_the_history_and_shows_it(self, cast: Cast) -> None:
        assert self.save(cast, value="8", reason="Measured again.") == 302
        shown = text_of(cast.client("edgar"))
        assert "Edgar “Measured again.”7 → 8" in shown.replace("” 7", "”7")
        assert "A member “Measured again.”" in text_of(cast.visitor)

    @pytest.mark.django_db(transaction=True)
    def test_can_be_undone_from_the_history(self, cast: Cast) -> None:
        self.save(cast, value="8")
        edgar = cast.client("edgar")
        found = re.search(r'name="change" value="(score-\d+-value)"', edgar.get(CELL).content.decode())
        assert found
        answer = edgar.post(f"/decisions/{SLUG}/history/undo/", {"change": found[1], "next": CELL})
        assert (answer.status_code, answer["Location"]) == (302, CELL)
        assert score().value == 7

    def test_takes_the_score_that_a_claim_gives(self, cast: Cast, connections: Metric) -> None:
        figure(connections, 3200)
        html = cast.client("edgar").get(CELL).content.decode()
        assert 'name="use" value="3.2 measured"' in html
        assert self.save(cast, use="3.2 measured") == 302
        assert (score().value, score().rule) == (Decimal("3.2"), "measured")


class TestFindings:
    def test_about_the_score_are_kept_with_a_reason(self, cast: Cast, connections: Metric) -> None:
        figure(connections, 3200)
        figure(connections, 9000)
        edgar, keep = cast.client("edgar"), f"{CELL}findings/"
        html = edgar.get(CELL).content.decode()
        assert "One source contradicts itself about Flask" in html
        key, fingerprint = re.search(  # type: ignore[union-attr]
            r'name="finding" value="(claims_disagree:[^"]+)"><input type="hidden" name="fingerprint" value="(\w+)"',
            html,
        ).groups()
        given = {"finding": key, "fingerprint": fingerprint}
        assert "Give a reason" in edgar.post(keep, {**given, "reason": " "}).content.decode()
        assert edgar.post(keep, {**given, "reason": "Two machines."}).status_code == 302
        assert "Found by the audit, and kept" in edgar.get(CELL).content.decode()
        row = Acknowledgement.objects.get()
        assert edgar.post(keep, {"reopen": str(row.pk)}).status_code == 302
        assert not Acknowledgement.objects.exists()


class TestReadingAlone:
    def test_says_to_those_who_may_change_scores_why_they_may_not_here(self, cast: Cast) -> None:
        cite()
        edgar, victor = cast.client("edgar"), cast.client("victor")
        assert "This is a what-if. Scores are changed as they are stored." in text_of(edgar, without="paper")
        assert "This is a what-if" not in text_of(victor, without="paper")
        Decision.objects.filter(slug=SLUG).update(status="decided")
        assert "What was decided stays as it is: reopen the decision" in text_of(edgar)
        assert "reopen the decision" not in text_of(victor)


class TestProposing:
    DATA = {"value": "9", "low": "", "high": "", "rule": "judged", "reason": "Measured.", **TestEditing.SAW}

    def test_is_what_contributors_do_where_editors_save(self, cast: Cast) -> None:
        cora = cast.client("cora")
        assert "Why the score should be another" in text_of(cora)
        answer = cora.post(f"{CELL}proposals/", self.DATA)
        assert answer["Location"] == f"{CELL}#proposals"
        assert Proposal.objects.get().wanted == {"value": "9"}
        assert "Score: 7 → 9" in text_of(cora)
        assert "Score: 7 → 9" in text_of(cast.client("victor"))
        assert "Measured." not in text_of(cast.visitor)

    def test_comes_again_as_typed_with_the_reason_it_was_refused_for(self, cast: Cast) -> None:
        answer = cast.client("cora").post(f"{CELL}proposals/", {**self.DATA, "value": "12"})
        html = answer.content.decode()
        assert answer.status_code == 400
        assert "A score here runs from 0 to 10" in html
        assert 'value="12"' in html

    def test_names_the_claims_that_are_to_be_cited_or_not(self, cast: Cast) -> None:
        kept, new = cite(text="Quick"), cite(text="Light")
        score().claims.remove(new)
        sent = {**self.DATA, "value": "7", "saw_claims": str(kept.pk), f"cite.{new.pk}": "on"}
        assert cast.client("cora").post(f"{CELL}proposals/", sent).status_code == 302
        shown = text_of(cast.client("edgar"))
        assert "To cite: “Light”To cite no more: “Quick”" in shown

    def test_of_the_score_that_a_claim_gives_takes_its_button_and_a_reason(
        self, cast: Cast, connections: Metric
    ) -> None:
        figure(connections, 3200)
        cora = cast.client("cora")
        assert ">Propose 3.2</button>" in cora.get(CELL).content.decode()
        assert ">Propose 3.2</button>" not in cast.client("victor").get(CELL).content.decode()
        cora.post(f"{CELL}proposals/", {**self.DATA, "use": "3.2 measured"})
        wanted = Proposal.objects.get().wanted
        assert (wanted["value"], wanted["rule"]) == ("3.2", "measured")

    def test_is_declined_and_not_accepted_by_enter_in_its_reason(self, cast: Cast) -> None:
        """A browser presses the first button of a form for Enter."""
        cast.client("cora").post(f"{CELL}proposals/", self.DATA)
        html = cast.client("edgar").get(CELL).content.decode()
        form = html[html.index('id="proposals"') :].partition("</form>")[0]
        assert re.findall(r'name="act" value="(\w+)"', form) == ["decline", "accept", "decline"]

    def test_is_settled_beside_the_score(self, cast: Cast) -> None:
        cast.client("cora").post(f"{CELL}proposals/", self.DATA)
        one = f"{CELL}proposals/{Proposal.objects.get().pk}/"
        edgar = cast.client("edgar")
        assert edgar.post(one, {"act": "decline"}).status_code == 400
        Score.objects.filter(pk=score().pk).update(value=4)
        answer = edgar.post(one, {"act": "accept"}, headers=SCRIPT)
        assert "Accept all the same" in answer.content.decode()
        assert edgar.post(one, {"act": "anyway"}).status_code == 302
        assert score().value == 9
        late = edgar.post(one, {"act": "accept"}, headers=SCRIPT)
        assert (late.status_code, "was accepted by edgar already" in late.content.decode()) == (409, True)
        assert "Accepted by edgar" in text_of(edgar)

    def test_is_marked_in_the_matrix(self, cast: Cast) -> None:
        cast.client("cora").post(f"{CELL}proposals/", self.DATA)
        marks = cast.client("victor").get(f"/decisions/{SLUG}/proposals/marks/")
        assert marks.json() == {"cell-performance-flask": 1}

    def test_is_over_once_the_decision_is_taken(self, cast: Cast) -> None:
        Decision.objects.filter(slug=SLUG).update(status="decided")
        cora = cast.client("cora")
        assert "Why the score should be another" not in text_of(cora)
        assert cora.post(f"{CELL}proposals/", self.DATA).status_code == 403


class TestCiting:
    CLAIMS = f"{CELL}claims/"
    NEW = {
        "source": "paper",
        "kind": "strength",
        "text": "Newly said",
        "lines": "12; 14-16",
        "unit": "",
        "number": "",
    }

    def test_looks_for_what_a_claim_can_name_where_the_catalogue_is_large(self, cast: Cast) -> None:
        edgar = cast.client("edgar")
        assert '<select class="select" id="n-source"' in edgar.get(self.CLAIMS).content.decode()
        Source.objects.bulk_create(Source(slug=f"report-{one}", title=f"Report {one}") for one in range(60))
        html = edgar.get(self.CLAIMS).content.decode()
        assert "Report 7" not in html
        asked = {**self.NEW, "source": "report-3", "find_source": "report 1", "find": "source"}
        html = edgar.post(f"{self.CLAIMS}new/", asked).content.decode()
        assert 'name="source" value="report-3" checked' in html
        assert html.count('type="radio" name="source"') == 1 + 12  # the chosen one, and as many as are shown
        assert "Newly said" in html
        assert not Claim.objects.filter(text="Newly said").exists()
        assert edgar.post(f"{self.CLAIMS}new/", {**self.NEW, "source": "report-3"}).status_code == 302
        assert Claim.objects.get(text="Newly said").source.slug == "report-3"
        with CaptureQueriesContext(connection) as few:
            edgar.post(f"{self.CLAIMS}new/", asked)
        assert len(few) <= 16

    def uncited(self, **more: object) -> Claim:
        claim = cite(**more)
        score().claims.remove(claim)
        return claim

    def test_offers_what_is_said_of_the_alternative_and_not_cited_yet(self, cast: Cast) -> None:
        cite(text="Cited already")
        self.uncited(text="Said elsewhere")
        self.uncited(text="Rejected", status="rejected")
        Claim.objects.create(source=Source.objects.get(), kind="strength", text="Of nobody")
        shown = text_of(cast.visitor, self.CLAIMS)
        assert "Said elsewhere" in shown
        assert not re.search("Cited already|Rejected|Of nobody", shown)
        assert "Said elsewhere" not in text_of(cast.visitor, self.CLAIMS, q="nothing like it \x00%")
        assert "Said elsewhere" in text_of(cast.visitor, self.CLAIMS, q="ELSE paper")

    def test_is_done_by_editors_and_proposed_by_contributors(self, cast: Cast) -> None:
        one, other = self.uncited(), self.uncited()
        cora = cast.client("cora")
        assert cora.post(self.CLAIMS, {f"cite.{one.pk}": "on"}).status_code == 400
        assert cora.post(self.CLAIMS, {f"cite.{one.pk}": "on", "reason": "It says so."}).status_code == 302
        assert Proposal.objects.get().wanted == {"cite": [one.pk]}
        assert cast.client("edgar").post(self.CLAIMS, {f"cite.{other.pk}": "on"}).status_code == 302
        assert [claim.pk for claim in score().claims.all()] == [other.pk]

    def test_adds_a_claim_that_curators_look_at_first(self, cast: Cast) -> None:
        cite()
        assert cast.client("cora").post(f"{self.CLAIMS}new/", self.NEW).status_code == 302
        claim = Claim.objects.get(text="Newly said")
        assert (claim.status, claim.proposed_by, claim.lines) == (
            "proposed",
            cast.users["cora"],
            [[12, 12], [14, 16]],
        )
        assert claim.framework == score().alternative.framework
        assert "Newly said" in text_of(cast.client("cora"), self.CLAIMS)
        assert "Newly said" not in text_of(cast.client("edgar"), self.CLAIMS)
        cast.client("stella").post(f"{self.CLAIMS}new/", {**self.NEW, "text": "Counts"})
        assert Claim.objects.get(text="Counts").status == "accepted"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"source": "nowhere"}, "Say which document"),
            ({"lines": ""}, "Say where it stands"),
            ({"lines": "9-3"}, "runs backwards"),
            ({"as_of": "2999-01-01"}, "is in the future"),
            ({"as_of": "soon"}, "is not a date"),
            ({"number": "1e999x"}, "is not a number"),
            ({"number": "NaN"}, "is not a number"),
            ({"number": "1e9999999"}, "is not a number"),
            ({"metric": "connections", "number": "5", "unit": "ms"}, "contradicts the metric"),
            ({"metric": "nothing"}, "There is no metric"),
            ({"kind": "spell"}, "is not a valid choice"),
            ({"text": "", "number": ""}, "A claim needs a number or a text"),
            ({"text": "a\u202eb"}, "cannot be seen"),
        ],
    )
    def test_refuses_a_claim_that_cannot_be_with_what_is_wrong(
        self, cast: Cast, connections: Metric, typed: dict[str, str], sentence: str
    ) -> None:
        cite()
        answer = cast.client("cora").post(f"{self.CLAIMS}new/", {**self.NEW, **typed})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert Claim.objects.count() == 1
