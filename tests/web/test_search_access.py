"""What search and the catalogue show of hostile text, and to whom they show which decisions."""

from __future__ import annotations

import pytest
from django.test import Client

from frameworks.models import Claim, Framework, Source
from tests.cast import Cast


def html_of(client: Client, query: str) -> str:
    return client.get(f"/search/?{query}").content.decode()


class TestHostileText:
    def test_is_marked_and_escaped_at_once(self, client: Client, db: None) -> None:
        source = Source.objects.create(slug="s", title="<i>S</i>")
        framework = Framework.objects.create(slug="f", name="<b>F</b>")
        Claim.objects.create(
            source=source, framework=framework, kind="strength", lines=[[1, 1]],
            text="<script>alert(1)</script> </mark> \x02quick",
        )  # fmt: skip
        html = html_of(client, "q=script+quick+mark")
        assert "<script>alert" not in html
        assert (
            "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &lt;/<mark>mark</mark>&gt;"
            in html
        )
        assert "<b>F</b>" not in html
        assert "<i>S</i>" not in html


class TestWhoSeesWhat:
    def test_decisions_are_found_by_those_alone_who_may_find_them(self, cast: Cast) -> None:
        for name, found in (("visitor", 1), ("otto", 1), ("victor", 2), ("edgar", 3)):
            html = html_of(cast.client(name), "q=choice")
            assert html.count('href="/decisions/') == found, name
            assert html_of(cast.client(name), "q=9.65").count("comes to a total") == found, name

    @pytest.mark.parametrize("status", ["proposed", "rejected"])
    def test_only_claims_that_count_are_found(self, client: Client, db: None, status: str) -> None:
        source = Source.objects.create(slug="s", title="S")
        Claim.objects.create(source=source, kind="verdict", text="zebra", lines=[[1, 1]], status=status)
        assert "Nothing holds" in html_of(client, "q=zebra")
        Claim.objects.update(status="stale")
        assert "<mark>zebra</mark>" in html_of(client, "q=zebra")
        assert "marked as out of date" in html_of(client, "q=zebra")

    @pytest.mark.parametrize("address", ["/catalog/flask/", "/criteria/performance/"])
    def test_pages_name_decisions_to_those_alone_who_may_find_them(self, cast: Cast, address: str) -> None:
        for name, found in (("visitor", 1), ("otto", 1), ("victor", 2), ("edgar", 3)):
            html = cast.client(name).get(address).content.decode()
            assert html.count('class="sidelink" href="/decisions/') == found, name
