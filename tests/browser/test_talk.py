"""A team talks in two windows, by keyboard, and without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.together import SLUG, Together

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DECISION = f"/decisions/{SLUG}/"
TALK = f"{DECISION}talk/"
Opened = Callable[..., "Page"]


@pytest.fixture
def window(browser: Browser, live_url: str, together: Together) -> Iterator[Opened]:
    """A window of `name`'s own at a page."""
    contexts = []

    def open_window(name: str, path: str = TALK, *, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_url, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        context.add_cookies([{"name": "sessionid", "value": together.sessions[name], "url": live_url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        if scripts:
            page.locator("#live .pulse").wait_for()
        return page

    yield open_window
    for context in contexts:
        context.close()


def test_what_one_says_reaches_the_other_who_is_typing(window: Opened) -> None:
    ann, ben = window("ann"), window("ben")
    ben.get_by_label("Comment", exact=True).fill("half a thought")
    ann.get_by_label("Comment", exact=True).press_sequentially("Why 3, @be")
    expect(ann.locator(".callable li")).to_have_text("Ben@ben")
    ann.keyboard.press("Enter")
    ann.keyboard.type("?")
    ann.get_by_label("About").select_option("documentation")
    ann.get_by_label("of", exact=True).select_option("tornado")
    ann.get_by_label("Comment", exact=True).press("Control+Enter")
    said = ben.locator(".thread", has_text="Why 3, @ben ?")
    expect(said.locator("h3")).to_contain_text("Documentation of Tornado")
    expect(ben.get_by_label("Comment", exact=True)).to_have_value("half a thought")
    expect(ann.get_by_label("Comment", exact=True)).to_have_value("")
    said.locator("summary", has_text="Reply").click()
    expect(said.locator(".answer textarea")).to_be_focused()
    ben.keyboard.type("It said so.")
    ben.keyboard.press("Control+Enter")
    expect(ann.locator(".thread", has_text="It said so.")).to_be_visible()
    ann.locator(".thread", has_text="It said so.").get_by_role("button", name="Resolve").click()
    expect(said.locator(".chip")).to_contain_text("Resolved by Ann")


def test_a_score_is_talked_about_beside_its_evidence_and_marked(window: Opened) -> None:
    ann, ben = window("ann", DECISION), window("ben", DECISION)
    ann.locator("#cell-performance-flask").click()
    ann.locator("#drawer summary", has_text="New comment").wait_for()
    box = ann.get_by_label("Comment on this score")
    box.fill("")
    ann.locator("#drawer").get_by_role("button", name="Comment", exact=True).click()
    expect(ann.locator("#drawer .error-text:visible")).to_contain_text("A comment needs words")
    box.fill("Seven is kind.")
    box.press("Escape")
    expect(box).to_have_value("Seven is kind.")
    ann.locator("#drawer").get_by_role("button", name="Comment", exact=True).click()
    expect(ann.locator("#drawer .thread")).to_contain_text("Seven is kind.")
    expect(ben.locator("#cell-performance-flask .v")).to_have_attribute("data-said", "1")


def test_it_all_works_without_a_script(window: Opened) -> None:
    ann = window("ann", scripts=False)
    ann.get_by_label("Comment", exact=True).fill(" ")
    ann.get_by_role("button", name="Comment", exact=True).click()
    expect(ann.locator(".compose .error-text")).to_contain_text("A comment needs words")
    ann.get_by_label("Comment", exact=True).fill("By hand, @ben")
    ann.get_by_role("button", name="Comment", exact=True).click()
    thread = ann.locator(".thread", has_text="By hand")
    thread.locator(".doing summary", has_text="Edit").click()
    thread.get_by_label("Your comment").fill("By hand, @ben, twice")
    thread.get_by_role("button", name="Save").click()
    expect(ann.locator(".thread", has_text="By hand, @ben, twice")).to_contain_text("edited")
    ben = window("ben", "/notifications/", scripts=False)
    ben.get_by_role("link", name="Ann mentioned you").first.click()
    expect(ben.locator(".thread")).to_contain_text("By hand, @ben, twice")


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_read_and_use_it(window: Opened, width: int) -> None:
    ann = window("ann", width=width)
    ann.get_by_label("Comment", exact=True).fill("Wor" + "d" * 300 + " https://example.org/" + "long/" * 40)
    ann.get_by_role("button", name="Comment", exact=True).click()
    ann.locator(".said", has_text="Wordd").locator("summary", has_text="Edit").click()
    for path in (None, "/notifications/", "/notifications/mail/"):
        if path:
            ann.goto(path)
        assert violations(ann) == []
        assert ann.evaluate("document.documentElement.scrollWidth") == width
