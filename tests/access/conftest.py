"""The cast, for the table's reads: made once, in a transaction around them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.databases import check_now

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.cast import Cast

    from .table import Doors


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, Doors]]:
    from tests.cast import add_gate, add_scenario, make_cast

    from .table import doors

    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        for decision in (cast.public, cast.shared, cast.private):
            add_gate(decision, "performance", 1)
            add_scenario(decision, "fast", performance=9)
        everybody = doors(cast)
        check_now()
        yield cast, everybody
        transaction.set_rollback(True)


@pytest.fixture
def cast(made: tuple[Cast, Doors], db: None) -> Cast:
    """Everybody, and three decisions that differ in who may see them, each with a gate and a scenario."""
    return made[0]


@pytest.fixture
def doors(made: tuple[Cast, Doors], db: None) -> Doors:
    """How each actor asks: a browser, and headers."""
    return made[1]
