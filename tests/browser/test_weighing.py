"""Finding weights in a real browser: what judgements come to follows them, by mouse and by keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

WEIGH = "/decisions/python-rest-api-framework/weigh/"


def compare(page: Page, times: int, one: str, other: str) -> None:
    """State a judgement, and wait for what it comes to: that may move what is compared next from under the pointer."""
    page.get_by_label(f"{one} is {times} times as important as {other}", exact=True).check(force=True)
    expect(page.locator("#outcome")).not_to_have_attribute("aria-busy", "true")


def order(page: Page) -> list[str]:
    return page.locator("#order b").all_inner_texts()


def test_an_order_is_made_by_dragging_and_by_keyboard_and_weighs_at_once(page: Page) -> None:
    page.goto(f"{WEIGH}ordering/")
    expect(page.locator("#outcome-said")).to_contain_text("Put the most important")
    grip, first = (
        page.locator("#o-documentation .grip").bounding_box(),
        page.locator("#o-performance").bounding_box(),
    )
    assert grip is not None
    assert first is not None
    page.mouse.move(grip["x"] + 6, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(first["x"] + 30, first["y"] + 4, steps=8)
    page.mouse.up()
    expect(page.locator("#outcome-said")).to_have_text("FastAPI would lead by 2.18")
    assert order(page)[:2] == ["Documentation", "Performance"]
    page.get_by_role("button", name="Move Community & Support up").focus()
    for _ in range(6):
        page.keyboard.press("Enter")
    assert order(page)[0] == "Community & Support"
    expect(page.get_by_role("button", name="Move Community & Support down")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("lead")
    expect(page).to_have_url(re.compile(r"o=community-support&o=documentation"))


def test_the_comparison_that_disturbs_most_is_pointed_at_until_it_is_mended(page: Page) -> None:
    page.goto("/decisions/measured-performance/weigh/pairwise/")
    names = page.locator(
        ".pair:first-child b, .pair:nth-child(2) .side-b b, .pair:nth-child(3) .side-b b"
    ).all_inner_texts()
    a, b, c, d = names
    for times, one, other in ((3, a, b), (3, b, c), (2, c, d), (5, a, c), (9, a, d), (5, b, d)):
        compare(page, times, one, other)
    expect(page.locator(".figure.ok")).to_contain_text("Consistency ratio")
    compare(page, 9, d, a)
    expect(page.locator(".figure.warn")).to_contain_text("contradict")
    link = page.locator("#outcome .note a")
    expect(link).to_have_text(f"{a} and {d}")
    link.click()
    expect(page.locator("[data-worst].pair")).to_be_in_viewport()
    compare(page, 9, a, d)
    expect(page.locator(".pair[data-worst]")).to_have_count(0)
