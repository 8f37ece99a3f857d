"""The drawer by keyboard, and a score that one proposes and another accepts, in two windows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DECISION = "/decisions/drawer/"
Opened = Callable[..., "Page"]
MAKE = """
import json
from django.contrib.auth.models import User
from django.test import Client
from decision.matrix.models import Decision
from decision.teams.models import Membership, Team
from frameworks.models import Claim, Framework, Source
from tests.cast import make_framework_decision
team = Team.objects.create(slug='drawer', name='Drawer')
decision = make_framework_decision('drawer', team=team, visibility=Decision.Visibility.TEAM)
source, _ = Source.objects.get_or_create(slug='drawer-paper', defaults={'title': 'Drawer paper'})
flask = Framework.objects.get(slug='flask')
score = decision.scores.get(alternative__framework=flask, weight__criterion__slug='performance')
score.claims.add(Claim.objects.create(source=source, framework=flask, kind='strength', text='Quick enough'))
Claim.objects.create(source=source, framework=flask, kind='strength', text='Not cited yet')
sessions = {}
for name, role in (('edna', 'editor'), ('carl', 'contributor')):
    user = User.objects.create(username=name, first_name=name.title())
    Membership.objects.create(team=team, user=user, role=role)
    client = Client()
    client.force_login(user)
    sessions[name] = client.cookies['sessionid'].value
print(json.dumps(sessions))
"""


@pytest.fixture(scope="module")
def sessions(live_url: str, manage: Callable[..., str]) -> dict[str, str]:
    """An editor and a contributor, made once on the running product."""
    made: dict[str, str] = json.loads(manage("shell", "-v", "0", "-c", MAKE).strip().splitlines()[-1])
    return made


@pytest.fixture
def window(browser: Browser, live_url: str, sessions: dict[str, str]) -> Iterator[Opened]:
    """A window of somebody's own at the decision."""
    contexts = []

    def open_window(name: str, *, width: int = 1280) -> Page:
        context = browser.new_context(base_url=live_url, viewport={"width": width, "height": 900})
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "sessionid", "value": sessions[name], "url": live_url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(DECISION)
        page.locator("#live .pulse").wait_for()
        return page

    yield open_window
    for context in contexts:
        context.close()


def test_one_proposes_by_keyboard_and_another_accepts_beside_the_matrix(window: Opened) -> None:
    carl, edna = window("carl"), window("edna")
    cell = carl.locator("#cell-performance-flask")
    cell.focus()
    carl.keyboard.press("Enter")
    expect(carl.locator("#evidence-h")).to_be_focused()
    expect(carl.locator("#drawer")).to_contain_text("Quick enough")
    carl.keyboard.press("ArrowRight")
    expect(carl.locator("#evidence-h")).to_contain_text("Scalability")
    carl.keyboard.press("ArrowLeft")
    expect(carl.locator("#evidence-h")).to_contain_text("Performance")
    carl.get_by_label("Score from 0 to 10").fill("9")
    carl.get_by_label("Why the score should be another").fill("Measured again.")
    assert Axe().run(carl).response["violations"] == []
    carl.keyboard.press("Escape")
    cell.press("Enter")
    expect(carl.get_by_label("Score from 0 to 10")).to_have_value("9")
    expect(carl.get_by_label("Why the score should be another")).to_have_value("Measured again.")
    carl.get_by_label("Score from 0 to 10").press("Enter")
    expect(carl.locator("#drawer .proposal")).to_contain_text("Score: 7 → 9")
    carl.keyboard.press("Escape")
    expect(cell).to_be_focused()

    mark = edna.locator("#cell-performance-flask [data-proposed='1']")
    expect(mark).to_be_attached()
    expect(edna.locator("#cell-performance-flask")).to_have_attribute("aria-description", "1 open proposal")
    edna.locator("#cell-performance-flask").press("Enter")
    proposal = edna.locator("#drawer .proposal")
    expect(proposal).to_contain_text("Measured again.")
    assert Axe().run(edna).response["violations"] == []
    proposal.get_by_role("button", name="Accept").press("Enter")
    expect(edna.locator("#drawer .settled summary")).to_have_text("Settled before: 1")
    expect(edna.get_by_label("Score from 0 to 10")).to_have_value("9")
    expect(edna.locator("#cell-performance-flask .v")).to_have_text("9")
    expect(mark).not_to_be_attached()
    expect(carl.locator("#cell-performance-flask .v")).to_have_text("9")


def test_a_claim_is_found_and_cited_on_a_phone(window: Opened) -> None:
    edna = window("edna", width=390)
    edna.locator("#cell-performance-flask").click()
    drawer = edna.locator("#drawer")
    drawer.get_by_role("link", name="Cite a claim").click()
    drawer.get_by_label("Search the claims about").fill("not cited")
    edna.keyboard.press("Enter")
    drawer.get_by_label("Not cited yet").check()
    drawer.get_by_role("button", name="Cite", exact=True).click()
    expect(edna.locator("#toasts:popover-open")).to_have_text("Cited.")
    expect(drawer.locator(".sources")).to_contain_text("Not cited yet")
    expect(drawer.locator("#e-src .num")).to_have_text("2")
    assert edna.evaluate("document.documentElement.scrollWidth") <= 390
    # Its head and foot stay: nothing but what is between them scrolls.
    assert drawer.evaluate("it => it.scrollHeight - it.clientHeight") == 0
    edna.keyboard.press("Escape")
    expect(edna.locator("#cell-performance-flask")).to_be_focused()


def test_a_page_of_a_refused_form_is_renewed_from_its_tab(window: Opened) -> None:
    refused, other = window("edna"), window("edna")
    answers: list[int] = []
    for page in (refused, other):
        page.goto(f"{DECISION}audit/")
        page.locator("#live .pulse").wait_for()
    first = refused.locator(".ack-form").first
    first.locator("summary").click()
    first.get_by_label("Why it may stand").fill(" ")
    first.get_by_role("button").click()
    expect(refused.get_by_role("alert")).to_contain_text("Give a reason")
    refused.locator("#live .pulse").wait_for()
    refused.on("response", lambda answer: answers.append(answer.status))
    last = other.locator(".ack-form").last
    last.locator("summary").click()
    last.get_by_label("Why it may stand").fill("Known.")
    last.get_by_role("button").click()
    expect(refused.locator("#acknowledged summary")).to_contain_text("Acknowledged 1")
    assert set(answers) == {200}
