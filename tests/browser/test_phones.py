"""What only shows at the width of a phone: tables that become blocks, panels that open at the foot of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, SIDEWAYS, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
DECISION = "/decisions/python-rest-api-framework/"
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
SCROLLING = """[...document.querySelectorAll('.scroll-x')].filter(one => one.scrollWidth > one.clientWidth)
    .map(one => one.getAttribute('aria-label'))"""


@pytest.mark.parametrize(
    "address", [f"{DECISION}robustness/", f"{DECISION}sources/", "/decisions/tornado-or-django/robustness/"]
)
def test_no_table_has_to_be_scrolled_sideways_to_be_read(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(SCROLLING) == []


def test_a_chosen_criterion_fits_the_narrowest_screen_with_its_table_open(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{DECISION}robustness/?criterion=auth-security")
    page.evaluate(OPEN_ALL)
    assert not page.evaluate(SIDEWAYS)


def test_naming_a_scenario_widens_no_page(owner_page: Page) -> None:
    owner_page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for address in (DECISION, f"{DECISION}robustness/"):
        owner_page.goto(address)
        owner_page.get_by_text("Save as…").click()
        expect(owner_page.get_by_label("Name of the scenario")).to_be_visible()
        assert not owner_page.evaluate(SIDEWAYS)
        owner_page.set_viewport_size({"width": 820, "height": 1180})  # where the scenarios do not fit either
        assert not owner_page.evaluate(SIDEWAYS)
        owner_page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def test_limits_of_weights_are_stated_accessibly_even_where_they_leave_no_room(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{DECISION}robustness/?weights=limited&limits=performance>=0.7,scalability>=0.7")
    expect(page.locator("#no-room")).to_be_visible()
    assert not violations(page, ALL, ".limits")
    assert not page.evaluate(SIDEWAYS)
