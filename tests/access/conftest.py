"""The cast, for the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, and three decisions that differ in who may see them."""
    from tests.cast import make_cast

    return make_cast()
