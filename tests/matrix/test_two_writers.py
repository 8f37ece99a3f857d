"""Two writers at once take turns: nobody is thrown out for having come by another door."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from decision.matrix.models import Decision, Score
from decision.matrix.services import ScoreChange, set_scores
from decision.seeding import seed
from decision.teams.actors import command
from frameworks.models import Claim, Source
from frameworks.services import save_claim
from tests.builders import make_decision

pytestmark = pytest.mark.django_db(transaction=True)

Meanwhile = Callable[[Callable[[], object]], "Future[object]"]
# Not from pg_stat_activity, which stands still within a transaction.
WAITING = """
SELECT count(*) FROM pg_locks held JOIN pg_locks wanted USING (transactionid)
 WHERE held.granted AND NOT wanted.granted AND held.pid = pg_backend_pid()
"""


@pytest.fixture
def meanwhile() -> Iterator[Meanwhile]:
    """Start something in another thread, on a connection of its own, and go on when it waits for a lock."""

    def doing(do: Callable[[], object]) -> object:
        try:
            return do()
        finally:
            connection.close()

    def start(do: Callable[[], object]) -> Future[object]:
        other = elsewhere.submit(doing, do)
        deadline = time.monotonic() + 20
        while not other.done() and time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute(WAITING)
                if cursor.fetchone()[0]:
                    break
            time.sleep(0.01)
        return other

    with ThreadPoolExecutor(1) as elsewhere:
        yield start


def rationale_of(score: Score, text: str) -> ScoreChange:
    return ScoreChange(score.alternative.framework.slug, score.weight.criterion.slug, rationale=text)


class TestTwoWriters:
    def test_cite_a_claim_and_correct_it(self, meanwhile: Meanwhile) -> None:
        with transaction.atomic():
            decision = make_decision()
        cited, citing, other = decision.scores.all()[:3]
        source = Source.objects.create(slug="paper", title="Paper")
        claim = Claim.objects.create(source=source, kind="strength", text="quick")
        cited.claims.add(claim)
        cite = ScoreChange(
            citing.alternative.framework.slug, citing.weight.criterion.slug, claims=(claim.pk,)
        )
        with transaction.atomic():
            set_scores(decision=decision.slug, changes=[rationale_of(other, "Seen.")], by=command())
            correcting = meanwhile(
                lambda: save_claim(claim=claim.pk, fields={"text": "very quick"}, by=command())
            )
            set_scores(decision=decision.slug, changes=[cite], by=command())
        correcting.result(10)
        assert claim.scores.count() == 2
        assert Claim.objects.get(pk=claim.pk).text == "very quick"

    def test_seed_and_change_a_decision(self, meanwhile: Meanwhile, seeded: None) -> None:
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        decision = Decision.objects.get(slug="python-rest-api-framework")
        curated, other = decision.scores.all()[:2]
        changes = [rationale_of(curated, "As we see it.")]
        set_scores(decision=decision.slug, changes=changes, by=command())
        with transaction.atomic():
            set_scores(decision=decision.slug, changes=[rationale_of(other, "Seen.")], by=command())
            seeding = meanwhile(lambda: seed(fixtures, by=command(), overwrite=True))
            set_scores(decision=decision.slug, changes=[rationale_of(curated, "Or so.")], by=command())
        seeding.result(30)
        assert not decision.scores.filter(rationale__in=["As we see it.", "Or so.", "Seen."]).exists()
