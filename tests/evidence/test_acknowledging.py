"""A finding that may stand: said with a reason, and taken back."""

from __future__ import annotations

import pytest

from decision.evidence import services
from decision.evidence.kept import audit_of, known_audit
from decision.evidence.models import Acknowledgement
from decision.evidence.selectors import standing_of
from decision.matrix.models import Decision
from decision.matrix.selectors import open_decision
from decision.problems import Conflicting, Forbidden, Invalid, NotThere
from frameworks.models import Claim, Source
from tests.cast import Cast

KEY = "published_total_differs:flask"
SLUG = "public-choice"

pytestmark = pytest.mark.django_db


def acknowledge(
    cast: Cast, reason: str = "Known.", who: str = "edgar", finding: str = KEY, **more: str
) -> Acknowledgement:
    return services.acknowledge_finding(
        decision=SLUG, finding=finding, reason=reason, by=cast.actor(who), **more
    )


def open_keys(cast: Cast) -> set[str]:
    return {one.key for one in audit_of(open_decision(SLUG, by=cast.actor("edgar"))).open}


def test_an_acknowledged_finding_is_no_longer_open_and_keeps_who_when_and_why(cast: Cast) -> None:
    assert KEY in open_keys(cast)
    row = acknowledge(cast, "  The document   rounds. ")
    assert KEY not in open_keys(cast)
    assert (row.reason, row.name) == ("The document rounds.", "edgar")
    assert row.said.startswith("The printed total of Flask is 7.0")


def test_it_changes_neither_the_matrix_nor_its_revision(cast: Cast) -> None:
    acknowledge(cast)
    assert Decision.objects.get(slug=SLUG).revision == 1


def test_every_act_is_on_record(cast: Cast) -> None:
    row = acknowledge(cast, "First.")
    acknowledge(cast, "Second.")
    services.reopen_finding(decision=SLUG, acknowledgement=row.pk, by=cast.actor("olga"))
    told = row._meta.get_field("events").related_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    assert list(told.values_list("pgh_label", "reason")) == [
        ("insert", "First."), ("update", "Second."), ("delete", "Second."),
    ]  # fmt: skip


def test_it_can_be_taken_back(cast: Cast) -> None:
    row = acknowledge(cast)
    services.reopen_finding(decision=SLUG, acknowledgement=row.pk, by=cast.actor("edgar"))
    assert KEY in open_keys(cast)
    with pytest.raises(NotThere):
        services.reopen_finding(decision=SLUG, acknowledgement=row.pk, by=cast.actor("edgar"))


@pytest.mark.parametrize("who", ["cora", "victor", "otto"])
def test_only_editors_may(cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        acknowledge(cast, who=who)
    row = acknowledge(cast)
    with pytest.raises(Forbidden):
        services.reopen_finding(decision=SLUG, acknowledgement=row.pk, by=cast.actor(who))


def test_it_may_be_said_of_a_decided_decision_too(cast: Cast) -> None:
    Decision.objects.filter(slug=SLUG).update(status=Decision.Status.DECIDED)
    acknowledge(cast)
    assert KEY not in open_keys(cast)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "x" * 601, "Known\u202egnp."])
def test_without_a_reason_that_can_be_read_nothing_is_kept(cast: Cast, reason: str) -> None:
    with pytest.raises(Invalid):
        acknowledge(cast, reason)
    assert not Acknowledgement.objects.exists()


def test_a_finding_that_is_not_there_cannot_be(cast: Cast) -> None:
    with pytest.raises(NotThere):
        acknowledge(cast, finding="published_total_differs:nobody")


def test_of_other_facts_than_those_that_were_seen_it_is_refused(cast: Cast) -> None:
    with pytest.raises(Conflicting, match=r"It says now: The printed total of Flask is 7\.0"):
        acknowledge(cast, fingerprint="0" * 16)


def test_another_decisions_acknowledgement_is_out_of_reach(cast: Cast) -> None:
    row = acknowledge(cast)
    with pytest.raises(NotThere):
        services.reopen_finding(decision="shared-choice", acknowledgement=row.pk, by=cast.actor("edgar"))


def test_a_newer_release_on_record_is_heard_of_though_no_score_cites_it(cast: Cast) -> None:
    source = Source.objects.create(slug="notes", title="Release notes")
    score = cast.public.scores.get(
        alternative__framework__slug="flask", weight__criterion__slug="performance"
    )
    flask = score.alternative.framework
    score.claims.add(
        Claim.objects.create(source=source, framework=flask, kind="feature", text="Quick", version="2.0")
    )
    key = "version_outdated:flask:2.0"
    assert key not in open_keys(cast)
    Claim.objects.create(source=source, framework=flask, kind="release", text="3.1", version="3.1")
    assert key in open_keys(cast)


def test_what_is_known_is_told_without_a_query_and_what_is_not_is_not_computed(cast: Cast) -> None:
    opened = open_decision(SLUG, by=cast.actor("edgar"))
    audit_of(opened)
    standing = standing_of(opened.id)
    known = known_audit(opened, standing)
    assert known is not None
    assert KEY in {one.key for one in known.open}


def test_the_page_of_the_history_tells_it_in_words_to_outsiders_without_names(cast: Cast) -> None:
    history = f"/decisions/{SLUG}/history/"
    assert "Findings acknowledged" not in cast.client("edgar").get(history).content.decode()
    row = acknowledge(cast, "We know.")
    services.reopen_finding(decision=SLUG, acknowledgement=row.pk, by=cast.actor("olga"))
    acts = cast.client("edgar").get(history).content.decode().partition("Findings acknowledged")[2]
    assert acts.index("<bdi>olga</bdi></b> took back") < acts.index("<bdi>edgar</bdi></b> acknowledged")
    assert "because “We know.”" in acts
    acts = cast.visitor.get(history).content.decode().partition("Findings acknowledged")[2]
    assert "<bdi>a member</bdi></b> acknowledged" in acts
    assert "edgar" not in acts


class TestMerging:
    """What was said of findings about an entry of the catalogue that became part of another."""

    @pytest.mark.parametrize(
        ("kind", "before", "after"),
        [
            ("source", "claims_stale:old", "claims_stale:new"),
            ("source", "published_weights_off:old", "published_weights_off:new"),
            ("source", "published_winner_differs:old:flask", "published_winner_differs:new:flask"),
            ("framework", "published_winner_differs:paper:old", "published_winner_differs:paper:new"),
            ("framework", "published_winner_differs:old:flask", "published_winner_differs:old:flask"),
            ("framework", "claims_disagree:old:old:memory", "claims_disagree:new:new:memory"),
            ("framework", "all_score_alike:old", "all_score_alike:old"),
        ],
    )
    def test_carries_them_along_and_back(self, cast: Cast, kind: str, before: str, after: str) -> None:
        row = Acknowledgement.objects.create(
            decision=cast.public,
            finding=before,
            fingerprint="0" * 16,
            said="So.",
            reason="Known.",
            name="Olga",
        )
        carried = services.carry_acknowledgements(kind=kind, former="old", now="new")
        row.refresh_from_db()
        assert row.finding == after
        services.carry_acknowledgements_back(carried)
        row.refresh_from_db()
        assert row.finding == before
