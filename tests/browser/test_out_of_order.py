"""What one does before the last thing is answered: nothing of it is lost, whichever answer comes first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.held import Held

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLUG = "order"
CELL = "#cell-documentation-tornado"
MAKE = """
import json
from django.contrib.auth.models import User
from decision.teams.models import Membership, Team
from tests.cast import make_framework_decision, signed_in
team = Team.objects.create(slug='order', name='Order')
make_framework_decision('order', team=team, visibility='team')
sessions = []
for name in ('orla', 'omar'):
    user = User.objects.create(username=name, first_name=name.title())
    Membership.objects.create(team=team, user=user, role='editor')
    sessions.append(signed_in(user).cookies['sessionid'].value)
print(json.dumps(sessions))
"""


@pytest.fixture(scope="module")
def sessions(live_url: str, manage: Callable[..., str]) -> list[str]:
    """Two editors of a decision that they alone see."""
    made: list[str] = json.loads(manage("shell", "-v", "0", "-c", MAKE).strip().splitlines()[-1])
    return made


@pytest.fixture
def page(browser: Browser, live_url: str, sessions: list[str]) -> Iterator[Page]:
    context = browser.new_context(base_url=live_url, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": sessions[0], "url": live_url}])
    page = context.new_page()
    page.goto(f"/decisions/{SLUG}/")
    page.locator("#live .pulse").wait_for()
    yield page
    context.close()


@pytest.fixture
def other(browser: Browser, live_url: str, sessions: list[str]) -> Iterator[Page]:
    """The other editor's window."""
    context = browser.new_context(base_url=live_url)
    context.add_cookies([{"name": "sessionid", "value": sessions[1], "url": live_url}])
    page = context.new_page()
    page.goto(f"/decisions/{SLUG}/")
    yield page
    context.close()


def score(page: Page, value: str, cell: str = CELL) -> None:
    page.locator(cell).focus()
    page.keyboard.type(f"{value}\n")


def weigh(page: Page, key: str, percent: str) -> None:
    page.locator(f"#n-{key}").fill(percent)
    page.locator(f"#n-{key}").press("Enter")


def test_locks_and_weights_that_follow_each_other_closely_all_count(page: Page) -> None:
    before = {
        key: page.locator(f"#n-{key}").input_value()
        for key in ("scalability", "documentation", "auth-security")
    }
    locks = Held(page, r"\?lock=")
    page.get_by_label("Lock weight of Scalability").check(force=True)
    page.get_by_label("Lock weight of Documentation").check(force=True)
    locks.let_go(1)
    weigh(page, "performance", "40")
    locks.wait_for(2)
    locks.let_go()  # it is late, and asked again: after the weight was moved, whose address is not there yet
    locks.wait_for(2)
    locks.let_go()
    expect(page).to_have_url(re.compile("w.performance=40"))
    with page.expect_response(re.compile(r"\?lock=")):
        locks.end()
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
    )  # it is placed, if it ever is
    expect(page.locator("#n-auth-security")).not_to_have_value(before["auth-security"])
    expect(page.locator("#n-scalability")).to_have_value(before["scalability"])
    expect(page.locator("#n-documentation")).to_have_value(before["documentation"])
    expect(page).to_have_url(
        re.compile(
            r"w.performance=40.*lock=scalability.*lock=documentation|lock=scalability.*lock=documentation.*w.performance=40"
        )
    )


def test_a_score_that_is_typed_in_a_what_if_leaves_the_what_if(page: Page) -> None:
    weigh(page, "performance", "40")
    expect(page).to_have_url(re.compile("w.performance=40"))
    score(page, "8")
    page.get_by_text("saved.").wait_for()
    expect(page.locator(f"{CELL} .v")).to_have_text("8")
    expect(page.locator("#n-performance")).to_have_value("40")
    expect(page.get_by_role("button", name="Save weights")).to_be_visible()


def test_a_score_that_is_typed_over_before_its_answer_is_there_is_nobody_elses(page: Page) -> None:
    saves = Held(page, "/cells/")
    score(page, "5")
    score(page, "6")
    saves.let_go()
    saves.let_go()
    expect(page.locator("#toasts")).to_contain_text("5 → 6 saved.")
    expect(page.locator(f"{CELL} .v")).to_have_text("6")
    expect(page.locator("#drawer")).to_be_hidden()


def test_a_weight_that_is_moved_while_others_are_saved_stays_moved(page: Page) -> None:
    saves = Held(page, "/weights/")
    weigh(page, "performance", "30")
    page.get_by_role("button", name="Save weights").click()
    weigh(page, "documentation", "35")
    expect(page).to_have_url(re.compile("w.documentation=35"))
    saves.let_go()
    page.get_by_text("Weights saved.").wait_for()
    expect(page).to_have_url(re.compile("w.documentation=35"))
    expect(page.locator("#n-documentation")).to_have_value("35")
    expect(page.get_by_role("button", name="Save weights")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    expect(page.locator("#n-documentation")).to_have_value("35")


def test_a_conflict_takes_no_keys_from_who_types_on(page: Page, other: Page) -> None:
    saves = Held(page, "/cells/documentation/tornado/")
    stored = page.locator(f"{CELL} .v").inner_text()
    mine, theirs = [one for one in "123" if one != stored][:2]
    score(page, mine)
    score(other, theirs)
    other.get_by_text("saved.").wait_for()
    page.locator("#cell-performance-flask").focus()
    page.keyboard.type("7")
    with page.expect_response("**/cells/documentation/tornado/"):
        saves.let_go()
    expect(page.locator("#connection")).to_contain_text("somebody else changed the same meanwhile.")
    expect(page.locator("#cell-performance-flask")).to_be_focused()
    expect(page.locator("#toasts")).to_contain_text("7 saved.")
    page.get_by_role("button", name="Send again").click()
    saves.let_go()
    page.locator("#drawer").get_by_role("button", name=f"Use my {mine}").click()
    saves.let_go()
    expect(page.locator(f"{CELL} .v")).to_have_text(mine)


def test_both_values_are_put_before_one_as_soon_as_they_can_be_chosen_from(page: Page, other: Page) -> None:
    scripts, saves = Held(page, r"/js/drawer\b"), Held(page, "/cells/scalability/tornado/")
    cell = "#cell-scalability-tornado"
    stored = page.locator(f"{cell} .v").inner_text()
    mine, theirs = [one for one in "123" if one != stored][:2]
    score(page, mine, cell)
    saves.wait_for(1)
    score(other, theirs, cell)
    other.get_by_text("saved.").wait_for()
    saves.end()
    scripts.wait_for(1)
    expect(page.locator("#drawer")).to_be_hidden()
    scripts.end()
    page.locator("#drawer").get_by_role("button", name=f"Use my {mine}").click()
    expect(page.locator("#toasts")).to_contain_text("Score saved.")
    expect(page.locator(f"{cell} .v")).to_have_text(mine)


def test_what_somebody_else_does_takes_nobodys_undo_away(page: Page, other: Page) -> None:
    cell, others = "#cell-performance-django-rest-framework", "#cell-scalability-flask"
    stored = page.locator(f"{cell} .v").inner_text()
    score(page, "5" if stored == "6" else "6", cell)
    page.get_by_text("saved.").hover()
    score(other, "9" if other.locator(f"{others} .v").inner_text() == "8" else "8", others)
    page.get_by_text("Omar set").wait_for()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"{cell} .v")).to_have_text(stored)


TRIES = """
window.tries = [];
const { fetch } = window;
window.fetch = (address, ...more) => {
  if (/\\/order\\/(changes\\/.*)?$/.test(address)) tries.push(performance.now());
  return fetch(address, ...more);
};
0"""
SOON = "new Promise(done => setTimeout(() => done(tries.filter(at => at < tries[0] + 1000).length), 500))"


def test_a_page_without_its_server_does_not_ask_without_pause(page: Page, other: Page) -> None:
    page.evaluate(TRIES)
    tries = Held(page, r"/decisions/order/(changes/.*)?$", is_there=False)
    score(other, "4" if other.locator(f"{CELL} .v").inner_text() != "4" else "3")
    other.get_by_text("saved.").wait_for()
    tries.wait_for(2)
    assert page.evaluate(SOON) == 2  # its numbers, and what to say of them
