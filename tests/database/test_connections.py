"""What every connection to the database is told before it is used."""

from __future__ import annotations

import pgtrigger
import pytest
from django.db import connection, transaction

from frameworks.models import Framework

pytestmark = pytest.mark.django_db


def ignored() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore', true)")
        return str(cursor.fetchone()[0])


def test_no_trigger_is_ignored_so_that_no_row_has_to_find_out_by_an_error() -> None:
    assert ignored() == "{}"


def test_a_trigger_can_still_be_left_out_for_a_while() -> None:
    with transaction.atomic():
        with pgtrigger.ignore("frameworks.Framework:insert_insert"):
            row = Framework.objects.create(slug="quiet", name="Quiet")
        Framework.objects.filter(pk=row.pk).update(name="Heard")
    assert list(row.events.values_list("name", flat=True)) == ["Heard"]  # type: ignore[attr-defined]
