"""The drawer by keyboard, and a score that one proposes and another accepts, in two windows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.held import Held

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DECISION = "/decisions/drawer/"
Opened = Callable[..., "Page"]
MAKE = """
import json
from django.contrib.auth.models import User
from django.test import Client
from decision.evidence.proposed import Wanted
from decision.evidence.services import propose_change
from decision.matrix.models import Decision
from decision.teams.actors import Actor
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
carl = Actor(user_id=User.objects.get(username='carl').pk, name='carl', can_write=True)
for criterion in ('documentation', 'auth-security'):
    propose_change(
        decision='drawer', framework='tornado', criterion=criterion, wanted=Wanted(value=8), reason='So', by=carl
    )
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
    assert violations(carl) == []
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
    assert violations(edna) == []
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
    searches = Held(edna, r"/claims/\?q=")
    for words in (
        "not cited",
        "nothing has this",
    ):  # what is ticked before the answer is there, or not in it, stays
        drawer.get_by_label("Search the claims about").fill(words)
        edna.keyboard.press("Enter")
        drawer.get_by_label("Not cited yet").check()
        expect(drawer.get_by_label("Search the claims about")).to_have_value(words)
        with edna.expect_response(re.compile(r"/claims/\?q=")):
            searches.let_go()
    expect(drawer).to_contain_text("No other claim about Flask has these words.")
    drawer.get_by_role("button", name="Cite", exact=True).click()
    expect(edna.locator("#toasts:popover-open")).to_have_text("Cited.")
    expect(drawer.locator(".sources")).to_contain_text("Not cited yet")
    expect(drawer.locator("#e-src .num")).to_have_text("2")
    assert edna.evaluate("document.documentElement.scrollWidth") <= 390
    # Its head and foot stay: nothing but what is between them scrolls.
    assert drawer.evaluate("it => it.scrollHeight - it.clientHeight") == 0
    edna.keyboard.press("Escape")
    expect(edna.locator("#cell-performance-flask")).to_be_focused()


def test_words_that_are_typed_while_a_search_is_answered_stay_and_may_be_searched_at_once(
    window: Opened,
) -> None:
    edna = window("edna")
    drawer = open_cell(edna, "scalability-flask")
    drawer.get_by_role("link", name="Cite a claim").click()
    words, found = drawer.get_by_label("Search the claims about"), drawer.locator(".sources")
    searches = Held(edna, r"/claims/\?q=")
    words.fill("nothing has this")
    words.press("Enter")
    words.fill("quick")
    searches.let_go()
    expect(found).to_have_text("No other claim about Flask has these words.")
    expect(words).to_have_value("quick")
    expect(words).to_be_focused()
    words.press("Enter")
    words.fill("nor has it this")
    words.press("Enter")
    searches.let_go(1)
    expect(words).to_have_attribute("value", "nor has it this")
    with edna.expect_response(re.compile(r"/claims/\?q=")):
        searches.let_go()
    expect(found).to_have_text("No other claim about Flask has these words.")
    expect(words).to_have_value("nor has it this")


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


def open_cell(page: Page, place: str) -> Locator:
    """The drawer of a score, which must have nothing open above it."""
    page.locator(f"#cell-{place}").press("Enter")
    return page.locator("#drawer")


def renewed(page: Page) -> None:
    """Let the page hear news of proposals at this very moment, and wait for what it fetches."""
    with page.expect_response(lambda answer: answer.request.method == "GET" and "/cells/" in answer.url):
        page.evaluate("document.body.dispatchEvent(new Event('steelyard:proposals'))")


def test_what_an_answer_says_is_read_however_soon_news_comes(window: Opened) -> None:
    carl = window("carl")
    scripts = Held(carl, r"/js/talk\b")
    drawer = open_cell(carl, "performance-tornado")
    carl.get_by_label("Score from 0 to 10").fill("5")
    carl.get_by_label("Why the score should be another").fill("Measured again.")
    carl.get_by_role("button", name="Propose", exact=True).click()
    expect(drawer.locator(".proposal")).to_contain_text("Score: 9 → 5")
    renewed(carl)
    scripts.let_go()
    expect(carl.locator("#toasts")).to_have_text("Proposed. The decision’s editors are told.")


def test_a_late_answer_takes_the_place_of_nothing_newer(window: Opened) -> None:
    edna = window("edna")
    late = Held(edna, "/cells/scalability/flask/")
    open_cell(edna, "scalability-flask")
    open_cell(edna, "documentation-flask")
    expect(edna.locator("#evidence-h")).to_contain_text("Documentation")
    with edna.expect_response(re.compile("/cells/scalability/")):
        late.let_go()
    edna.get_by_role("textbox", name="Rationale").fill("Half a sentence")
    edna.keyboard.press("Escape")

    open_cell(edna, "scalability-flask")
    edna.wait_for_function("document.querySelector('#cell-scalability-flask.open')")
    late.let_go()
    edna.get_by_label("Score from 0 to 10").fill("4")
    edna.get_by_label("Score from 0 to 10").press("Enter")  # and on, before its answer is there
    open_cell(edna, "documentation-flask")
    expect(edna.get_by_role("textbox", name="Rationale")).to_have_value("Half a sentence")
    late.let_go()
    expect(edna.locator("#toasts")).to_have_text("Score saved.")
    expect(edna.locator("#cell-scalability-flask .v")).to_have_text("4")
    expect(edna.get_by_role("textbox", name="Rationale")).to_have_value("Half a sentence")


def test_news_takes_no_focus_and_wipes_no_refusal(window: Opened) -> None:
    edna = window("edna")
    proposal = open_cell(edna, "documentation-tornado").locator(".proposal")
    expect(proposal).to_contain_text("Score: 3 → 8")
    edna.locator("#n-documentation").focus()
    renewed(edna)
    edna.evaluate("fetch(document.querySelector('.cell.open').href).then(answer => answer.text())")
    expect(edna.locator("#n-documentation")).to_be_focused()
    decline = proposal.get_by_role("button", name="Decline")
    decline.focus()
    renewed(edna)
    edna.evaluate("fetch(document.querySelector('.cell.open').href).then(answer => answer.text())")
    expect(decline).to_be_focused()
    decline.click()
    refusal = proposal.get_by_role("alert")
    expect(refusal).to_be_visible()
    edna.evaluate("document.body.dispatchEvent(new Event('steelyard:proposals'))")
    edna.evaluate("fetch(document.querySelector('.cell.open').href).then(answer => answer.text())")
    expect(refusal).to_be_visible()


def test_a_draft_that_outlives_another_change_is_asked_about(window: Opened) -> None:
    edna = window("edna")
    drawer = open_cell(edna, "auth-security-tornado")
    value = edna.get_by_label("Score from 0 to 10")
    value.fill("3")
    drawer.locator(".proposal").get_by_role("button", name="Accept").click()
    expect(edna.locator("#toasts")).to_have_text(
        "Accepted: the score is changed. What you typed is still here, and not saved."
    )
    expect(edna.locator("#cell-auth-security-tornado .v")).to_have_text("8")
    expect(value).to_have_value("3")
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer.locator(".conflict-row")).to_contain_text("theirs is 8, yours is 3")
    drawer.get_by_role("button", name="Keep 8").click()
    expect(edna.locator("#toasts")).to_have_text("Score saved.")
    expect(edna.locator("#cell-auth-security-tornado .v")).to_have_text("8")
