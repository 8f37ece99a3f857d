"""Answers that come when a test says so: what two of them make of a page is no matter of luck then."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

MOST_SECONDS = 30


class Held:
    """Requests to what matches `address` wait until they are let go; with `is_there` false they find no server."""

    def __init__(self, page: Page, address: str, *, is_there: bool = True) -> None:
        self.page, self.address, self.is_there = page, address, is_there
        self.waiting: list[Route] = []
        self.is_over = False
        page.route(re.compile(address), self._hold)

    def _hold(self, route: Route) -> None:
        if self.is_over:
            route.continue_()
        elif self.is_there:
            self.waiting.append(route)
        else:
            self.waiting.append(route)
            route.abort()

    def wait_for(self, count: int) -> None:
        """Until so many have come."""
        deadline = time.monotonic() + MOST_SECONDS
        while len(self.waiting) < count:
            assert time.monotonic() < deadline, f"{len(self.waiting)} of {count} to {self.address}"
            self.page.wait_for_timeout(10)

    def let_go(self, place: int = 0) -> None:
        """Let one go on, as soon as there is one: the oldest, or another by its place."""
        self.wait_for(place + 1)
        self.waiting.pop(place).continue_()

    def end(self) -> None:
        """Hold none from now on, and let go what waits."""
        self.is_over = True
        while self.waiting:
            self.let_go()
