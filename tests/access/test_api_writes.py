"""Every address of the API that changes a decision obeys exactly those whom the table names.

Each change is a transaction, as in life: a revision rises once per transaction, and answers are kept by revision.
"""

from __future__ import annotations

import pytest

from tests.api.asking import send
from tests.cast import add_gate, add_scenario, make_cast

from .table import ACTORS, DECISION_ROWS, READS, api_routes, doors, fill

WRITE_ROWS = [row for row in DECISION_ROWS if row[3] is not READS]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "method", "body", "statuses"), WRITE_ROWS, ids=lambda value: str(value)[:20]
)
def test_decisions_are_changed_by_those_who_may(
    name: str, method: str, body: object, statuses: tuple[str, ...]
) -> None:
    cast = make_cast()
    asking = doors(cast)
    path, _ = api_routes()[name]
    wrong = []
    for decision, line in zip((cast.public, cast.shared, cast.private), statuses, strict=True):
        gate = add_gate(decision, "performance", 1).pk
        for actor, expected in zip(ACTORS, line.split(), strict=True):
            decision.scenarios.all().delete()
            add_scenario(decision, "fast", performance=9)
            client, headers = asking[actor]
            address = fill(path, decision.slug, gate)
            answer = send(client, method, address, b"" if body is None else body, **headers)
            if str(answer.status_code) != expected:
                wrong.append(f"{method} {address} as {actor}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)
