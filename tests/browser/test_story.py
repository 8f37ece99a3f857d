"""Three people in three windows: from the invitation to the signed decision, with nobody anchored and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.running import fresh_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

SEED = "/decisions/python-rest-api-framework/"
PASSWORD = "correct horse battery staple"
VIEWS = {
    "owner": {"performance": 50, "documentation": 50},
    "bea": {"performance": 10, "documentation": 90},
    "cat": {"performance": 80, "documentation": 20},
}


@pytest.fixture
def window(browser: Browser, live_url: str) -> Iterator[Callable[..., Page]]:
    """A browser of somebody's own; what breaks in a page fails the test."""
    contexts, broken = [], []

    def open_window(state: StorageState | None = None) -> Page:
        context = fresh_context(browser, live_url, state)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not broken


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).click()


def invite(owner: Page, role: str) -> str:
    """A link for one person."""
    owner.locator("[name=role]").last.select_option(role)
    with owner.expect_navigation():  # a link that was made before stands there until then
        press(owner, "Make a link")
    return owner.locator("#invite-link").input_value()


def enter(page: Page, link: str, name: str) -> None:
    """Follow the link, make an account on the way, and join."""
    page.goto(link)
    page.get_by_role("link", name="Sign up").click()
    page.locator("[name=name]").fill(name.title())
    page.locator("[name=username]").fill(name)
    page.locator("[name=email]").fill(f"{name}@example.org")
    page.locator("[name=password1]").fill(PASSWORD)
    press(page, "Sign up")
    press(page, f"Join as {name.title()}")
    expect(page.locator("main")).to_contain_text("Pilots")


def gather(owner: Page, window: Callable[..., Page]) -> dict[str, Page]:
    """The team, each in a window of their own; Bea edits, Cat contributes."""
    owner.goto("/teams/")
    owner.locator("[name=name]").fill("Pilots")
    with owner.expect_navigation():
        press(owner, "Make it")
    people = {"owner": owner, "bea": window(), "cat": window()}
    for name, role in (("bea", "editor"), ("cat", "contributor")):
        enter(people[name], invite(owner, role), name)
    return people


def copy_seed(owner: Page) -> str:
    """The seeded decision as the team's own draft: its path."""
    owner.goto(f"{SEED}settings/")
    owner.get_by_role("link", name="Copy this decision").click()
    owner.wait_for_url("**/copy/")  # which has the same fields as the settings
    owner.locator("[name=title]").fill("Framework of the pilots")
    owner.locator("select[name=team]").select_option(label="Pilots")
    press(owner, "Copy")
    expect(owner.locator("h1")).to_contain_text("Framework of the pilots")
    return "/" + owner.url.split("/", 3)[3]


def see_each_other(people: dict[str, Page], decision: str) -> None:
    for page in people.values():
        page.goto(decision)
    for page in people.values():
        expect(page.locator("#presence .avatar")).to_have_count(2)


def change_a_weight(people: dict[str, Page]) -> None:
    owner = people["owner"]
    owner.locator("#n-performance").fill("40")
    owner.locator("#n-performance").press("Enter")
    press(owner, "Save weights")
    for name in ("bea", "cat"):
        expect(people[name].locator("#toasts")).to_contain_text("owner set Performance from")
        expect(people[name].locator("#n-performance")).to_have_value("40")


def vote(people: dict[str, Page], decision: str) -> None:
    """A round: hidden while it is open, compared once it is revealed."""
    owner = people["owner"]
    owner.goto(f"{decision}team/")
    owner.locator("[name=reveal][value=by_editor]").check()
    press(owner, re.compile("^Open round 1"))
    for name, page in people.items():
        if name != "owner":
            expect(page.locator("#frame")).to_contain_text("ound 1")
        page.goto(f"{decision}team/ballot/")
        for key, points in VIEWS[name].items():
            page.locator(f"#w-{key}").fill(str(points))
        page.get_by_label("Count what is left as 0 points").check()
        press(page, "Finish")
        expect(page.locator("#round")).to_contain_text("Finished")
        seen = page.request.get(f"/api/v1{decision}ballots/").json()["results"]
        assert [ballot["member"] for ballot in seen] == [name]
    expect(owner.locator("#round")).to_contain_text("3 of 3")
    press(owner, "Reveal now")
    for page in people.values():
        expect(page.locator("#outcome")).to_contain_text("Revealed")
        expect(page.locator("#round")).to_contain_text("Result by member")
        expect(page.locator("#round .people li")).to_have_count(3)


def apply_outcome(people: dict[str, Page], decision: str) -> None:
    owner = people["owner"]
    people["bea"].goto(decision)
    owner.get_by_role("link", name=re.compile("^Apply the")).click()
    press(owner, re.compile("^Apply .* change"))
    expect(owner).to_have_url(re.compile(f"{decision}$"))
    expect(people["bea"].locator("#n-documentation")).to_have_value(
        owner.locator("#n-documentation").input_value()
    )


def talk(people: dict[str, Page], decision: str) -> None:
    cat, bea = people["cat"], people["bea"]
    cat.goto(f"{decision}talk/")
    cat.locator("#say-new").fill("@bea is documentation worth that much?")
    cat.get_by_role("button", name="Comment", exact=True).click()
    expect(cat.locator("#threads")).to_contain_text("worth that much?")
    bea.goto("/notifications/")
    expect(bea.locator("main")).to_contain_text("Cat")
    bea.locator(".what a", has_text="Cat").first.click()
    expect(bea.locator("main")).to_contain_text("worth that much?")


def sign_and_decide(people: dict[str, Page], decision: str) -> None:
    owner = people["owner"]
    owner.goto(f"{decision}status/")
    press(owner, "Send for review")
    for name in ("bea", "cat"):
        people[name].goto(f"{decision}status/")
        press(people[name], "Sign")
        expect(people[name].locator(".signers")).to_contain_text(name.title())
        people[name].goto(decision)
    owner.goto(f"{decision}status/")
    for name in ("Bea", "Cat"):
        expect(owner.locator(".signers")).to_contain_text(name)
    press(owner, "Decide and freeze")
    expect(owner.locator("#status")).to_contain_text("Decided")
    for name in ("bea", "cat"):
        expect(people[name].locator("#status")).to_contain_text("Decided")
        expect(people[name].locator("#frame")).to_contain_text(
            re.compile(r"Decided: .*, signed by 2\. To be looked at again on")
        )


def is_frozen(people: dict[str, Page], decision: str) -> None:
    """What-if goes on; nothing of it can be kept, on the page or over the API."""
    for name in ("owner", "bea"):
        page: Any = people[name]
        page.goto(decision)
        page.locator("#n-performance").fill("1")
        page.locator("#n-performance").press("Enter")
        expect(page).to_have_url(re.compile(r"w\.performance=1\b"))
        expect(page.get_by_role("button", name="Save weights")).to_have_count(0)
        token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
        answer = page.request.patch(
            f"/api/v1{decision}weights/", data={"performance": 1}, headers={"X-CSRFToken": token}
        )
        assert answer.status == 403, answer.text()
        assert "reopen it to change it" in answer.json()["detail"]


def test_three_people_come_to_a_signed_decision(
    window: Callable[..., Page], owner_state: StorageState
) -> None:
    people = gather(window(owner_state), window)
    decision = copy_seed(people["owner"])
    see_each_other(people, decision)
    change_a_weight(people)
    vote(people, decision)
    apply_outcome(people, decision)
    talk(people, decision)
    sign_and_decide(people, decision)
    is_frozen(people, decision)
