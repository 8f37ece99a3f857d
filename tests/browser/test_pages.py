"""Every page in a real browser: accessible in both themes and at both widths, light, and calling nobody else."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .axe import LOOKS, ONE_LOOK, problems_at, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Response

DECISION = "/decisions/python-rest-api-framework/"
NOWHERE = "/nowhere/"
PAGES = (
    "/",
    DECISION,
    f"{DECISION}cells/scalability/fastapi/",
    f"{DECISION}audit/",
    f"{DECISION}sources/?without=tornado-vs-django-2023",
    f"{DECISION}missing/",
    f"{DECISION}weigh/",
    f"{DECISION}weigh/points/",
    f"{DECISION}weigh/ordering/?o=documentation",
    f"{DECISION}weigh/best-worst/?best=performance&worst=documentation",
    "/decisions/measured-performance/weigh/pairwise/",
    "/catalog/?sort=name",
    "/catalog/tornado/",
    "/catalog/compare/?with=tornado&with=django-rest-framework",
    "/sources/",
    "/sources/tornado-vs-django-2023/",
    "/criteria/",
    "/criteria/performance/",
    "/sources/tornado-vs-django-2023/audits/",
    "/metrics/",
    "/metrics/github-stars/",
    "/needs/?need=real-time&need=serverless",
    "/sign-in/",
    "/search/?q=tornado+websocket",
    "/help/totals/",
    "/help/keyboard/",
    NOWHERE,
)
# The same pages in another state, or about something else.
VARIANTS = (
    "/?q=nothing+of+the+kind",
    f"{DECISION}?scenario=ecosystem-first&lock=performance",
    f"{DECISION}?w.performance=NaN",
    "/decisions/twelve-requirements/",
    "/decisions/measured-performance/",
    "/decisions/django-rest-framework-or-tornado/",
    f"{DECISION}?plus=metric.websocket-connections&w._plus=66",
    f"{DECISION}?without=python-rest-api-frameworks-2025",
)
IN_BOTH_THEMES = (DECISION, f"{DECISION}audit/")  # at both widths; of what the others are made
MOST_BYTES = 100_000


def test_every_page_is_accessible_in_both_themes_scrolls_no_way_sideways_and_calls_nobody_else(
    browser: Browser, live_url: str
) -> None:
    context = browser.new_context(base_url=live_url)
    page = context.new_page()
    said, hosts = overheard(page)
    problems = []
    looks = dict.fromkeys(PAGES, LOOKS) | dict(zip(VARIANTS, cycle(ONE_LOOK)))
    for address in looks:
        problems += problems_at(page, address, both=address in IN_BOTH_THEMES, looks=looks[address])
        if said and address != NOWHERE:  # of which the browser speaks
            problems.append(f"{address}: said {said}")
        said.clear()
    context.close()
    assert not problems, "\n".join(problems)
    assert hosts == {urlsplit(live_url).hostname}


def test_the_open_drawer_is_accessible(page: Page) -> None:
    page.goto(DECISION)
    page.locator("#cell-scalability-fastapi").click()
    page.locator("#drawer h2").wait_for()
    assert violations(page) == []


def test_a_page_at_work_calls_no_other_host_and_says_nothing_wrong(page: Page, live_url: str) -> None:
    said, hosts = overheard(page)
    page.goto(DECISION)
    page.locator("#n-performance").fill("50")
    page.locator("#n-performance").press("Enter")
    page.locator("#cell-scalability-fastapi").click()
    page.locator("#drawer h2").wait_for()
    assert hosts == {urlsplit(live_url).hostname}
    assert said == []


def overheard(page: Page) -> tuple[list[str], set[str | None]]:
    """What a page says to the console, and which hosts it asks, from now on."""
    said: list[str] = []
    hosts: set[str | None] = set()
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    return said, hosts


def test_the_decision_page_weighs_less_than_a_hundred_kilobytes(context: BrowserContext) -> None:
    page = context.new_page()
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if "/events/" not in response.url:
            sizes = response.request.sizes()
            weights[response.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", lambda request: (found := request.response()) and weigh(found))
    page.goto(DECISION)
    page.locator("#live .pulse").wait_for()
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(500)  # whatever else it may ask for by itself: the later, the heavier
    total = sum(weights.values())
    listed = "\n".join(
        f"{size:7} {urlsplit(url).path}" for url, size in sorted(weights.items(), key=lambda w: -w[1])
    )
    assert total < MOST_BYTES, f"{total} bytes:\n{listed}"
    assert any("woff2" in url for url in weights), listed


def test_the_theme_menu_keeps_its_choice(page: Page) -> None:
    page.goto("/")
    page.locator("summary[aria-label=Theme]").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/catalog/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.parametrize(
    "address",
    [
        "/catalog/",
        "/catalog/compare/?with=flask&with=tornado&with=fastapi&with=django-rest-framework",
        "/needs/?need=real-time&need=serverless",
    ],
)
def test_the_catalogue_prints_what_it_says_and_nothing_to_press(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 703, "height": 1000})
    page.goto(address)
    page.emulate_media(media="print")
    for chrome in (".topbar", ".btn", ".cat-nav", "form.filters", ".need:not(:has(:checked))"):
        assert page.locator(f"{chrome}:visible").count() == 0, chrome
    wide = "[...document.querySelectorAll('.scroll-x')].filter(box => box.scrollWidth > box.clientWidth + 1).length"
    assert page.evaluate(wide) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_decision_prints_on_one_sheet(page: Page) -> None:
    page.goto(DECISION)
    page.emulate_media(media="print")
    document = page.pdf(format="A4", prefer_css_page_size=True)
    assert (
        document.count(b"/Type /Page\n") + document.count(b"/Type /Page ") <= 1
        or document.count(b"/Type /Page") <= 2
    )
