"""Robustness in a real browser: a criterion chosen, a move applied, a study refined and cancelled, others' changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.axe import LOOKS, ONE_LOOK, problems_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DECISION = "/decisions/python-rest-api-framework/"
PAGE = f"{DECISION}robustness/"
STATES = (
    f"{PAGE}?criterion=auth-security&nearest=django-rest-framework&lock=performance",
    "/decisions/twelve-requirements/robustness/?weights=around&spread=0.25",
    "/decisions/measured-performance/robustness/?scenario=nothing&seed=x",
)
OPEN_ALL = "document.querySelectorAll('#examined details').forEach(twin => { twin.open = true })"


def test_a_criterion_is_chosen_and_a_move_applied_as_a_what_if(page: Page) -> None:
    page.goto(PAGE)
    page.locator("#chosen-criterion").select_option("auth-security")
    expect(page.locator("#chosen h3")).to_have_text("4Auth & Security")
    page.get_by_role("link", name="Try these weights").first.click()
    page.wait_for_url(f"**{DECISION}?**")
    expect(page.locator("#verdict-h")).to_contain_text("tie at 8.93")
    number = page.locator("#n-community-support")
    number.fill("45")
    number.press("Enter")
    expect(page.locator("#verdict-h")).to_contain_text("Django REST leads")
    page.get_by_role("navigation", name="This decision").get_by_role("link", name="Robustness").click()
    expect(page).to_have_url(re.compile(r"/robustness/\?w\.performance=.*w\.community-support=45"))
    expect(page.locator("#figures")).to_contain_text("Django REST")


def test_a_study_is_watched_to_its_end_and_found_again(page: Page, manage: Callable[..., str]) -> None:
    page.goto(f"{PAGE}?seed=41")
    page.get_by_role("button", name="100,000 draws").click()
    expect(page.locator("#study")).to_contain_text("of 100,000 draws")
    expect(page.locator("#study b")).to_have_text("Refined", timeout=60_000)
    expect(page.locator("#finishes header")).to_contain_text("Share of 100,000 weightings")
    address = page.url
    page.goto(DECISION)
    page.goto(address)
    expect(page.locator("#study b")).to_have_text("Refined")


def test_without_a_script_everything_is_a_form_or_a_link(browser: Browser, live_url: str) -> None:
    context = browser.new_context(base_url=live_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{PAGE}?seed=42")
    page.locator("#chosen-criterion").select_option("scalability")
    page.get_by_role("button", name="Draw it large").click()
    page.wait_for_url("**criterion=scalability**")
    page.locator("#draw-weights").select_option("around")
    page.get_by_role("button", name="Draw", exact=True).click()
    page.wait_for_url("**weights=around**")
    assert "criterion=scalability" in page.url
    page.get_by_role("button", name="1,000,000 draws").click()
    expect(page.locator("#study")).to_contain_text("of 1,000,000 draws")
    page.wait_for_load_state()
    cancel = page.get_by_role("button", name="Cancel")
    if cancel.count():
        cancel.click()
        expect(page.locator("#study b")).to_have_text(re.compile("Cancelled|Refined"))
        page.wait_for_load_state()
    assert page.get_by_role("link", name="Try these weights").count() > 0
    context.close()


def test_it_is_read_by_keyboard_alone(page: Page) -> None:
    page.goto(PAGE)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#lines summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#lines > details")).to_have_attribute("open", "")
    expect(page.locator("#lines > details table")).to_be_visible()


def test_an_order_is_stated_by_keyboard_alone(page: Page) -> None:
    page.goto(PAGE)
    weights = page.locator("#draw-weights")
    expect(page.locator("#place-performance")).to_be_hidden()
    weights.focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#draw-spread")).to_be_hidden()
    page.locator("#place-documentation").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"order=documentation(,|%2C)performance"))
    expect(page.locator("#finishes header")).to_contain_text("keep the order Documentation ≥ Performance")
    expect(page.locator("#place-documentation")).to_have_value("1")


def test_a_teammates_change_renews_the_figures_where_they_stand(owner_page: Page, page: Page) -> None:
    there = "/decisions/tornado-or-django-channels/"
    page.goto(f"{there}robustness/")
    expect(page.locator("#live .dot")).to_have_class("dot pulse")
    before = page.locator("#examined").get_attribute("data-revision") or ""
    page.locator("#draw-seed").fill("17")
    owner_page.goto(there)
    number = owner_page.locator("[data-number]").first
    number.fill("64")
    number.press("Enter")
    owner_page.locator("#save button").click()
    owner_page.get_by_text("Weights saved.").wait_for()
    expect(page.locator("#examined")).not_to_have_attribute("data-revision", before)
    expect(page.locator("#draw-seed")).to_have_value("17")


def test_every_state_is_accessible_with_all_its_tables_open(browser: Browser, live_url: str) -> None:
    context = browser.new_context(base_url=live_url)
    page = context.new_page()
    problems = []
    for address, looks in zip(STATES, (LOOKS, *ONE_LOOK), strict=True):
        problems += problems_at(page, address, prepare=OPEN_ALL, looks=looks)
    context.close()
    assert not problems, "\n".join(problems)
