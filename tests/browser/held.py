"""Answers that come when a test says so: what two of them make of a page is no matter of luck then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


class Held:
    """Requests to what matches `address` wait until they are let go; with `is_there` false they find no server."""

    def __init__(self, page: Page, address: str, *, is_there: bool = True) -> None:
        self.page, self.is_there = page, is_there
        self.waiting: list[Route] = []
        page.route(re.compile(address), self._hold)

    def _hold(self, route: Route) -> None:
        self.waiting.append(route)
        if not self.is_there:
            route.abort()

    def wait_for(self, count: int) -> None:
        """Until so many have come."""
        while len(self.waiting) < count:
            self.page.wait_for_timeout(10)

    def let_go(self, place: int = 0) -> None:
        """Let one go on, as soon as there is one: the oldest, or another by its place."""
        self.wait_for(place + 1)
        self.waiting.pop(place).continue_()
