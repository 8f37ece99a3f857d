"""What may be there twice, and what only looks like it."""

from __future__ import annotations

import pytest

from decision.curation.duplicates import duplicate_claims, duplicate_frameworks, duplicate_sources, spelling
from frameworks.models import Claim, Framework, Source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Django REST", "Django REST framework"),
        ("Django REST Framework", "django-rest-framework"),
        ("Express.js", "Express"),
        ("Flask RESTful", "flask_restful"),
    ],
)
def test_names_that_differ_in_little_are_one_spelling(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Django", "Django Channels"),
        (".NET", ".NET Framework"),
        ("ASP.NET", "ASP.NET Core"),
        ("Spring", "Spring Boot"),
    ],
)
def test_names_of_two_things_are_two(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@pytest.mark.django_db
class TestDuplicates:
    def test_of_frameworks_and_sources_are_found_by_name_and_checksum(self) -> None:
        for slug, name in (("left", "Left Web"), ("left-2", "left-web framework"), ("right", "Right")):
            Framework.objects.create(slug=slug, name=name)
        sources = [
            ("a", "Paper", ""),
            ("b", "paper.", ""),
            ("c", "One", "f" * 64),
            ("d", "Two", "f" * 64),
            ("e", "Other", ""),
        ]
        for slug, title, checksum in sources:
            Source.objects.create(slug=slug, title=title, checksum=checksum)
        assert [[row.slug for row in group.rows] for group in duplicate_frameworks()] == [["left", "left-2"]]
        assert [[row.slug for row in group.rows] for group in duplicate_sources()] == [["a", "b"], ["c", "d"]]

    def test_of_claims_are_found_whatever_the_case_and_punctuation(
        self, django_assert_num_queries: object
    ) -> None:
        source = Source.objects.create(slug="paper", title="Paper")
        left = Framework.objects.create(slug="left", name="Left")
        for text in ("It is quick.", "it is  QUICK", "It is slow", "It is quick!"):
            Claim.objects.create(source=source, framework=left, kind="strength", text=text)
        Claim.objects.create(source=source, framework=left, kind="weakness", text="It is quick")
        rejected = Claim.objects.create(source=source, framework=left, kind="strength", text="It is slow")
        Claim.objects.filter(pk=rejected.pk).update(status="rejected")
        with django_assert_num_queries(2):  # type: ignore[operator]
            found = duplicate_claims()
        assert [[row.text for row in group.rows] for group in found] == [
            ["It is quick.", "it is  QUICK", "It is quick!"]
        ]

    @pytest.mark.usefixtures("seeded")
    def test_raise_no_false_alarm_on_our_own_frameworks_and_documents(self) -> None:
        assert duplicate_frameworks() == ()
        assert duplicate_sources() == ()
        assert duplicate_claims() == ()

    def test_of_claims_that_are_very_many_are_shown_in_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("decision.curation.duplicates.ROWS_AT_MOST", 2)
        source = Source.objects.create(slug="paper", title="Paper")
        for text in ("Quick", "quick", "Quick!", "QUICK", "Quick."):
            Claim.objects.create(source=source, kind="strength", text=text)
        (group,) = duplicate_claims()
        assert len(group.rows) == 2
        assert group.why.endswith("as in 3 more")
