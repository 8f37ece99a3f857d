"""One decision whose rows contradict each other does not take the others down."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from tests.builders import make_decision

pytestmark = pytest.mark.django_db


def test_the_list_goes_on_without_it(client: Client) -> None:
    make_decision("sound")
    broken = make_decision("broken", frameworks=("up", "down"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matrix_score SET value = 99 WHERE decision_id = %s", [broken.pk])
    page = client.get("/")
    assert page.status_code == 200
    assert b"/decisions/sound/" in page.content
    assert b"/decisions/broken/" not in page.content
