"""The cast for the tests of guided weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Olga owns, Edgar edits, Cora contributes, Victor views; Otto is outside, Stella is staff."""
    from tests.cast import make_cast

    return make_cast()
