"""Editors in a real browser: scores and weights are saved, and other open windows follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DECISION = "/decisions/python-rest-api-framework/"
CELL = "#cell-documentation-tornado"


def first_total(page: Page) -> str:
    return page.locator("#totals .big td.t").nth(3).inner_text()


def test_a_typed_score_is_saved_and_can_be_undone(owner_page: Page) -> None:
    owner_page.goto(DECISION)
    before = owner_page.locator(f"{CELL} .v").inner_text()
    owner_page.locator(CELL).focus()
    owner_page.keyboard.type("9\n")
    owner_page.get_by_text("saved.").hover()
    expect(owner_page.locator(f"{CELL} .v")).to_have_text("9")
    owner_page.get_by_role("button", name="Undo").click()
    expect(owner_page.locator(f"{CELL} .v")).to_have_text(before)


def test_a_score_outside_its_scale_is_refused_in_words_and_the_cell_restored(owner_page: Page) -> None:
    owner_page.goto(DECISION)
    before = owner_page.locator(f"{CELL} .v").inner_text()
    owner_page.locator(CELL).focus()
    owner_page.keyboard.type("99\n")
    owner_page.get_by_text("A score here runs from 0 to 10 (got 99).").wait_for()
    expect(owner_page.locator(f"{CELL} .v")).to_have_text(before)


def test_the_drawer_saves_a_score_with_its_rationale(owner_page: Page) -> None:
    owner_page.goto("/decisions/tornado-or-django/")
    cell = owner_page.locator(".matrix .cell").first
    cell.click()
    owner_page.get_by_role("textbox", name="Rationale").fill("Looked at again.")
    owner_page.get_by_role("button", name="Save", exact=True).click()
    owner_page.get_by_text("Score saved.").wait_for()
    owner_page.locator(".matrix .cell").first.click()
    expect(owner_page.locator("#why")).to_have_value("Looked at again.")


def test_another_window_follows_without_losing_its_what_if(
    owner_page: Page, browser: Browser, live_url: str
) -> None:
    other = browser.new_context(base_url=live_url)
    reader = other.new_page()
    reader.goto(f"{DECISION}?w.performance=25&w.scalability=20&w.documentation=20&w.auth-security=10"
                "&w.developer-experience=10&w.aws-lambda-support=10&w.community-support=5")  # fmt: skip
    reader.locator("#live .pulse").wait_for()
    before = first_total(reader)
    owner_page.goto(DECISION)
    owner_page.locator(CELL).focus()
    owner_page.keyboard.type("8\n")
    owner_page.get_by_text("saved.").hover()
    expect(reader.locator("#totals .big td.t").nth(3)).not_to_have_text(before)
    assert reader.locator("#n-documentation").input_value() == "20"
    assert "w.documentation=20" in reader.url
    owner_page.get_by_role("button", name="Undo").click()
    expect(reader.locator("#totals .big td.t").nth(3)).to_have_text(before)
    other.close()


def test_weights_are_saved_and_a_stale_save_shows_both(
    owner_page: Page, browser: Browser, live_url: str
) -> None:
    address = "/decisions/twelve-requirements/?w.session-management=50"
    # Without scripts this window cannot follow what the other saves.
    signed_in = owner_page.context.storage_state()
    still = browser.new_context(base_url=live_url, storage_state=signed_in, java_script_enabled=False)
    stale = still.new_page()
    stale.goto(address)
    owner_page.goto("/decisions/twelve-requirements/?w.open-source=40")
    owner_page.get_by_role("button", name="Save weights").click()
    owner_page.get_by_text("Weights saved.").wait_for()
    stale.get_by_role("button", name="Save weights").click()
    expect(stale.locator("#conflict")).to_contain_text("changed these weights")
    expect(stale.locator("#conflict")).to_contain_text("Session Management")
    stale.get_by_role("button", name="Use mine").click()
    expect(stale.locator("#n-session-management")).to_have_value("50")
    still.close()
