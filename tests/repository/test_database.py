from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.django_db
class TestDatabase:
    def test_is_a_real_postgresql(self) -> None:
        assert connection.vendor == "postgresql"
        assert connection.pg_version >= 14_00_00
