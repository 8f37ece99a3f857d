"""A merge undone: the entry is there again with what was its own, and what changed since stays and is named."""

from __future__ import annotations

import pytest
from django.test import Client

from decision.curation.merging import merge
from decision.curation.undoing import preview_undo, undo_merge
from decision.evidence.selectors import acknowledgements_of
from decision.evidence.services import acknowledge_finding
from decision.matrix.models import Decision
from decision.matrix.selectors import load_matrix
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.teams.actors import Actor, visitor
from frameworks.models import Claim, Framework, Merge, Source
from frameworks.services import save_claim, save_framework
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BY = Actor(name="carol", is_staff=True, can_write=True, door="admin")


@pytest.fixture
def twin(cast: Cast) -> Framework:
    return Framework.objects.create(slug="flask-py", name="flask.py")


@pytest.fixture
def flask(cast: Cast) -> Framework:
    return Framework.objects.get(slug="flask")


@pytest.fixture
def paper(cast: Cast) -> Source:
    return Source.objects.create(slug="paper", title="Paper", document="paper.md", published_on="2025-01-31")


def a_claim(source: Source, framework: Framework, **more: object) -> Claim:
    fields = {"kind": "strength", "text": "Quick", "lines": [[3, 3]], **more}
    return Claim.objects.create(source=source, framework=framework, **fields)


def merged(kept: object, dropped: object, kind: str = "framework") -> Merge:
    return merge(kind=kind, kept=kept.pk, dropped=dropped.pk, by=BY)  # type: ignore[attr-defined]


def refusal(done: Merge) -> str:
    with pytest.raises(Invalid) as refused:
        undo_merge(merge=done.pk, by=BY)
    return " ".join([refused.value.detail, *(text for _, text in refused.value.errors)])


def everything() -> dict[str, list[dict[str, object]]]:
    """The catalogue and what points to it."""
    rows = {
        model.__name__: list(model.objects.order_by("pk").values()) for model in (Claim, Framework, Source)
    }
    alternatives = Decision.objects.order_by("alternatives").values("slug", "alternatives__framework__slug")
    return {**rows, "alternatives": list(alternatives)}


class TestItIsAsBefore:
    def test_for_a_framework(self, cast: Cast, flask: Framework, twin: Framework, paper: Source) -> None:
        other = Framework.objects.get(slug="tornado")
        a_claim(paper, flask)
        a_claim(paper, other, measured_on=flask)
        a_claim(paper, other, related=flask, kind="relation", text="alternative to")
        a_claim(paper, twin, text="its own")
        Framework.objects.filter(pk=flask.pk).update(summary="Small.", package_name="flask")
        before = everything()
        done = merged(twin, flask)
        assert everything() != before
        undo_merge(merge=done.pk, by=BY)
        assert everything() == before
        loaded = load_matrix(cast.shared.pk)
        assert loaded is not None
        assert "flask" in {row.key for row in loaded.alternatives}

    def test_for_a_source(self, paper: Source, flask: Framework) -> None:
        copy = Source.objects.create(slug="copy", title="Paper")
        a_claim(paper, flask)
        before = everything()
        done = merged(copy, paper, "source")
        undo_merge(merge=done.pk, by=BY)
        assert everything() == before

    def test_for_what_was_said_of_findings(self, cast: Cast, flask: Framework, twin: Framework) -> None:
        finding = "published_total_differs:flask"
        acknowledge_finding(decision="public-choice", finding=finding, reason="So.", by=cast.actor("edgar"))
        done = merged(twin, flask)
        assert finding not in acknowledgements_of(cast.public.pk)
        undo_merge(merge=done.pk, by=BY)
        assert finding in acknowledgements_of(cast.public.pk)

    def test_and_its_address_leads_to_itself(self, client: Client, flask: Framework, twin: Framework) -> None:
        done = merged(twin, flask)
        assert client.get(flask.get_absolute_url()).status_code == 301
        undo_merge(merge=done.pk, by=BY)
        assert client.get(flask.get_absolute_url()).status_code == 200
        assert client.get("/api/v1/frameworks/flask/").json()["slug"] == "flask"

    def test_and_both_are_on_record(self, flask: Framework, twin: Framework) -> None:
        done = undo_merge(merge=merged(twin, flask).pk, by=BY)
        assert done.undone_at is not None
        labels = list(flask.events.order_by("pgh_id").values_list("pgh_label", flat=True))  # type: ignore[attr-defined]
        assert labels[-2:] == ["delete", "insert"]
        assert done.events.latest("pgh_id").pgh_context.metadata["actor"] == "carol"  # type: ignore[attr-defined]
        assert "undone on" in refusal(done)

    def test_one_merge_after_the_other(self, flask: Framework, twin: Framework, paper: Source) -> None:
        third = Framework.objects.create(slug="third", name="Third")
        a_claim(paper, flask)
        before = everything()
        first = merged(twin, flask)
        second = merged(third, twin)
        assert "“flask.py”, of which it was made a part, was itself merged into “Third”" in refusal(first)
        undo_merge(merge=second.pk, by=BY)
        undo_merge(merge=first.pk, by=BY)
        assert everything() == before


@pytest.mark.django_db(
    transaction=True
)  # what is of the merge and what came later is told by the transaction
class TestWhatChangedSince:
    def test_stays_and_is_named(self, flask: Framework, twin: Framework, paper: Source) -> None:
        claims = [
            a_claim(paper, flask, text=text) for text in ("as it was", "corrected", "elsewhere", "gone")
        ]
        done = merged(twin, flask)
        save_claim(claim=claims[1].pk, fields={"text": "Better"}, by=BY)
        save_claim(claim=claims[2].pk, fields={"framework": Framework.objects.get(slug="tornado")}, by=BY)
        claims[3].delete()
        told = " ".join(preview_undo(merge=done.pk, by=BY).stays)
        assert f"Claim #{claims[1].pk} flask.py: Better was changed since: text." in told
        assert "speaks of “Tornado” by now." in told
        assert "is gone." in told
        undo_merge(merge=done.pk, by=BY)
        assert list(Claim.objects.filter(framework=flask.pk)) == [claims[0]]
        assert list(Claim.objects.filter(framework=twin)) == [claims[1]]

    def test_of_the_entry_that_stayed_is_kept(self, flask: Framework, twin: Framework) -> None:
        Framework.objects.filter(pk=flask.pk).update(summary="Small.")
        done = merged(twin, flask)
        save_framework(framework=twin.pk, fields={"summary": "Smaller."}, by=BY)
        assert "The summary of “flask.py”: it was changed since." in preview_undo(merge=done.pk, by=BY).stays
        undo_merge(merge=done.pk, by=BY)
        assert set(
            Framework.objects.filter(pk__in=(flask.pk, twin.pk)).values_list("summary", flat=True)
        ) == {
            "Small.",
            "Smaller.",
        }

    def test_after_the_look_is_shown_first(self, flask: Framework, twin: Framework, paper: Source) -> None:
        claim = a_claim(paper, flask)
        done = merged(twin, flask)
        digest = preview_undo(merge=done.pk, by=BY).digest
        save_claim(claim=claim.pk, fields={"text": "Better"}, by=BY)
        with pytest.raises(Conflicting, match="changed since you looked"):
            undo_merge(merge=done.pk, digest=digest, by=BY)
        assert not Framework.objects.filter(slug="flask").exists()


class TestItIsRefused:
    def test_when_a_decided_decision_names_the_one_that_stayed(
        self, cast: Cast, flask: Framework, twin: Framework
    ) -> None:
        done = merged(twin, flask)
        Decision.objects.filter(pk=cast.shared.pk).update(status="decided")
        assert "reopen it first" in refusal(done)

    def test_when_another_has_the_address(self, flask: Framework, twin: Framework) -> None:
        done = merged(twin, flask)
        Framework.objects.create(slug="flask", name="Another")
        assert "Another framework has the address “flask” by now" in refusal(done)

    def test_for_claims_which_can_be_accepted_again(self, flask: Framework, paper: Source) -> None:
        done = merged(a_claim(paper, flask), a_claim(paper, flask), "claim")
        assert "accept it again" in refusal(done)

    def test_to_everybody_but_curators(self, flask: Framework, twin: Framework) -> None:
        done = merged(twin, flask)
        with pytest.raises(Forbidden):
            undo_merge(merge=done.pk, by=visitor())
        with pytest.raises(NotThere):
            undo_merge(merge=done.pk + 1, by=BY)
