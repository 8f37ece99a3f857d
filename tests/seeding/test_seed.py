"""Seeding: repeatable, all or nothing, and it never takes away what a curator did."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from criteria.models import Scale
from decision import engine
from decision.matrix.models import Decision, Score
from decision.matrix.selectors import matrix_of, open_decision
from decision.problems import Forbidden
from decision.record.models import SeedEntry
from decision.seeding import BadFixture, read_fixtures, seed
from decision.seeding.keeping import _digest
from decision.teams.actors import command, visitor
from frameworks.models import Claim, Framework, Source
from frameworks.services import review_claims

pytestmark = pytest.mark.django_db

FILES: dict[str, Any] = {
    "sources.json": [{"slug": "paper", "title": "Paper", "document": "paper.txt"}],
    "scales.json": [{"slug": "ten", "name": "Ten", "kind": "numeric", "low": 0, "high": 10}],
    "metrics.json": [],
    "value_functions.json": [],
    "criteria.json": [{"slug": "speed", "name": "Speed", "scale": "ten"}],
    "frameworks.json": [{"slug": "left", "name": "Left"}, {"slug": "right", "name": "Right"}],
    "claims/paper.json": [
        {"key": "left-is-quick", "framework": "left", "kind": "strength", "text": "quick", "lines": [[3, 3]]}
    ],
    "decisions/pick.json": {
        "slug": "pick",
        "title": "Pick",
        "alternatives": [{"framework": "left"}, {"framework": "right"}],
        "weights": [{"criterion": "speed", "points": 1}],
        "scores": [
            {"framework": "left", "criterion": "speed", "value": 7.5, "claims": ["left-is-quick"]},
            {"framework": "right", "criterion": "speed", "value": 6},
        ],
    },
}


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, content)
    return tmp_path


def write(root: Path, name: str, content: Any) -> None:
    (root / name).write_text(json.dumps(content), encoding="utf-8")


def entry(name: str, index: int = 0) -> dict[str, Any]:
    return dict(FILES[name][index])


def left_score() -> Score:
    return Score.objects.get(alternative__framework__slug="left")


class TestSeed:
    def test_makes_decisions_that_cite_their_claims(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        assert left_score().value == Decimal("7.5")
        assert [claim.text for claim in left_score().claims.all()] == ["quick"]

    def test_changes_nothing_the_second_time(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        report = seed(fixtures, by=command())
        assert (report.created, report.updated, report.kept) == (0, 0, ())
        assert Decision.objects.get().revision == 1

    def test_brings_new_fixtures_to_rows_that_nobody_touched(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        write(
            fixtures,
            "frameworks.json",
            [{**entry("frameworks.json"), "name": "Lefter"}, entry("frameworks.json", 1)],
        )
        assert seed(fixtures, by=command()).updated == 1
        assert Framework.objects.get(slug="left").name == "Lefter"

    def test_keeps_what_a_curator_changed(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        Score.objects.filter(pk=left_score().pk).update(value=3)
        report = seed(fixtures, by=command())
        assert left_score().value == 3
        assert report.kept == ("score pick/left/speed (changed)",)

    def test_keeps_what_a_curator_removed(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        left_score().delete()
        report = seed(fixtures, by=command())
        assert Score.objects.count() == 1
        assert report.kept == ("score pick/left/speed (removed)",)

    def test_keeps_what_a_curator_no_longer_cites(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        left_score().claims.clear()
        seed(fixtures, by=command())
        assert not left_score().claims.exists()

    def test_keeps_what_a_curator_made_of_a_claim(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        claim = Claim.objects.get()
        review_claims(claims=[claim.pk], status="rejected", reason="Not so", by=command())
        report = seed(fixtures, by=command())
        assert (report.created, report.updated, report.kept) == (0, 0, ())
        claim.refresh_from_db()
        assert (claim.status, claim.review_reason) == ("rejected", "Not so")

    def test_brings_fields_that_an_earlier_release_did_not_know(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        without = {"slug": "left", "name": "Left", "short_name": "", "category": "", "summary": ""}
        SeedEntry.objects.filter(kind="framework", key="left").update(digest=_digest(without))
        write(
            fixtures,
            "frameworks.json",
            [entry("frameworks.json") | {"package_name": "left"}, entry("frameworks.json", 1)],
        )
        (paper,) = FILES["sources.json"]
        known = {"publisher": "", "kind": "", "published_on": None, "checksum": "", **paper}
        SeedEntry.objects.filter(kind="source").update(digest=_digest(known))
        write(fixtures, "sources.json", [paper | {"line_count": 12}])
        assert seed(fixtures, by=command()).kept == ()
        assert Framework.objects.get(slug="left").package_name == "left"
        assert Source.objects.get().line_count == 12

    def test_overwrites_a_curator_only_when_told_to(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        Score.objects.filter(pk=left_score().pk).update(value=3)
        left_score().claims.clear()
        Score.objects.get(alternative__framework__slug="right").delete()
        seed(fixtures, by=command(), overwrite=True)
        assert left_score().value == Decimal("7.5")
        assert left_score().claims.count() == 1
        assert Score.objects.count() == 2

    def test_has_no_say_in_what_somebody_stored_since(self, fixtures: Path) -> None:
        seed(fixtures, by=command())
        Scale.objects.update(high=5)
        report = seed(fixtures, by=command())
        assert (report.created, report.updated) == (0, 0)
        assert Scale.objects.get().high == 5

    def test_is_for_curators(self, fixtures: Path) -> None:
        with pytest.raises(Forbidden):
            seed(fixtures, by=visitor())


class TestBadFixtures:
    @pytest.mark.parametrize(
        ("name", "content", "complaint"),
        [
            (
                "claims/paper.json",
                [{"key": "x", "framework": "nobody", "kind": "strength", "text": "y", "lines": [[1, 1]]}],
                "claims/paper.json: entry 1 (x): framework: there is no “nobody”",
            ),
            (
                "claims/paper.json",
                [{"key": "x", "framework": "left", "kind": "strength", "text": "y", "lines": [[4, 1]]}],
                "claims/paper.json: entry 1 (x): entry: Value error, lines are [from, to] with from ≤ to",
            ),
            (
                "scales.json",
                [{"slug": "ten", "name": "Ten", "kind": "numeric", "low": 10, "high": 0}],
                "scales.json",
            ),
            (
                "frameworks.json",
                [entry("frameworks.json")] * 2,
                "already there as frameworks.json: entry 1 (left)",
            ),
            (
                "criteria.json",
                [{**entry("criteria.json"), "color": "red"}],
                "color: Extra inputs are not permitted",
            ),
            (
                "criteria.json",
                [{**entry("criteria.json"), "parent": "speed"}],
                "criteria.json: these stand beneath each other in a circle: speed",
            ),
            ("metrics.json", {}, "metrics.json: holds dict, not a list of entries"),
        ],
    )
    def test_are_refused_by_file_and_entry(
        self, fixtures: Path, name: str, content: object, complaint: str
    ) -> None:
        write(fixtures, name, content)
        with pytest.raises(BadFixture) as refused:
            read_fixtures(fixtures)
        assert complaint in str(refused.value)

    def test_leave_nothing_half_loaded(self, fixtures: Path) -> None:
        scores = FILES["decisions/pick.json"]["scores"]
        far = {**FILES["decisions/pick.json"], "scores": [{**scores[0], "value": 11}]}
        write(fixtures, "decisions/pick.json", far)
        with pytest.raises(
            BadFixture, match=r"decisions/pick\.json: Score outside its scale: .*left on speed"
        ):
            seed(fixtures, by=command())
        assert not Claim.objects.exists()

    def test_are_one_clear_message_on_the_command_line(self, fixtures: Path) -> None:
        (fixtures / "metrics.json").write_bytes(b"[\xff]")
        with pytest.raises(CommandError, match=r"metrics\.json: is not JSON in UTF-8"):
            call_command("seed", fixtures=fixtures)


@pytest.mark.usefixtures("seeded")
class TestOurFixtures:
    def test_give_the_weighted_matrix_exactly(self) -> None:
        loaded = matrix_of(open_decision("python-rest-api-framework", by=visitor()))
        totals = {row.alternative: row.total for row in engine.rank(loaded.matrix).standings}
        assert totals == {
            "fastapi": Decimal("9.65"),
            "django-rest-framework": Decimal("7.6"),
            "flask": Decimal("6.85"),
            "tornado": Decimal("6.45"),
        }
        printed = [row.published_total for row in loaded.alternatives]
        assert printed == [Decimal("9.5"), Decimal("7.8"), Decimal("7.0"), Decimal("6.9")]

    def test_open_all_six_decisions_at_their_first_revision(self) -> None:
        slugs = Decision.objects.values_list("slug", flat=True)
        assert set(slugs) == {
            "python-rest-api-framework",
            "twelve-requirements",
            "measured-performance",
            "tornado-or-django",
            "tornado-or-django-channels",
            "django-rest-framework-or-tornado",
        }
        for slug in slugs:
            decision = open_decision(slug, by=visitor())
            assert decision.revision == 1
            assert engine.rank(matrix_of(decision).matrix).standings
