"""What raw SQL can store and no service would: it is said in words, never as a broken page."""

from __future__ import annotations

import pytest
from django.test import Client

from criteria.models import Scale
from tests.builders import make_decision


@pytest.mark.django_db
class TestAScoreOutsideItsScale:
    @pytest.mark.parametrize("address", ["/decisions/pick-one/", "/api/v1/decisions/pick-one/ranking/"])
    def test_is_named_where_the_decision_is_shown(self, client: Client, address: str) -> None:
        make_decision()
        Scale.objects.update(high=5)
        response = client.get(address)
        assert 400 <= response.status_code < 500
        assert "The score of left on speed must lie on its scale" in response.content.decode()
