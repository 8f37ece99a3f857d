"""Eight writers on one decision at once: nobody's update is lost, and the history is whole and in order."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import pairwise

from django.db import connection

from decision.history.services import undo_revision
from decision.matrix.loading import load_as_of
from decision.matrix.models import Decision, Revision, Weight
from decision.matrix.services import set_weights
from decision.problems import Refused, Stale
from decision.record.selectors import Asked, history_of
from decision.teams.actors import Actor
from tests.cast import Cast

WRITERS = 8
EACH = 4
SLUG = "public-choice"


def counted() -> tuple[int, Decimal]:
    """The revision and the weight that belongs to it, in one query."""
    row = Weight.objects.filter(decision__slug=SLUG, criterion__slug="performance")
    revision, points = row.values_list("decision__revision", "points").get()
    return revision, points


def count(by: Actor) -> list[Decimal]:
    """Add one, as often as each writer does, and again whenever somebody was faster."""
    mine: list[Decimal] = []
    try:
        while len(mine) < EACH:
            revision, points = counted()
            try:
                set_weights(decision=SLUG, points={"performance": points + 1}, by=by, if_revision=revision)
            except Stale:
                continue
            mine.append(points + 1)
    finally:
        connection.close()
    return mine


def undo_all(by: Actor) -> None:
    """Undo whatever is there, for as long as the others count; most of it is refused."""
    try:
        for revision in range(2, 12):
            try:
                undo_revision(decision=SLUG, revision=revision, by=by)
            except Refused:
                continue
    finally:
        connection.close()


class TestManyWriters:
    def test_every_acknowledged_update_is_there_once_and_in_order(self, cast: Cast) -> None:
        actors = [cast.actor(name) for name in ("olga", "edgar")] * (WRITERS // 2)
        with ThreadPoolExecutor(WRITERS) as pool:
            acknowledged = [value for values in pool.map(count, actors) for value in values]
        assert sorted(acknowledged) == [25 + number for number in range(1, WRITERS * EACH + 1)]
        told = history_of(cast.public.pk, asked=Asked(low=2)).changes[::-1]
        assert [change.new for change in told] == sorted(acknowledged)
        assert all(earlier.new == later.old for earlier, later in pairwise(told))
        numbers = list(Revision.objects.filter(decision=cast.public).values_list("number", flat=True))
        assert numbers == list(range(1, WRITERS * EACH + 2))
        assert Counter(change.who for change in told) == {"olga": 16, "edgar": 16}
        for change in told[::7]:
            assert load_as_of(cast.public.pk, SLUG, change.revision).points["performance"] == change.new

    def test_undoing_beside_them_keeps_the_chain_whole(self, cast: Cast) -> None:
        with ThreadPoolExecutor(4) as pool:
            working = [pool.submit(count, cast.actor("edgar")) for _ in range(3)]
            working.append(pool.submit(undo_all, cast.actor("olga")))
            for one in working:
                one.result()
        told = history_of(cast.public.pk, asked=Asked(low=2)).changes[::-1]
        assert all(earlier.new == later.old for earlier, later in pairwise(told))
        assert told[-1].new == counted()[1]
        assert Decision.objects.get(pk=cast.public.pk).revision == told[-1].revision
