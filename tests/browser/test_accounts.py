"""Entering, one's own account and teams in a real browser: accessible, narrow enough, and passkeys under our policy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from .axe import problems_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page, StorageState

FOR_VISITORS = ("/sign-in/", "/sign-up/", "/password/reset/", "/password/reset/sent/", "/password/reset/1-no-key/",
                "/confirm-email/", "/confirm-email/no-key/", "/sign-on/failed/", "/sign-on/cancelled/",
                "/sign-in/inactive/", "/invitations/none/")  # fmt: skip
FOR_THE_OWNER = ("/account/", "/account/email/", "/account/password/first/", "/account/tokens/", "/account/company/",
                 "/account/second-step/", "/account/second-step/app/", "/account/passkeys/", "/account/passkeys/new/",
                 "/teams/", "/teams/steelyard/", "/sign-out/")  # fmt: skip


def test_every_page_of_accounts_and_teams_is_accessible(
    browser: Browser, live_url: str, owner_state: StorageState
) -> None:
    problems = []
    for state, addresses in ((None, FOR_VISITORS), (owner_state, FOR_THE_OWNER)):
        context = browser.new_context(base_url=live_url, storage_state=state)
        page = context.new_page()
        for address in addresses:
            problems += problems_at(page, address)
        context.close()
    assert not problems, "\n".join(problems)


def prove_by_passkey(page: Page) -> None:
    page.get_by_role("link", name="Use a security key").click()
    page.wait_for_url(
        "**/sign-in/again/passkey/**"
    )  # loaded, for its button does nothing without its scripts
    page.get_by_role("button", name="Use it").click()


def test_a_passkey_is_added_and_signs_in_without_any_script_of_a_page_itself(
    browser: Browser, live_url: str, owner_state: StorageState, manage: Callable[..., str]
) -> None:
    """Passkeys belong to host names, so the page is asked for by one."""
    address = f"http://localhost:{urlsplit(live_url).port}"
    context = browser.new_context(base_url=address)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    abilities = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities})

    page.goto(manage("local_owner").strip())
    page.goto("/account/passkeys/new/")
    page.get_by_label("Name of the key").fill("<b>my laptop</b>")
    page.get_by_label("Use it instead of a password").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/sign-in/again/code/**")  # it is the only proof that this account has
    prove_by_passkey(page)
    page.wait_for_url("**/account/second-step/codes/")
    expect(page.get_by_role("list", name="Codes not used yet").get_by_role("listitem")).to_have_count(10)
    page.goto("/account/passkeys/")
    expect(page.get_by_role("link", name="Rename <b>my laptop</b>")).to_be_visible()

    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{address}/")
    expect(page.get_by_label("Your account, owner")).to_be_visible()
    assert said == []
    page.goto("/account/passkeys/")
    page.get_by_role("link", name="Remove").click()
    prove_by_passkey(page)
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("No key yet").wait_for()
    context.close()
