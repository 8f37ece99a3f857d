"""The seeded decisions, once a test that asks for them."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.fixture
def seeded(db: None) -> None:
    """The fixtures, loaded."""
    call_command("seed", verbosity=0)
