"""Pages while the database is away."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/decisions/python-rest-api-framework/", "/catalog/"])
def test_say_so_and_when_to_come_back_instead_of_breaking(path: str) -> None:
    gone = OperationalError("gone")
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=gone):
        answer = Client(raise_request_exception=False).get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "The database does not answer" in answer.content.decode()
