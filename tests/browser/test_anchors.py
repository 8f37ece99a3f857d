"""An anchor of an exponential curve moved with the pointer: what is said of its bend follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

CURVE = (
    "/decisions/measured-performance/criteria/websocket-connections/"
    "?kind=exponential&x0=100&v0=0&x1=30000&v1=7&x2=100000&v2=10"
)


def test_a_curve_says_how_much_it_bends_while_its_middle_is_moved(owner_page: Page) -> None:
    owner_page.goto(CURVE)
    bend = owner_page.locator("#bend")
    expect(bend).to_have_text("Now differences near 100 count most (r = 3.86).")
    handle = owner_page.locator("[data-anchor='1']")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    owner_page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    owner_page.mouse.down()
    owner_page.mouse.move(box["x"] + 80, box["y"] + 90, steps=4)
    expect(bend).to_contain_text("Now differences near 100,000 count most (r = −")
    owner_page.mouse.up()
    said = bend.inner_text()
    owner_page.get_by_role("button", name="Try").click()
    expect(owner_page.get_by_text("These anchors are only tried")).to_be_visible()
    expect(bend).to_have_text(said)
