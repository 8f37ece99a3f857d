"""The cast, with real transactions: a revision rises once per transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    from tests.cast import make_cast

    return make_cast()
