"""Saying, editing, removing and settling."""

from __future__ import annotations

import pytest

from decision.matrix.models import Alternative, Decision, Weight
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from decision.talk.models import Comment, CommentEvent, Notification  # type: ignore[attr-defined]
from decision.talk.services import About, add_comment, edit_comment, remove_comment, set_resolved
from frameworks.models import Claim, Source
from tests.cast import Cast
from tests.talk.saying import Say


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("user__username", flat=True))


class TestSaying:
    @pytest.mark.parametrize(
        ("who", "refusal"), [("victor", Forbidden), ("stella", Forbidden), ("otto", NotThere)]
    )
    def test_is_for_those_who_take_part(self, say: Say, who: str, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            say(who, "Let me in")
        assert not Comment.objects.exists()

    def test_in_a_private_decision_is_for_its_editors(self, cast: Cast, say: Say) -> None:
        say("edgar", "Between us", on=cast.private)
        with pytest.raises(NotThere):
            say("cora", "Me too", on=cast.private)

    def test_goes_on_when_the_decision_is_decided(self, cast: Cast, say: Say) -> None:
        Decision.objects.update(status=Decision.Status.DECIDED)
        assert say("cora", "It held for a year").pk

    def test_does_not_raise_the_revision(self, cast: Cast, say: Say) -> None:
        say("cora", "Words change no numbers")
        assert Decision.objects.get(pk=cast.shared.pk).revision == 1

    def test_remembers_in_words_what_it_is_about(self, say: Say) -> None:
        assert say("cora", "1").about == ""
        assert say("cora", "2", about=About("performance")).about == "Performance"
        assert say("cora", "3", about=About("performance", "flask")).about == "Performance of Flask"

    @pytest.mark.parametrize(
        ("about", "place"),
        [
            (About("beauty"), "/criterion"),
            (About("performance", "rails"), "/framework"),
            (About(None, "flask"), "/framework"),
            (About(claim=404), "/claim"),
        ],
    )
    def test_about_what_is_not_part_of_the_decision_is_refused(
        self, say: Say, about: About, place: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            say("cora", "What of this?", about=about)
        assert [where for where, _ in refused.value.errors] == [place]

    def test_about_a_claim_stands_in_the_cell_that_cites_it(self, cast: Cast, say: Say) -> None:
        source = Source.objects.create(slug="s", title="S")
        score = cast.shared.scores.get(
            alternative__framework__slug="flask", weight__criterion__slug="documentation"
        )
        cited, other = (
            Claim.objects.create(
                source=source, framework=score.alternative.framework, kind="strength", text=text,

            )
            for text in ("Readable", "Small")
        )  # fmt: skip
        score.claims.add(cited)
        comment = say("cora", "Who says so?", about=About(claim=cited.pk))
        assert (comment.criterion.slug, comment.framework.slug) == ("documentation", "flask")  # type: ignore[union-attr]
        assert comment.about == "a claim on Documentation of Flask"
        part = (
            cast.client("cora").get("/decisions/shared-choice/talk/on/documentation/flask/").content.decode()
        )
        assert f'<option value="{cited.pk}">The claim “Readable”</option>' in part
        assert "Small" not in part
        for wrong in (About(claim=other.pk), About("performance", "flask", cited.pk)):
            with pytest.raises(Invalid, match="cites claim"):
                say("cora", "And this?", about=wrong)

    def test_a_reply_stands_in_its_thread_whichever_comment_is_answered(self, cast: Cast, say: Say) -> None:
        first = say("cora", "Why 6?", about=About("performance", "flask"))
        reply = say("edgar", "Measured", thread=first.pk)
        assert say("cora", "Where?", thread=reply.pk).parent_id == first.pk
        with pytest.raises(NotThere):
            add_comment(decision=cast.public.slug, text="Astray", thread=first.pk, by=cast.actor("cora"))
        with pytest.raises(Invalid, match="what its thread is about"):
            say("cora", "Elsewhere", thread=first.pk, about=About("scalability"))

    def test_survives_the_criterion_and_the_alternative(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "Keep this", about=About("performance", "flask"))
        Weight.objects.filter(decision=cast.shared, criterion__slug="performance").delete()
        Alternative.objects.filter(decision=cast.shared, framework__slug="flask").delete()
        page = cast.client("cora").get(f"/decisions/shared-choice/talk/{comment.pk}/").content.decode()
        assert "Performance of Flask<span" in page
        assert "no longer part of the decision" in page


class TestWhoIsTold:
    def test_editors_of_a_new_thread_then_those_in_it(self, say: Say) -> None:
        first = say("cora", "Why?")
        assert told("comment") == {"olga", "edgar"}
        say("olga", "Because", thread=first.pk)
        assert told("reply") == {"cora"}
        say("cora", "Ah", thread=first.pk)
        assert told("reply") == {"cora", "olga"}

    def test_the_mentioned_once_and_for_that(self, say: Say) -> None:
        say("cora", "@olga and @victor, look; @cora too")
        assert told("mention") == {"olga", "victor"}
        assert told("comment") == {"edgar"}

    def test_nobody_outside_is_called_by_name(self, cast: Cast, say: Say) -> None:
        say("cora", "@otto @stella @nobody look")
        assert told("mention") == set()
        say("edgar", "@cora @victor @olga look", on=cast.private)
        assert told("mention") == {"olga"}

    def test_an_edit_tells_the_newly_mentioned_only(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "@olga?")
        edit_comment(
            decision=cast.shared.slug, comment=comment.pk, text="@olga, @victor?", by=cast.actor("cora")
        )
        assert Notification.objects.filter(kind="mention", user=cast.users["olga"]).count() == 1
        assert told("mention") == {"olga", "victor"}


class TestEditing:
    def test_is_for_the_author_and_keeps_what_was_said_before(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "Fats")
        with pytest.raises(Forbidden, match="Only who wrote"):
            edit_comment(decision="shared-choice", comment=comment.pk, text="Mine", by=cast.actor("olga"))
        edited = edit_comment(
            decision="shared-choice", comment=comment.pk, text="Fast", by=cast.actor("cora")
        )
        assert edited.edited_at is not None
        texts = CommentEvent.objects.filter(pgh_obj=comment).order_by("pgh_id").values_list("text", flat=True)
        assert list(texts) == ["Fats", "Fast"]

    def test_to_nothing_is_refused_and_to_the_same_is_no_edit(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "Fast")
        with pytest.raises(Invalid):
            edit_comment(decision="shared-choice", comment=comment.pk, text=" ", by=cast.actor("cora"))
        same = edit_comment(decision="shared-choice", comment=comment.pk, text="Fast ", by=cast.actor("cora"))
        assert same.edited_at is None


class TestRemoving:
    def test_leaves_a_stone_and_takes_its_notifications_along(self, cast: Cast, say: Say) -> None:
        comment = say("cora", "Sorry")
        remove_comment(decision="shared-choice", comment=comment.pk, by=cast.actor("cora"))
        comment.refresh_from_db()
        assert (comment.text, comment.removed_by_id) == ("", cast.users["cora"].pk)
        assert not Notification.objects.exists()
        with pytest.raises(Conflicting):
            edit_comment(decision="shared-choice", comment=comment.pk, text="Back", by=cast.actor("cora"))

    def test_by_an_editor_needs_a_reason_and_by_others_is_refused(self, cast: Cast, say: Say) -> None:
        comment = say("olga", "Not nice")
        with pytest.raises(Forbidden):
            remove_comment(decision="shared-choice", comment=comment.pk, by=cast.actor("cora"), reason="No")
        with pytest.raises(Invalid, match="Say why"):
            remove_comment(decision="shared-choice", comment=comment.pk, by=cast.actor("edgar"), reason=" ")
        remove_comment(
            decision="shared-choice", comment=comment.pk, by=cast.actor("edgar"), reason="Off topic"
        )
        page = cast.client("victor").get("/decisions/shared-choice/talk/").content.decode()
        assert "Removed by edgar: Off topic" in page
        assert "Not nice" not in page

    def test_of_the_last_words_settles_the_thread(self, cast: Cast, say: Say) -> None:
        first = say("cora", "One")
        reply = say("olga", "Two", thread=first.pk)
        remove_comment(decision="shared-choice", comment=first.pk, by=cast.actor("cora"))
        assert Comment.objects.get(pk=first.pk).resolved_at is None
        remove_comment(decision="shared-choice", comment=reply.pk, by=cast.actor("olga"))
        assert Comment.objects.get(pk=first.pk).resolved_at is not None
        with pytest.raises(Conflicting, match="write a reply"):
            set_resolved(decision="shared-choice", comment=first.pk, resolved=False, by=cast.actor("olga"))


class TestSettling:
    def test_is_for_those_in_the_thread_and_editors(self, cast: Cast, say: Say) -> None:
        first = say("olga", "Settled?")
        with pytest.raises(Forbidden, match="Only those who take part"):
            set_resolved(decision="shared-choice", comment=first.pk, resolved=True, by=cast.actor("cora"))
        reply = say("cora", "Yes", thread=first.pk)
        done = set_resolved(decision="shared-choice", comment=reply.pk, resolved=True, by=cast.actor("cora"))
        assert (done.pk, done.resolved_by_id) == (first.pk, cast.users["cora"].pk)
        again = set_resolved(
            decision="shared-choice", comment=first.pk, resolved=False, by=cast.actor("edgar")
        )
        assert again.resolved_at is None

    def test_is_undone_by_a_reply(self, cast: Cast, say: Say) -> None:
        first = say("cora", "Done")
        set_resolved(decision="shared-choice", comment=first.pk, resolved=True, by=cast.actor("cora"))
        assert say("olga", "Not quite", thread=first.pk).parent is not None
        assert Comment.objects.get(pk=first.pk).resolved_at is None
