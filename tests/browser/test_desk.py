"""The curators' desk in a real browser: by keyboard alone, in both themes, for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .axe import ALL, COLORS, SIDEWAYS, violations

pytestmark = pytest.mark.browser
DESK = "/admin/curation"
CSV = (
    "source,framework,kind,text,lines,status\n"
    "tornado-vs-django-2023,tornado,strength,Waits for many at once,46,proposed\n"
)


def test_a_file_is_imported_and_its_claim_accepted_by_keyboard(owner_page: Page) -> None:
    page = owner_page
    page.goto(f"{DESK}/files/")
    file = {"name": "claims.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Show what it would change").press("Enter")
    page.get_by_role("button", name="Import it").press("Enter")
    expect(page.get_by_text("1 claim added")).to_be_visible()
    page.goto(f"{DESK}/queue/")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("Reason", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 claim accepted.")).to_be_visible()


def test_axe_and_narrow_windows_find_nothing(owner_page: Page) -> None:
    """In what is the desk's own: the frame around it is Django's."""
    page, wrong = owner_page, []
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/queue/?status=stale", "/files/", "/duplicates/", "/package-index/", "/change/?ids=1,2"):
        page.goto(f"{DESK}{path}")
        if page.evaluate(SIDEWAYS):
            wrong.append(f"{path} scrolls sideways")
        for theme, rules in (("light", ALL), ("dark", COLORS)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            wrong += [f"{path} ({theme}): {one}" for one in violations(page, rules, "#content")]
    assert not wrong, "\n".join(wrong)
