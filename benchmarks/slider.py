"""What a reader waits for: a slider's move until the new totals are on screen, and what the page costs to load.

A real Chromium on the deployed server. A move is a press of an arrow key on a weight's slider; it ends when the browser
has painted the result that the server sent back.
"""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import AS_FROM_PROXY, Server, database, steelyard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

PAGE = "/decisions/python-rest-api-framework/"
SLIDERS = ("performance", "documentation", "community-support")
MOVES_EACH = 40
APART_MS = 120  # a drag sends at most one request in 50 ms; this is a quick hand with the arrow keys
_PROXY = {"X-Forwarded-Proto": AS_FROM_PROXY["X-Forwarded-Proto"]}
P95_BAR_MS, WEIGHT_BAR_KB = 100.0, 100.0

WATCH = """
() => {
  const moves = window.moves = [];
  let started = null;
  document.addEventListener("input", (event) => { started = event.timeStamp; }, true);
  new MutationObserver((changes) => {
    const result = document.getElementById("result");
    const changed = (change) => result?.contains(change.target) || [...change.addedNodes].includes(result);
    if (started === null || !changes.some(changed)) return;
    const from = started;
    started = null;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => moves.push(performance.now() - from);
      painted.port2.postMessage(null);
    });
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}
"""


def moves(browser: Browser, running: Server) -> list[float]:
    """Milliseconds of every move, over several sliders."""
    context = browser.new_context(extra_http_headers=_PROXY, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(running.url(PAGE))
    page.evaluate(WATCH)
    done = 0
    for slider in SLIDERS:
        page.locator(f"[data-weight={slider}]").focus()
        for number in range(MOVES_EACH):
            page.keyboard.press("ArrowRight" if number // 10 % 2 == 0 else "ArrowLeft")
            done += 1
            page.wait_for_function(
                "count => window.moves.length >= count", arg=done, polling=10, timeout=10_000
            )
            page.wait_for_timeout(APART_MS)
    took: list[float] = page.evaluate("window.moves")
    context.close()
    return took


def loaded(browser: Browser, running: Server) -> tuple[int, dict[str, int], set[str]]:
    """Bytes over the wire on a first visit, by path, and the hosts that were asked."""
    context = browser.new_context(extra_http_headers=_PROXY, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    finished: list[Request] = []
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(running.url(PAGE), wait_until="load")
    page.wait_for_timeout(1_000)
    sizes = {}
    for request in finished:
        size = request.sizes()
        sizes[urlsplit(request.url).path] = size["responseBodySize"] + size["responseHeadersSize"]
    context.close()
    return sum(sizes.values()), sizes, hosts


def measure() -> list[Figure]:
    """Start the server and a browser, and look."""
    from playwright.sync_api import sync_playwright

    from tests import chromium

    if (program := chromium.find()) is None:
        raise SystemExit("There is no Chromium: python -m tests.chromium installs one.")
    with database(), steelyard() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        took = moves(browser, running)
        weight, sizes, hosts = loaded(browser, running)
        browser.close()
    others = hosts - {f"127.0.0.1:{running.port}"}
    percent = quantiles(took, n=100, method="inclusive")
    heaviest = ", ".join(
        f"{path} {size / 1000:.1f}" for path, size in sorted(sizes.items(), key=lambda i: -i[1])[:4]
    )
    return [
        Figure("slider.p50", percent[49], "ms", note=f"{len(took)} moves"),
        Figure("slider.p95", percent[94], "ms", Bar(at_most=P95_BAR_MS)),
        Figure(
            "page.weight", weight / 1000, "kB", Bar(at_most=WEIGHT_BAR_KB), f"{len(sizes)} files; {heaviest}"
        ),
        Figure("page.other_hosts", len(others), "hosts", Bar(at_most=0), ", ".join(sorted(others))),
    ]


if __name__ == "__main__":
    benchmark(__doc__, measure)
