"""Searching the catalogue and the decisions that a reader may see."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from criteria.words import NUMBER
from frameworks.models import Claim
from frameworks.search import ClaimFilters, find_claims, find_names, read_words

# Every number that the four documents print, by document and line: facts, as anybody who reads them may list them.
PRINTED = json.loads(Path(__file__).with_name("printed_numbers.json").read_text(encoding="utf-8"))


def ids_for(text: str) -> tuple[int, ...]:
    return find_claims(find_names(read_words(text)), ClaimFilters(), limit=500).ids


def html_of(client: Client, query: str) -> str:
    return client.get(f"/search/?{query}").content.decode()


def said(client: Client, query: str) -> list[str]:
    """The statements found, without marks."""
    found = re.findall(r'<span class="said">(.*?)</span>', html_of(client, query), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


@pytest.mark.usefixtures("seeded")
class TestFinding:
    @pytest.mark.parametrize("asked", ["84.4k%2B", "84%2C400", "84400", "84.4k", "84.4+k"])
    def test_a_figure_is_found_in_the_form_printed_and_in_plain_form(
        self, client: Client, asked: str
    ) -> None:
        assert said(client, f"q={asked}")[0].startswith("84.4k+")

    def test_every_figure_of_the_documents_is_found_as_printed_and_in_plain_form(self) -> None:
        lost = []
        for claim in Claim.objects.filter(number__isnull=False):
            printed = NUMBER.search(claim.text)
            number = f"{claim.number:f}".rstrip("0").rstrip(".") if claim.number else "0"
            for form in filter(None, [number, printed[0] if printed else ""]):
                hits = find_claims(
                    find_names(read_words(form)), ClaimFilters(source=claim.source_id), limit=500
                )
                if claim.pk not in hits.ids:
                    lost.append((form, str(claim)))
        assert not lost

    def test_every_number_that_a_document_prints_leads_to_its_line(self) -> None:
        claims = {claim.pk: claim for claim in Claim.objects.select_related("source")}

        @cache
        def found(printed: str) -> tuple[tuple[int, ...], frozenset[int]]:
            """Claims, and criteria that have it in their name and lead to theirs."""
            names = find_names(read_words(printed))
            criteria = frozenset(row.id for row in names.found["criterion"])
            return find_claims(names, ClaimFilters(), limit=500).ids, criteria

        def leads_to(printed: str, source: str, line: int) -> bool:
            ids, criteria = found(printed)
            on_line = [claim for claim in claims.values() if is_on(claim, source, line)]
            return any(claim.pk in ids or claim.criterion_id in criteria for claim in on_line)

        def is_on(claim: Claim, source: str, line: int) -> bool:
            return claim.source.slug == source and any(first <= line <= last for first, last in claim.lines)

        lost = [
            (source, line, printed)
            for source, lines in PRINTED.items()
            for line, *numbers in lines
            for printed in numbers
            if not leads_to(printed, source, line)
        ]
        assert not lost

    def test_a_total_is_found_though_no_document_prints_it(self, client: Client) -> None:
        assert "FastAPI comes to a total of <mark>9.65</mark>" in html_of(client, "q=9.65")

    def test_a_number_is_no_part_of_another(self) -> None:
        texts = [Claim.objects.get(pk=key).text for key in ids_for("22")]
        assert all("22" in re.findall(r"[\d.]+", text) for text in texts)

    @pytest.mark.parametrize("asked", ["connection", "connections", "connect"])
    def test_every_form_and_the_beginning_of_a_word_find_it(self, asked: str) -> None:
        assert Claim.objects.get(key="rest-2025-tornado-strength-connections").pk in ids_for(asked)

    def test_a_claim_is_found_by_whom_and_what_it_is_about(self) -> None:
        (claim,) = (Claim.objects.get(pk=key) for key in ids_for("flask stars"))
        assert claim.text == "68.4k+"

    def test_words_that_say_nothing_are_passed_over(self) -> None:
        assert ids_for("the learning curve of tornado")

    def test_names_come_with_what_they_are(self, client: Client) -> None:
        html = html_of(client, "q=performance")
        for heading in ("Criteria", "Decisions", "Claims"):
            assert f">{heading} <span" in html
        assert 'href="/criteria/performance/"' in html

    def test_documents_are_found_by_their_file_and_date(self, client: Client) -> None:
        assert "/sources/tornado-vs-django-2023/" in html_of(client, "q=17+2023&in=sources")
        assert "/sources/tornado-vs-django-2023/" in html_of(client, "q=5a1bac6d83744b7e")

    def test_takes_a_fixed_number_of_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        html_of(client, "q=9.65")
        for query in ("q=tornado", "q=a", "q=tornado&kind=strength&source=drf-vs-tornado-showdown", "q=9.65"):
            with django_assert_max_num_queries(9):
                html_of(client, query)


@pytest.mark.usefixtures("seeded")
class TestFilters:
    def test_live_in_the_address_and_count_what_each_leaves(self, client: Client) -> None:
        html = html_of(client, "q=tornado&kind=strength")
        count = int(re.findall(r'id="s-claims">Claims <span class="muted num">(\d+)', html)[0])
        assert count == Claim.objects.filter(pk__in=ids_for("tornado"), kind="strength").count()
        assert "Remove the filter </span>Kind: Strength" in html
        every = html_of(client, "q=tornado")
        shown = re.search(
            r'href="\?q=tornado&amp;kind=strength"[^>]*><span>Strength</span><span class="num muted">(\d+)',
            every,
        )
        assert shown is not None
        assert int(shown[1]) == count

    def test_stand_alone_without_words(self, client: Client) -> None:
        assert said(client, "metric=github-stars&source=django-channels-vs-tornado-stack") == [
            "22.3K 22,300\xa0stars", "6.3K 6,300\xa0stars",
        ]  # fmt: skip

    def test_pages_go_on_and_come_to_an_end(self, client: Client) -> None:
        first, second = said(client, "q=tornado"), said(client, "q=tornado&page=2")
        assert len(first) == 25
        assert second
        assert first != second
        assert "No claims on page 80" in html_of(client, "q=tornado&page=80")


class TestRefusing:
    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("q=%21%21%21", "at least one letter or digit"),
            ("q=a%00b", "NUL"),
            ("q=" + "x" * 201, "at most 200 characters"),
            ("q=" + "+".join(f"w{n}" for n in range(17)), "at most 16 words"),
            ("q=a&kind=rumour", "no kind “rumour”"),
            ("q=a&source=none", "no document “none”"),
            ("q=a&framework=%00", "no technology"),
            ("q=a&page=0", "from 1 to 80"),
            ("q=a&page=99999999999999999999", "from 1 to 80"),
            ("q=a&page=000080" + "0" * 5000, "from 1 to 80"),
            ("q=a&in=nowhere", "Look among"),
        ],
    )
    def test_says_why_and_answers_400(self, client: Client, db: None, query: str, reason: str) -> None:
        answer = client.get(f"/search/?{query}")
        assert answer.status_code == 400
        assert reason in answer.content.decode()

    @pytest.mark.parametrize("query", ["", "q=", "q=%F0%28", "q='%3B--", "q=a%3A*%26%21(b)", "q=%5C"])
    def test_odd_queries_do_no_harm(self, client: Client, db: None, query: str) -> None:
        assert client.get(f"/search/?{query}").status_code in (200, 400)
