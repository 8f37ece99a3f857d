"""What axe finds on a page: by all rules in one theme in a wide window, in a narrow one by what may differ there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Axe().axe_script
VIOLATIONS = "([where, rules]) => axe.run(where, rules).then(found => found.violations)"
# Colours may still be on their way from one theme to the other, and what fades in has too little contrast on its way;
# what pulses for ever has no end.
END_FADES = """
document.getAnimations()
    .filter(one => isFinite(one.effect.getComputedTiming().endTime)).forEach(one => one.finish())
"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


# A violation is told by its markup: making a selector for each node takes as long as many of the rules.
QUICKLY = {"resultTypes": ["violations"], "selectors": False, "preload": False}


def only(kind: str, *values: str) -> dict[str, Any]:
    return {"runOnly": {"type": kind, "values": list(values)}, **QUICKLY}


ALL = only("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLORS = only("rule", "color-contrast", "link-in-text-block")
# The markup is the same at every width and in every theme; what is shown of it, how large and in which colours is not.
SHOWN = only(
    "rule", "color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "button-name",
    "link-name", "summary-name", "label", "select-name", "aria-hidden-focus", "region", "landmark-one-main",
    "page-has-heading-one", "heading-order", "empty-heading", "nested-interactive",
)  # fmt: skip
Looks = tuple[tuple[int, str, dict[str, Any]], ...]
LOOKS: Looks = ((1440, "light", ALL), (390, "dark", SHOWN))
# For what differs from another page in some of its parts only: each such page in one of them, in turns.
ONE_LOOK = (LOOKS[:1], ((390, "dark", ALL),))
OTHER = {"light": "dark", "dark": "light"}


def violations(page: Page, rules: dict[str, Any] = ALL, where: str = "html") -> list[str]:
    """What axe has to say of the page as it is now; a sentence each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(END_FADES)
    return [
        f"{found['id']}: {found['help']}: {[node['html'][:160] for node in found['nodes'][:2]]}"
        for found in page.evaluate(VIOLATIONS, [where, rules])
    ]


def problems_at(
    page: Page, address: str, *, prepare: str = "0", both: bool = False, looks: Looks = LOOKS
) -> list[str]:
    """What is wrong with an address in each of its looks, with `both` in the colours of both themes at each width.

    It is loaded once and then made narrow: no server knows how wide its reader's window is.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address)
    if urlsplit(page.url).path != urlsplit(address).path:
        return [f"{address} leads to {page.url}"]
    page.evaluate(prepare)
    found = []
    for width, theme, rules in looks:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, asked in ((theme, rules), (OTHER[theme], COLORS))[: 2 if both else 1]:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{width} {scheme}: {one}" for one in violations(page, asked)]
        if page.evaluate(SIDEWAYS):
            found.append(f"{width}: scrolls sideways")
    return [f"{address} {one}" for one in found]
