"""Lists, criteria, metrics and documents of the catalogue."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from criteria.models import Criterion, Metric, Scale, ValueFunction
from frameworks.agreeing import agree
from frameworks.models import Claim, Framework, Source
from frameworks.plots import curve, line


@pytest.mark.usefixtures("seeded")
class TestLists:
    @pytest.mark.parametrize(
        ("address", "rows"), [("/sources/", 4), ("/metrics/", 15), ("/metrics/?q=star", 1)]
    )
    def test_show_every_entry(self, client: Client, address: str, rows: int) -> None:
        assert client.get(address).content.decode().count('class="dl-title"') == rows

    def test_criteria_stand_beneath_what_they_belong_to(self, client: Client) -> None:
        html = client.get("/criteria/").content.decode()
        assert html.index(">AWS Lambda<") < html.index(">Cold start time<")
        assert "beneath AWS Lambda" in html

    @pytest.mark.parametrize("address", ["/sources/", "/criteria/", "/metrics/"])
    @pytest.mark.parametrize("text", ["%21", "%00", "x" * 300])
    def test_refuse_what_cannot_be_looked_for(self, client: Client, address: str, text: str) -> None:
        assert client.get(f"{address}?q={text}").status_code == 400

    def test_the_catalogue_is_filtered_by_what_claims_are_about(self, client: Client) -> None:
        html = client.get("/catalog/?about=github-stars").content.decode()
        names = re.findall(r'class="dl-title" href="[^"]+">([^<]+)<', html)
        assert sorted(names) == ["Channels", "Django REST", "FastAPI", "Flask", "Tornado"]
        assert "71 more behind the filters" in html
        assert client.get("/catalog/?compared=1").content.decode().count('class="dl-title"') == 5

    def test_every_technology_can_be_ticked_to_compare(self, client: Client) -> None:
        html = client.get("/catalog/").content.decode()
        assert html.count('name="with"') == Framework.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/catalog/", "/sources/", "/metrics/", "/criteria/"])
def test_long_lists_come_a_hundred_a_page(client: Client, address: str) -> None:
    names = [f"Entry {number:03}" for number in range(102)]
    if address == "/catalog/":
        Framework.objects.bulk_create(Framework(slug=f"x{n[6:]}", name=n) for n in names)
    elif address == "/sources/":
        Source.objects.bulk_create(Source(slug=f"x{n[6:]}", title=n) for n in names)
    elif address == "/metrics/":
        Metric.objects.bulk_create(Metric(slug=f"x{n[6:]}", name=n) for n in names)
    else:
        scale = Scale.objects.create(slug="ten", name="Ten", low=0, high=10)
        Criterion.objects.bulk_create(Criterion(slug=f"x{n[6:]}", name=n, scale=scale) for n in names)
    first, second, beyond = (
        client.get(f"{address}?q=Entry&page={page}").content.decode() for page in (1, 2, 9)
    )
    assert first.count('class="dl-title"') == 100
    assert [name for name in names if f">{name}<" in second] == names[100:]
    assert "Page 2 of 2, 102" in second
    assert beyond.count('class="dl-title"') == 2
    assert 'rel="next"' in first
    assert "q=Entry&amp;page=1" in second


@pytest.fixture
def much_said() -> Claim:
    """A metric and a criterion of which a document says much; the last claim."""
    claim = Claim.objects.get(key="rest-2025-fastapi-get-requests-per-second")
    kept = {"source": claim.source, "framework": claim.framework, "lines": [[1, 1]]}
    Claim.objects.bulk_create(
        Claim(key=f"much-{n}", kind="measurement", metric=claim.metric, number=n, text=f"{n} printed", **kept)
        for n in range(60)
    )
    Claim.objects.bulk_create(
        Claim(key=f"mark-{n}", kind="score", criterion=claim.criterion, number=5, text=f"{n} of us", **kept)
        for n in range(150)
    )
    return claim


@pytest.mark.usefixtures("seeded")
class TestLongPages:
    def test_stack_no_more_than_eight_marks(self) -> None:
        drawn = line([(str(n), str(n), Decimal(100)) for n in range(40)])
        assert drawn is not None
        assert len(drawn.marks) == 40
        assert len({mark.y for mark in drawn.marks}) == 8

    def test_of_a_criterion_show_a_hundred_claims_and_lead_on(self, client: Client, much_said: Claim) -> None:
        assert much_said.criterion is not None
        address = much_said.criterion.get_absolute_url()
        count = Claim.objects.filter(
            criterion__in=[much_said.criterion, *much_said.criterion.children.all()]
        ).count()
        seen: list[str] = []
        for page in (1, 2):
            html = client.get(f"{address}?page={page}").content.decode()
            assert f"Page {page} of 2, {count} claims" in html
            seen += re.findall(r'id="claim-(\d+)"', html)
        assert len(seen) == len(set(seen)) == count
        assert "the best 40 of" in html

    def test_of_a_document_name_a_few_of_the_figures_that_contradict_one(
        self, client: Client, much_said: Claim
    ) -> None:
        html = client.get(f"{much_said.source.get_absolute_url()}?check=contradicted").content.decode()
        row = html.partition(f'id="claim-{much_said.pk}"')[2].partition("</tr>")[0]
        assert row.count("contradicted:") == 5
        assert "and by 55 more" in row

    def test_of_a_metric_show_the_best_figures_and_lead_on(self, client: Client, much_said: Claim) -> None:
        assert much_said.metric is not None
        address = much_said.metric.get_absolute_url()
        first = client.get(address).content.decode()
        assert "Page 1 of 2, 64 figures" in first
        assert "2,847" in first
        assert "0 printed" in client.get(f"{address}?page=2").content.decode()
        assert client.get(f"{address}?page=999").content.decode().count("Page 2 of 2") == 1


@pytest.mark.usefixtures("seeded")
class TestMetricPage:
    def test_shows_figures_value_functions_criteria_and_decisions(self, client: Client) -> None:
        html = client.get("/metrics/get-response-time/").content.decode()
        for said in (
            "Less is better",
            "measured on Django",
            "<b>8.75</b>",
            "Measured performance",
            "line 112",
        ):
            assert said in html
        assert "10 is worth 10" in html

    def test_the_best_figure_comes_first(self, client: Client) -> None:
        for slug, best in (("get-response-time", "FastAPI"), ("websocket-connections", "Tornado")):
            html = client.get(f"/metrics/{slug}/").content.decode()
            assert re.findall(r'href="/catalog/[^"]+">([^<]+)</a></span>', html)[0] == best

    def test_conditions_of_a_test_are_no_figures_of_anybody(self, client: Client) -> None:
        html = client.get("/metrics/load-test-users/").content.decode()
        assert "No document gives a figure" in html
        assert "Other claims" in html


@pytest.mark.usefixtures("seeded")
class TestCriterionPage:
    def test_places_verdict_words_and_scores_on_the_scale(self, client: Client) -> None:
        html = client.get("/criteria/docker-eks/").content.decode()
        assert html.count("Marks in the documents") == 1
        assert "Missing altogether" in html
        marks = html[html.index("Marks in the documents") : html.index("Levels")]
        assert marks.count('role="rowheader"') == 4

    def test_names_the_decisions_that_weigh_it(self, client: Client) -> None:
        assert "25\xa0%" in client.get("/criteria/performance/").content.decode()


@pytest.mark.usefixtures("seeded")
class TestSourcePage:
    ADDRESS = "/sources/python-rest-api-frameworks-2025/"

    def test_opens_at_the_page_where_a_claim_stands(self, client: Client) -> None:
        for claim in Claim.objects.filter(source__slug="python-rest-api-frameworks-2025").order_by("?")[:5]:
            html = client.get(f"{self.ADDRESS}?claim={claim.pk}").content.decode()
            assert f'id="claim-{claim.pk}"' in html
        assert client.get(f"{self.ADDRESS}?claim=999999999").status_code == 200

    def test_is_searched_and_filtered_by_the_address(self, client: Client) -> None:
        html = client.get(f"{self.ADDRESS}?q=websocket&kind=strength").content.decode()
        assert html.count('id="claim-') == 1
        assert "<mark>WebSockets</mark>" in html
        assert client.get(f"{self.ADDRESS}?kind=release").content.decode().count('id="claim-') == 9

    def test_tells_what_audits_say_of_it(self, client: Client) -> None:
        html = client.get(f"{self.ADDRESS}audits/").content.decode()
        assert 'href="/decisions/python-rest-api-framework/audit/"' in html
        assert "Serious" in html or "Warning" in html
        assert client.get("/sources/none/audits/").status_code == 404

    def test_tells_how_its_claims_fare(self, client: Client) -> None:
        html = client.get(f"{self.ADDRESS}?check=proxies").content.decode()
        shown = html.count('id="claim-')
        assert (
            shown
            == Claim.objects.filter(
                source__slug="python-rest-api-frameworks-2025", measured_on__isnull=False
            ).count()
        )
        assert "Scores that rest on it" in html
        assert "28 of 28" in html

    def test_beyond_the_last_page_is_the_last_one(self, client: Client) -> None:
        html = client.get(f"{self.ADDRESS}?page=99").content.decode()
        assert 'id="claim-' in html
        assert "Page 99" not in html

    @pytest.mark.parametrize(
        "query", ["q=%21", "q=%00", "page=0", "page=99", "kind=x", "check=x", "claim=x", "page=%F0"]
    )
    def test_odd_addresses_do_no_harm(self, client: Client, query: str) -> None:
        assert client.get(f"{self.ADDRESS}?{query}").status_code in (200, 400)


@pytest.mark.usefixtures("seeded")
class TestFrameworkPage:
    def test_every_figure_leads_to_its_line_in_two_clicks(self, client: Client) -> None:
        html = client.get("/catalog/tornado/").content.decode()
        places = set(re.findall(r'href="(/sources/[^"#]+)#(claim-\d+)"', html))
        figures = Claim.objects.filter(framework__slug="tornado", number__isnull=False).exclude(
            kind="relation"
        )
        linked = {anchor for _, anchor in places}
        assert {f"claim-{claim.pk}" for claim in figures} - linked <= {
            f"claim-{claim.pk}" for claim in figures if _said_before(claim)
        }
        address, anchor = sorted(places)[0]
        page = client.get(address.replace("&amp;", "&")).content.decode()
        row = page[page.index(f'id="{anchor}"') :]
        assert re.search(r"lines? \d+", row[: row.index("</tr>")])

    def test_documents_disagree_only_where_figures_cannot_both_be_true(self, client: Client) -> None:
        assert "Documents disagree" not in client.get("/catalog/tornado/").content.decode()
        stars = Claim.objects.get(framework__slug="tornado", metric__slug="github-stars", qualifier="exact")
        other = Claim.objects.exclude(source=stars.source).filter(framework=stars.framework)[0].source
        fields = {"source": other, "framework": stars.framework, "metric": stars.metric, "kind": stars.kind}
        Claim.objects.create(**fields, number=9, unit=stars.unit, text="9 stars", lines=[[1, 1]])
        html = client.get("/catalog/tornado/").content.decode()
        assert "GitHub stars: 22.3K against" in html
        assert "9 stars" in html.partition("Documents disagree")[2]

    def test_a_verdict_names_what_it_is_on(self, client: Client) -> None:
        for address in ("/catalog/tornado/", "/catalog/compare/?with=tornado&with=flask"):
            html = client.get(address).content.decode()
            assert "High Availability &amp; Durability: Can do it, as all four" in html

    def test_says_where_the_rest_is_when_more_is_said_than_it_holds(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        leads_on = "/search/?framework=tornado"
        assert leads_on not in client.get("/catalog/tornado/").content.decode()
        monkeypatch.setattr("frameworks.selectors.CLAIMS_ON_A_PAGE", 50)
        assert leads_on in client.get("/catalog/tornado/").content.decode()
        assert client.get("/catalog/compare/?with=tornado&with=flask").status_code == 200

    def test_relatives_are_told_both_ways(self, client: Client) -> None:
        assert "Built on" in client.get("/catalog/django-rest-framework/").content.decode()
        assert "built on Django" in client.get("/catalog/django/").content.decode()


def _said_before(claim: Claim) -> bool:
    """Whether another claim of the same source says the same of the same, so that one citation stands for both."""
    same = Claim.objects.filter(
        source=claim.source, framework=claim.framework, kind=claim.kind, text=claim.text
    )
    return same.exclude(pk=claim.pk).exists()


class TestAgreeing:
    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            (("exact", 10), ("exact", 10), True),
            (("exact", 10), ("exact", 11), False),
            (("at_least", 10), ("exact", 12), True),
            (("at_least", 10), ("exact", 9), False),
            (("about", 100), ("exact", 104), True),
            (("about", 100), ("exact", 120), False),
            (("at_least", 10), ("at_least", 99), True),
        ],
    )
    def test_figures_contradict_each_other_beyond_their_qualifiers(
        self, one: tuple[str, int], other: tuple[str, int], both: bool
    ) -> None:
        claims = [Claim(qualifier=qualifier, number=Decimal(number)) for qualifier, number in (one, other)]
        assert agree(*claims) is both
        assert agree(*reversed(claims)) is both


class TestDrawing:
    @pytest.mark.parametrize(
        "numbers", [[0], [0, 0], [-5], [-5, -5], [1, 1e15], [5, 5, 5], [0.0001], [3, -3]]
    )
    def test_any_figures_stand_on_a_line(self, numbers: list[float]) -> None:
        drawn = line([("a", "a", Decimal(str(number))) for number in numbers])
        assert drawn is not None
        assert len(drawn.marks) == len(numbers)
        assert all(0 <= float(mark.x.rstrip("%")) <= 100 for mark in drawn.marks)
        assert len({(mark.x, mark.y) for mark in drawn.marks}) == len(numbers)

    def test_nothing_is_no_line(self) -> None:
        assert line([]) is None

    def test_anchors_that_cannot_be_used_are_not_drawn(self) -> None:
        broken = ValueFunction(metric=Metric(), kind="logarithmic", points=[[0, 0], [1, 1]])
        assert curve(broken, []) is None


def test_hostile_text_stays_text(client: Client, db: None) -> None:
    source = Source.objects.create(slug="s", title="<b>S</b>", document="<i>d</i>")
    framework = Framework.objects.create(slug="f", name="<u>F</u>")
    metric = Metric.objects.create(slug="m", name="<em>M</em>", unit="<s>")
    Claim.objects.create(
        source=source,
        framework=framework,
        metric=metric,
        kind="measurement",
        number=3,
        text="<script>",
        lines=[],
    )
    for address in (
        "/sources/s/",
        "/sources/s/?q=script",
        "/metrics/m/",
        "/catalog/f/",
        "/sources/",
        "/metrics/",
    ):
        html = client.get(address).content.decode()
        for tag in ("<script>", "<b>S", "<i>d", "<u>F", "<em>M", "<s>"):
            assert tag not in html, address
