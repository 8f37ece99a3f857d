"""Two entries that are one: everything moves, nothing is lost, and what cannot be is refused with the place."""

from __future__ import annotations

import pytest

from decision.curation.merging import merge, preview_merge
from decision.curation.pointing import pointers_to
from decision.evidence.selectors import acknowledgements_of
from decision.evidence.selectors.acts import acts_of
from decision.evidence.services import acknowledge_finding
from decision.matrix.models import Decision
from decision.matrix.selectors import load_matrix
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.rounds.models import Round
from decision.seeding import seed
from decision.talk.services import About, add_comment
from decision.teams.actors import Actor, command, visitor
from frameworks.models import Claim, Framework, Merge, Source
from frameworks.services import review_claims, save_framework
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BY = Actor(name="carol", is_staff=True, can_write=True, door="admin")


@pytest.fixture
def twin(cast: Cast) -> Framework:
    """Flask a second time."""
    return Framework.objects.create(slug="flask-py", name="flask.py", package_name="flask")


@pytest.fixture
def flask(cast: Cast) -> Framework:
    return Framework.objects.get(slug="flask")


@pytest.fixture
def paper(cast: Cast) -> Source:
    return Source.objects.create(slug="paper", title="Paper", document="paper.md", checksum="a" * 64)


def a_claim(source: Source, framework: Framework, **more: object) -> Claim:
    fields = {"kind": "strength", "text": "Quick", "lines": [[3, 3]], **more}
    return Claim.objects.create(source=source, framework=framework, **fields)


def merged(kept: object, dropped: object, kind: str = "framework") -> Merge:
    return merge(kind=kind, kept=kept.pk, dropped=dropped.pk, by=BY)  # type: ignore[attr-defined]


def refusal(kept: object, dropped: object, kind: str = "framework") -> str:
    with pytest.raises(Invalid) as refused:
        merged(kept, dropped, kind)
    return " ".join(text for _, text in refused.value.errors)


class TestFrameworks:
    def test_take_along_whatever_points_to_them(
        self, cast: Cast, flask: Framework, twin: Framework, paper: Source
    ) -> None:
        other = Framework.objects.get(slug="tornado")
        own = a_claim(paper, flask)
        proxy = a_claim(paper, other, measured_on=flask, text="b")
        related = a_claim(paper, other, related=flask, kind="relation", text="alternative to")
        score = cast.shared.scores.filter(alternative__framework=flask).first()
        assert score is not None
        score.claims.add(own)
        about = About(criterion="performance", framework="flask")
        comment = add_comment(
            decision="shared-choice", text="Why?", by=cast.actor("cora"), about=about
        ).comment
        done = merged(twin, flask)
        for claim in (own, proxy, related):
            claim.refresh_from_db()
        comment.refresh_from_db()
        assert (own.framework, proxy.measured_on, related.related, comment.framework) == (twin,) * 4
        assert list(score.claims.all()) == [own]
        loaded = load_matrix(cast.shared.pk)
        assert loaded is not None
        assert "flask-py" in {row.key for row in loaded.alternatives}
        assert ("flask-py", "performance") in loaded.cells
        assert done.moved["frameworks.claim.framework"] == [own.pk]
        assert done.fields["slug"] == "flask"
        assert not Framework.objects.filter(slug="flask").exists()

    def test_take_along_what_was_said_of_findings(
        self, cast: Cast, flask: Framework, twin: Framework
    ) -> None:
        finding = {"decision": "public-choice", "finding": "published_total_differs:flask"}
        acknowledge_finding(**finding, reason="It rounds.", by=cast.actor("edgar"))
        merged(twin, flask)
        kept = acknowledgements_of(cast.public.pk)
        assert {key: row.reason for key, row in kept.items()} == {
            "published_total_differs:flask-py": "It rounds."
        }
        assert len(acts_of(cast.public.pk, sees_names=True)) == 1

    def test_of_which_one_has_the_others_figures_stay_two(
        self, flask: Framework, twin: Framework, paper: Source
    ) -> None:
        claim = a_claim(paper, flask, measured_on=twin)
        said = f"Claim {claim.pk} of “Flask” was measured on “flask.py”"
        assert said in refusal(flask, twin)
        assert said in refusal(twin, flask)

    def test_leave_no_pointer_behind(self, flask: Framework, twin: Framework) -> None:
        merged(twin, flask)
        for pointer in pointers_to(Framework):
            assert not pointer.model._default_manager.filter(**{pointer.field.attname: flask.pk}).exists(), (
                pointer
            )

    def test_keep_their_history_and_are_on_record(self, flask: Framework, twin: Framework) -> None:
        events = list(flask.events.values_list("pgh_id", flat=True))
        done = merged(twin, flask)
        kept = flask.events.model.objects.filter(pgh_obj_id=done.former_id)
        assert set(events) < set(kept.values_list("pgh_id", flat=True))
        assert kept.latest("pgh_id").pgh_label == "delete"
        assert kept.latest("pgh_id").pgh_context.metadata["actor"] == "carol"
        assert done.events.get().pgh_context.metadata["actor"] == "carol"

    def test_take_over_what_only_the_other_says(self, flask: Framework, twin: Framework) -> None:
        merged(flask, twin)
        flask.refresh_from_db()
        assert (flask.package_name, flask.name) == ("flask", "Flask")

    def test_lead_on_from_their_old_address(self, cast: Cast, flask: Framework, twin: Framework) -> None:
        third = Framework.objects.create(slug="flask3", name="Flask 3")
        merged(twin, flask)
        merged(third, twin)
        for old in ("flask", "flask-py"):
            assert cast.visitor.get(f"/catalog/{old}/")["Location"] == "/catalog/flask3/"
            assert cast.visitor.get(f"/api/v1/frameworks/{old}/")["Location"] == "/api/v1/frameworks/flask3/"
        cell = "/decisions/public-choice/cells/performance"
        assert cast.visitor.get(f"{cell}/flask/?w=1")["Location"] == f"{cell}/flask3/?w=1"
        assert cast.visitor.get(f"{cell}/flask3/").status_code == 200
        assert cast.visitor.get(f"{cell}/nowhere/").status_code == 404
        assert cast.visitor.get("/catalog/nowhere/").status_code == 404
        assert cast.visitor.get("/api/v1/frameworks/nowhere/").status_code == 404
        with pytest.raises(Invalid, match="This address leads to “Flask 3”"):
            save_framework(framework=None, fields={"slug": "flask", "name": "New"}, by=BY)

    def test_are_not_merged_where_both_take_part(self, cast: Cast, flask: Framework) -> None:
        said = refusal(Framework.objects.get(slug="tornado"), flask)
        assert "Both are among the alternatives of “Public-Choice”: take one out there first." in said
        assert "“Private-Choice”" in said

    def test_are_not_merged_into_decided_decisions(
        self, cast: Cast, flask: Framework, twin: Framework
    ) -> None:
        Decision.objects.filter(pk=cast.public.pk).update(status="decided")
        assert "“Public-Choice” is decided: its alternatives stay as they were" in refusal(twin, flask)
        merged(flask, twin)

    def test_are_not_merged_where_a_round_asked_about_them(
        self, cast: Cast, flask: Framework, twin: Framework
    ) -> None:
        Round.objects.create(decision=cast.shared, number=1, asked={"alternatives": {"flask": "Flask"}})
        assert "Round 1 of “Shared-Choice” asked about “Flask”" in refusal(twin, flask)

    def test_are_not_merged_when_one_is_said_to_relate_to_the_other(
        self, flask: Framework, twin: Framework, paper: Source
    ) -> None:
        claim = a_claim(paper, twin, related=flask, kind="relation", text="faster than")
        assert f"Claim {claim.pk} relates the two to each other (“faster than”)" in refusal(twin, flask)

    def test_are_not_merged_into_a_circle(self, flask: Framework, twin: Framework, paper: Source) -> None:
        base = Framework.objects.get(slug="tornado")
        a_claim(paper, flask, related=base, kind="relation", text="built on")
        a_claim(paper, base, related=twin, kind="relation", text="extends")
        with pytest.raises(Invalid, match="Relations would lead in a circle: claim"):
            merged(twin, flask)
        assert Framework.objects.filter(slug="flask").exists()

    def test_are_not_merged_when_they_are_two_packages(self, flask: Framework, twin: Framework) -> None:
        Framework.objects.filter(pk=flask.pk).update(package_name="flask2")
        flask.refresh_from_db()
        assert "They are two packages" in refusal(flask, twin)

    def test_are_merged_as_they_were_looked_at(
        self, cast: Cast, flask: Framework, twin: Framework, paper: Source
    ) -> None:
        shown = preview_merge(kind="framework", kept=twin.pk, dropped=flask.pk, by=BY)
        assert dict(shown.moves)["alternatives"] == 3
        a_claim(paper, flask)
        with pytest.raises(Conflicting, match="look at it again"):
            merge(kind="framework", kept=twin.pk, dropped=flask.pk, digest=shown.digest, by=BY)

    def test_are_merged_by_curators_alone(self, cast: Cast, flask: Framework, twin: Framework) -> None:
        for by in (visitor(), cast.actor("olga")):
            with pytest.raises(Forbidden):
                merge(kind="framework", kept=flask.pk, dropped=twin.pk, by=by)

    def test_need_to_be_two_that_are_there(self, flask: Framework) -> None:
        with pytest.raises(Invalid, match="into itself"):
            merged(flask, flask)
        with pytest.raises(NotThere):
            merge(kind="framework", kept=flask.pk, dropped=999_999, by=BY)
        with pytest.raises(Invalid):
            merge(kind="decision", kept=1, dropped=2, by=BY)


class TestSources:
    def test_take_along_claims_and_lead_on(self, cast: Cast, flask: Framework, paper: Source) -> None:
        copy = Source.objects.create(slug="paper-2", title="paper", document="paper.md", checksum="a" * 64)
        claim = a_claim(copy, flask)
        merged(paper, copy, "source")
        claim.refresh_from_db()
        assert claim.source == paper
        assert cast.visitor.get("/sources/paper-2/")["Location"] == "/sources/paper/"
        assert cast.visitor.get("/api/v1/sources/paper-2/")["Location"] == "/api/v1/sources/paper/"

    def test_of_two_documents_stay_two(self, paper: Source) -> None:
        other = Source.objects.create(slug="paper-2", title="Paper", document="paper.md", checksum="b" * 64)
        assert "their checksums differ" in refusal(paper, other, "source")
        third = Source.objects.create(slug="paper-3", title="Paper", document="other.md")
        assert "They are two documents, “paper.md” and “other.md”" in refusal(paper, third, "source")
        longer = Source.objects.create(slug="paper-4", title="Paper")
        claim = Claim.objects.create(source=longer, kind="strength", text="Late", lines=[[43, 43]])
        Source.objects.filter(pk=paper.pk).update(line_count=42)
        paper.refresh_from_db()
        assert f"Claim {claim.pk} names a line that “Paper” does not have" in refusal(paper, longer, "source")


class TestClaims:
    def test_of_the_same_are_cited_once(self, cast: Cast, flask: Framework, paper: Source) -> None:
        kept, dropped = a_claim(paper, flask), a_claim(paper, flask, text="quick!", lines=[[1, 2]])
        both, one = cast.shared.scores.all()[:2]
        both.claims.set([kept, dropped])
        one.claims.set([dropped])
        merged(kept, dropped, "claim")
        kept.refresh_from_db()
        dropped.refresh_from_db()
        assert (list(both.claims.all()), list(one.claims.all())) == ([kept], [kept])
        assert kept.lines == [[1, 2], [3, 3]]
        assert (dropped.status, dropped.review_reason) == ("rejected", f"Merged into claim {kept.pk}.")

    def test_of_different_things_stay_two(self, flask: Framework, paper: Source) -> None:
        other = a_claim(paper, Framework.objects.get(slug="tornado"))
        assert "They are of two frameworks: “Flask” and “Tornado”." in refusal(
            a_claim(paper, flask), other, "claim"
        )

    def test_are_not_merged_into_one_that_does_not_count(self, flask: Framework, paper: Source) -> None:
        kept, dropped = a_claim(paper, flask), a_claim(paper, flask)
        review_claims(claims=[kept.pk], status="rejected", reason="No", by=BY)
        assert "keep the other one" in refusal(kept, dropped, "claim")


class TestTheSeedAfterAMerge:
    def test_brings_nothing_back_and_takes_nothing_away(self, settings: object, seeded: None) -> None:
        root = settings.BASE_DIR / "fixtures"  # type: ignore[attr-defined]
        kept = Framework.objects.create(slug="sanic-framework", name="Sanic framework")
        merged(kept, Framework.objects.get(slug="sanic"))
        source = Source.objects.get(slug="tornado-vs-django-2023")
        copy = Source.objects.create(slug="copy", title=source.title, checksum=source.checksum)
        merged(copy, source, "source")
        before = list(Claim.objects.order_by("id").values())
        cited = Claim.scores.through.objects.count()
        report = seed(root, by=command())
        assert (report.created, report.updated) == (0, 0), report
        assert list(Claim.objects.order_by("id").values()) == before
        assert Claim.scores.through.objects.count() == cited
