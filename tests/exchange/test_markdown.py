"""Markdown exports: the decision record in MADR's form, readable tables, and hostile text that stays text."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from decision.exchange.markdown.pieces import front_matter, inline, paragraphs, table
from decision.lifecycle import services
from decision.matrix.models import Alternative, Decision, Gate, Score
from decision.rounds.services import reveal_round
from tests.builders import make_decision
from tests.cast import Cast
from tests.rounds.voting import EVEN, opened, vote
from tests.web.test_recommendation import SLUGS

HEADINGS = [
    "## Context and Problem Statement", "## Decision Drivers", "## Considered Options", "## Decision Outcome",
    "### Consequences", "### Confirmation", "## Pros and Cons of the Options", "## More Information",
]  # fmt: skip


def exported(client: Client, form: str, slug: str = "pick-one", query: str = "") -> str:
    answer = client.get(f"/api/v1/decisions/{slug}/export/?as={form}{query}")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    return answer.content.decode()


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


class TestPieces:
    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("a|b", r"a\|b"),
            ("`rm` *x* _y_", r"\`rm\` \*x\* \_y\_"),
            ("<script>", r"\<script\>"),
            ("[x](http://evil)", r"\[x\](http:\//evil)"),
            ("line\r\n\r\n# next", r"line \# next"),
            ("- item", r"\- item"),
            ("1. item", r"1\. item"),
            ("1.5 times", "1.5 times"),
            ("&lt; & co", "&amp;lt; & co"),
            ("nul\x00 and \u2028 sep", "nul and sep"),
            ("\\", r"\\"),
        ],
    )
    def test_text_stays_text(self, given: str, told: str) -> None:
        assert inline(given) == told

    def test_a_long_text_is_cut_before_it_is_escaped(self) -> None:
        assert inline("*" * 20, 5) == r"\*\*\*\*…"

    def test_a_table_has_as_many_bars_in_every_row(self) -> None:
        lines = table(["a", "b|"], [["x\ny", "|"], ["", "`"]], numbers=(1,))
        assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines if line} == {3}

    def test_front_matter_is_quoted_and_leaves_out_what_nobody_knows(self) -> None:
        lines = front_matter([("status", 'a"b\nc: d'), ("date", ""), ("consulted", ["x: y"])])
        assert lines == ["---", 'status: "a\\"b c: d"', 'consulted: ["x: y"]', "---", ""]

    def test_paragraphs_stay_apart(self) -> None:
        assert paragraphs("one\ntwo\n\n\n# three") == ["one two", "", r"\# three", ""]


@pytest.mark.usefixtures("seeded")
class TestSeeded:
    @pytest.mark.parametrize("slug", SLUGS)
    @pytest.mark.parametrize("form", ["madr", "markdown"])
    def test_says_what_the_api_recommends_in_its_words(self, client: Client, slug: str, form: str) -> None:
        found = client.get(f"/api/v1/decisions/{slug}/ranking/").json()["recommendation"]
        told = unescaped(exported(client, form, slug))
        often = found["robustness"]
        sentences = [found["argument"], *found["conditions"], *found["caveats"], found["summary"]]
        sentences += [often["figure"], often["meaning"]] if often else []
        for sentence in filter(None, sentences):
            assert sentence[1:] in told  # which may go on after “because”

    def test_the_record_has_the_headings_of_madr_and_an_argument_for_every_option(
        self, client: Client
    ) -> None:
        told = exported(client, "madr", SLUGS[0])
        assert told.startswith('---\nstatus: "proposed"\ndate: "')
        assert [line for line in told.splitlines() if line in HEADINGS] == HEADINGS
        for name in ("FastAPI", "Django REST", "Flask", "Tornado"):
            section = told.split(f"\n### {name}\n")[1].split("\n### ")[0]
            assert section.count("* ") >= 7
            assert re.search(r"\\\[\d, lines? \d", section)
        assert "* Performance, 25 % of the weight" in told
        assert 'Proposed option: "FastAPI", because' in told

    def test_the_document_has_the_matrix_and_numbers_its_sources(self, client: Client) -> None:
        told = exported(client, "markdown", SLUGS[0])
        assert "| Performance | 25 % | 10 | 6 | 7 | 9 |" in told
        assert "| Total |  | 9.65 | 7.60 | 6.85 | 6.45 |" in told
        assert "| 1 | FastAPI | 9.65 | 9.5 |" in told
        assert "claims cited." in told.split("## Sources")[1]

    def test_a_what_if_says_so_and_proposes_what_it_comes_to(self, client: Client) -> None:
        for form in ("madr", "markdown"):
            told = exported(client, form, SLUGS[0], "&scenario=ecosystem-first")
            assert "> **What if, nothing of it is stored. The weights of “Ecosystem first”.**" in told
        assert 'Proposed option: "Django REST"' in exported(
            client, "madr", SLUGS[0], "&scenario=ecosystem-first"
        )


class TestDecided:
    NEXT_YEAR = timezone.localdate() + timedelta(days=365)

    def decide(
        self, cast: Cast, slug: str = "public-choice", framework: str = "fastapi", reason: str = ""
    ) -> None:
        services.decide(
            decision=slug,
            framework=framework,
            reason=reason,
            review_on=self.NEXT_YEAR,
            by=cast.actor("edgar"),
        )

    def test_the_record_is_accepted_with_the_totals_of_the_day(self, cast: Cast) -> None:
        self.decide(cast, framework="flask", reason="We know it.\n\n## It | is ours")
        told = exported(cast.visitor, "madr", "public-choice")
        assert told.startswith('---\nstatus: "accepted"\n')
        assert r'Chosen option: "Flask", because We know it. \#\# It \| is ours' in told
        assert "It did not rank first: that was Fastapi." in told
        assert "| 1 | Fastapi | 9.65 |" in told
        assert f"To be looked at again on {self.NEXT_YEAR}." in told
        assert """jq -e '.recommendation.framework == "flask"'""" in told

    def test_later_changes_do_not_change_the_record(self, cast: Cast) -> None:
        self.decide(cast)
        before = exported(cast.visitor, "madr", "public-choice")
        Score.objects.filter(decision=cast.public, weight__criterion__slug="performance").update(value=1)
        Decision.objects.filter(pk=cast.public.pk).update(revision=9)
        after = exported(cast.visitor, "madr", "public-choice")
        assert "| 1 | Fastapi | 9.65 |" in before
        assert "| 1 | Fastapi | 9.65 |" in after

    def test_members_read_who_decided_signed_and_was_asked_and_others_do_not(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.shared.pk).update(visibility="public")
        opened(cast)
        vote(cast, "cora", EVEN)
        vote(cast, "olga", EVEN)
        reveal_round(decision="shared-choice", number=1, by=cast.actor("edgar"))
        services.send_for_review(decision="shared-choice", by=cast.actor("edgar"))
        services.sign(decision="shared-choice", by=cast.actor("olga"))
        self.decide(cast, "shared-choice")
        told = exported(cast.client("victor"), "madr", "shared-choice")
        assert 'decision-makers: ["edgar", "olga"]\nconsulted: ["cora"]' in told
        for stranger in (cast.visitor, cast.client("otto")):
            told = exported(stranger, "madr", "shared-choice")
            assert not any(name in told for name in ("edgar", "olga", "cora", "decision-makers"))

    def test_a_signature_is_in_the_record_at_once(self, cast: Cast) -> None:
        services.send_for_review(decision="public-choice", by=cast.actor("edgar"))
        client = cast.client("edgar")
        path = "/api/v1/decisions/public-choice/export/?as=madr"
        tag = client.get(path)["ETag"]
        services.sign(decision="public-choice", by=cast.actor("olga"))
        again = client.get(path, headers={"If-None-Match": tag})
        assert b'decision-makers: ["olga"]' in again.content


@pytest.mark.django_db
class TestHostileText:
    EVIL = "|[x](javascript:alert(1))<img src=x onerror=y>`\n\n# Not a heading\n* nor an item"

    @pytest.mark.parametrize("form", ["madr", "markdown"])
    def test_is_text_wherever_it_stands(self, client: Client, form: str) -> None:
        decision = make_decision()
        weight = decision.weights.first()
        assert weight is not None
        Gate.objects.create(decision=decision, criterion=weight, name=self.EVIL, threshold=7)
        Alternative.objects.filter(decision=decision, position=0).update(label=self.EVIL[:60])
        Score.objects.filter(decision=decision).update(rationale=self.EVIL)
        Decision.objects.filter(pk=decision.pk).update(
            title=f"A {self.EVIL}", question=self.EVIL, description=self.EVIL
        )
        told = exported(client, form)
        assert not re.search(r"(?<!\\)<img|(?<!\\)\[x|^# Not|^\* nor", told, re.M)
        tables = [line for line in told.splitlines() if line.startswith("| ")]
        assert tables
        assert all(line.endswith(" |") for line in tables)

    @pytest.mark.parametrize("form", ["madr", "markdown", "xlsx", "csv", "json"])
    def test_a_decision_with_nothing_in_it_is_exported_too(self, client: Client, form: str) -> None:
        make_decision(frameworks=(), weights=(), scores=())
        assert client.get(f"/api/v1/decisions/pick-one/export/?as={form}").status_code == 200
