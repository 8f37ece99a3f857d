"""The curators' admin in a real browser, under the site's own content security policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

pytestmark = pytest.mark.browser

TITLE = "Tornado or Django"


@pytest.fixture
def admin_page(owner_page: Page) -> Iterator[Page]:
    """A page at the admin's decision; anything the browser refuses or trips over fails the test."""
    troubles: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(message.text)

    owner_page.on("console", listen)
    owner_page.on("pageerror", lambda error: troubles.append(str(error)))
    owner_page.goto("/admin/matrix/decision/")
    owner_page.get_by_role("link", name=TITLE, exact=True).click()
    owner_page.wait_for_url("**/change/")  # loaded, for keys mean something to its scripts alone
    yield owner_page
    assert troubles == []


def test_arrow_keys_move_between_cells_and_saving_recomputes_the_totals(admin_page: Page) -> None:
    cells = admin_page.locator(".matrix-grid td.cell > input")
    before = cells.first.input_value()
    total = admin_page.locator(".matrix-grid .total td.numeral").first
    shown = total.inner_text()
    cells.first.focus()
    cells.first.select_text()
    admin_page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    admin_page.keyboard.press("ArrowLeft")
    expect(cells.first).to_be_focused()
    admin_page.keyboard.type("1")
    expect(admin_page.locator(".unsaved")).to_have_text("1 unsaved change")
    admin_page.get_by_role("button", name="Save the matrix").click()
    expect(admin_page.locator(".success")).to_be_visible()
    expect(total).not_to_have_text(shown)
    cells.first.fill(before)
    admin_page.get_by_role("button", name="Save the matrix").click()
    expect(total).to_have_text(shown)


def test_a_range_is_reached_without_leaving_the_grid(admin_page: Page) -> None:
    admin_page.locator(".matrix-grid summary").first.click()
    expect(admin_page.locator(".matrix-grid .more").first).to_be_visible()
    admin_page.keyboard.press("Escape")
    expect(admin_page.locator(".matrix-grid .more").first).to_be_hidden()


def test_claims_are_looked_up_while_typing(admin_page: Page) -> None:
    admin_page.locator(".matrix-grid .evidence").first.click()
    admin_page.locator(".field-claims .select2-selection").click()
    admin_page.keyboard.type("tornado")
    expect(admin_page.locator(".select2-results__option").first).to_contain_text("Tornado")
