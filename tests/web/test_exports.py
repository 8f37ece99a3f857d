"""The menu of exports on the decision page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

DECISION = "/decisions/python-rest-api-framework/"
FORMS = ["madr", "xlsx", "markdown", "csv", "json"]


def links(html: str) -> list[str]:
    menu = html[html.index('id="exports"') :].split("</details>")[0]
    return [unescape(href) for href in re.findall(r'<a class="menu-item" href="([^"]+)"', menu)]


@pytest.mark.usefixtures("seeded")
class TestMenu:
    def test_the_page_of_sign_off_has_the_decision_record(self, client: Client) -> None:
        html = client.get(f"{DECISION}status/").content.decode()
        href = re.search(r'href="([^"]+as=madr)"', html)
        assert href is not None
        assert client.get(href[1]).content.startswith(b"---\nstatus: ")

    def test_a_visitor_takes_the_decision_along_in_every_form(self, client: Client) -> None:
        found = links(client.get(DECISION).content.decode())
        assert [re.search(r"as=(\w+)$", href)[1] for href in found] == FORMS  # type: ignore[index]
        for href in found:
            answer = client.get(href)
            assert answer.status_code == 200
            assert answer["Content-Disposition"].startswith('attachment; filename="python-rest-api-framework')
            assert "what-if" not in answer["Content-Disposition"]

    def test_what_is_exported_is_what_is_shown(self, client: Client) -> None:
        moved = "w.performance=40&w.scalability=16&w.documentation=12&w.auth-security=12"
        rest = "w.developer-experience=8&w.aws-lambda-support=8&w.community-support=4"
        html = client.get(f"{DECISION}?{moved}&{rest}").content.decode()
        for href in links(html):
            answer = client.get(href)
            assert "-what-if" in answer["Content-Disposition"]
            if "as=xlsx" not in href:
                assert "What if" in answer.content.decode()
                assert "9.72" in answer.content.decode()
