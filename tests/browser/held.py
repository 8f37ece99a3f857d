"""Answers that come when a test says so: what two of them make of a page is no matter of luck then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


class Held:
    """Requests to what matches `address` wait until they are let go, in the order in which they came."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.waiting: list[Route] = []
        page.route(re.compile(address), lambda route: self.waiting.append(route))

    def let_go(self) -> None:
        """Let the next one go on, as soon as there is one."""
        while not self.waiting:
            self.page.wait_for_timeout(10)
        self.waiting.pop(0).continue_()
