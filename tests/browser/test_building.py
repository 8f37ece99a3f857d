"""Building a decision in a real browser: anchors moved by the pointer, clean for axe, and all without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.axe import problems_at
from tests.running import fresh_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

DECISION = "/decisions/python-rest-api-framework/"
MEASURED = "/decisions/measured-performance/"
PAGES = (
    f"{DECISION}must-haves/",
    f"{DECISION}criteria/?q=security",
    f"{DECISION}criteria/scalability/",
    f"{MEASURED}criteria/get-response-time/",
    "/new/",
)
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"


def test_every_page_is_accessible_to_its_editor(
    browser: Browser, live_url: str, owner_state: StorageState
) -> None:
    context = fresh_context(browser, live_url, owner_state)
    page = context.new_page()
    problems = []
    for address in PAGES:
        problems += problems_at(page, address, prepare=OPEN_ALL)
    context.close()
    assert not problems, "\n".join(problems)


def test_an_anchor_follows_the_pointer_and_is_tried_before_it_is_saved(owner_page: Page) -> None:
    owner_page.goto(f"{MEASURED}criteria/websocket-connections/")
    handle = owner_page.locator("[data-anchor='1']")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    owner_page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    owner_page.mouse.down()
    owner_page.mouse.move(box["x"] - 60, box["y"] + 40, steps=4)
    owner_page.mouse.up()
    expect(owner_page.locator("[name=v1]")).not_to_have_value("10")
    expect(owner_page.locator("[name=x1]")).not_to_have_value("100,000")
    owner_page.get_by_role("button", name="Try").click()
    expect(owner_page.get_by_text("These anchors are only tried")).to_be_visible()


def test_without_a_script_a_must_have_is_taken_from_a_suggestion_and_undone(
    browser: Browser, live_url: str, owner_state: StorageState
) -> None:
    context = browser.new_context(base_url=live_url, java_script_enabled=False, storage_state=owner_state)
    page = context.new_page()
    page.goto(f"{DECISION}must-haves/")
    page.get_by_role(
        "button", name=re.compile("Add Concurrent WebSocket connections at least 10,000")
    ).click()
    expect(page.locator("main")).to_contain_text("FastAPI, Django REST and Flask are out")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("Nothing has to be met here")
    context.close()
