"""Looking back in a real browser: undo where it was saved, two revisions compared, that day's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

DECISION = "/decisions/tornado-or-django/"


def save_first_weight(page: Page, percent: str) -> None:
    page.goto(DECISION)
    number = page.locator("[data-number]").first
    number.fill(percent)
    number.press("Enter")
    page.locator("#save button").click()
    page.get_by_text("Weights saved.").hover()


def test_saved_weights_are_undone_from_the_toast(owner_page: Page) -> None:
    owner_page.goto(DECISION)
    before = owner_page.locator("[data-number]").first.input_value()
    save_first_weight(owner_page, "61")
    owner_page.get_by_role("button", name="Undo").click()
    owner_page.get_by_text("Undone.").wait_for()
    expect(owner_page.locator("[data-number]").first).to_have_value(before)


def test_a_revision_is_compared_opened_and_taken_back(owner_page: Page) -> None:
    save_first_weight(owner_page, "62")
    revision = owner_page.locator("#meta").get_attribute("data-revision")
    owner_page.goto(f"{DECISION}history/")
    owner_page.get_by_role("button", name="Compare").click()
    expect(owner_page.locator("#compare-h")).to_contain_text(f"against revision {revision}")
    owner_page.locator(".sides thead a").first.click()
    owner_page.wait_for_url("**/revisions/*/")
    expect(owner_page.locator("#as-of")).to_contain_text("As of revision")
    number = owner_page.locator("[data-number]").first
    number.fill("70")
    number.press("Enter")
    owner_page.wait_for_url("**/revisions/*/?w.*")
    owner_page.goto(f"{DECISION}history/")
    owner_page.get_by_role("button", name=f"Undo revision {revision}").click()
    expect(owner_page.locator(".revs").get_by_text(f"Undo of revision {revision}").first).to_be_visible()
