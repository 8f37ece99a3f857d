"""Large files are imported aside: whole or not at all, with how far they are, and called off at any time."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from decision.curation.drafts import AT_ONCE, call_off, forget_old_drafts
from decision.curation.importing import MOST_BEGUN, take_turn
from decision.problems import Conflicting
from decision.teams.actors import Actor
from frameworks.models import Claim, ImportDraft
from tests.cast import signed_in
from tests.frameworks.files import a_catalogue, csv_of

from .conftest import a_curator

pytestmark = pytest.mark.django_db(transaction=True)
FILES = "/admin/curation/files/"
ROWS = AT_ONCE + 1


@pytest.fixture(autouse=True)
def catalogue() -> None:
    a_catalogue()


@pytest.fixture
def client() -> Client:
    return signed_in(a_curator("carol"))


@pytest.fixture
def draft(client: Client) -> ImportDraft:
    """A file of many claims that its sender looked at and wants."""
    content = csv_of(*(f"paper,left,strength,Point {number},1" for number in range(ROWS)))
    client.post(FILES, {"file": SimpleUploadedFile("many.csv", content)})
    draft = ImportDraft.objects.get()
    assert client.post(f"{FILES}{draft.pk}/")["Location"] == f"{FILES}{draft.pk}/"
    return draft


def page(client: Client, draft: ImportDraft) -> str:
    return unescape(client.get(f"{FILES}{draft.pk}/").content.decode())


def at_the(call: int, do: Callable[[], bool]) -> Callable[[], bool]:
    """Does something at the n-th step of an import."""
    calls = iter(range(1, 1_000))
    return lambda: next(calls) == call and do()


def called_off_elsewhere(draft: ImportDraft) -> bool:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("UPDATE frameworks_importdraft SET status = 'cancelled' WHERE id = %s", [draft.pk])
    other.close()
    return False


def test_the_page_waits_and_says_how_it_ended(client: Client, draft: ImportDraft) -> None:
    assert "Waiting for its turn" in page(client, draft)
    assert "many.csv</a>: waiting" in unescape(client.get(FILES).content.decode())
    assert not Claim.objects.exists()
    assert take_turn()
    assert f"Imported</strong> {ROWS:,} claims added, 0 changed, 0 left as they were." in page(client, draft)
    assert Claim.objects.count() == ROWS
    event = Claim.objects.first().events.get()  # type: ignore[union-attr]
    assert event.pgh_context.metadata["actor"] == "carol"
    assert not take_turn()


def test_nothing_is_stored_of_what_is_called_off(client: Client, draft: ImportDraft) -> None:
    client.post(f"{FILES}{draft.pk}/cancel/")
    assert "Called off: nothing was imported." in page(client, draft)
    assert not take_turn()
    assert not Claim.objects.exists()
    client.post(f"{FILES}{draft.pk}/")
    assert take_turn(at_the(3, lambda: called_off_elsewhere(draft)))
    assert not Claim.objects.exists()
    client.post(f"{FILES}{draft.pk}/")
    assert take_turn()
    assert Claim.objects.count() == ROWS
    with pytest.raises(Conflicting, match="ended already"):
        call_off(
            draft=draft.pk, by=Actor(user_id=draft.made_by_id, name="carol", is_staff=True, can_write=True)
        )


def test_a_process_that_ends_or_is_killed_is_followed_by_another_but_not_for_ever(draft: ImportDraft) -> None:
    assert take_turn(at_the(3, lambda: True))
    draft.refresh_from_db()
    assert (draft.status, draft.begun) == ("waiting", 0)
    assert not Claim.objects.exists()
    ImportDraft.objects.update(status="running", begun=MOST_BEGUN - 1)
    take_turn()
    assert Claim.objects.count() == ROWS
    ImportDraft.objects.update(status="running", begun=MOST_BEGUN)
    take_turn()
    draft.refresh_from_db()
    assert (draft.status, "ended the process" in draft.outcome) == ("failed", True)


def test_it_is_nobody_elses_and_holds_only_while_all_is_as_it_was(client: Client, draft: ImportDraft) -> None:
    other = signed_in(a_curator("curt"))
    assert other.get(f"{FILES}{draft.pk}/")["Location"] == FILES
    other.post(f"{FILES}{draft.pk}/cancel/")
    ImportDraft.objects.update(made_at="2020-01-01T00:00Z")
    assert forget_old_drafts() == 0  # while it is under way
    digest = draft.digest
    ImportDraft.objects.update(digest="another")
    take_turn()
    assert "changed since you looked at the difference" in page(client, draft)
    assert not Claim.objects.exists()
    ImportDraft.objects.update(digest=digest, status="waiting")
    draft.made_by.user_permissions.clear()
    take_turn()
    draft.refresh_from_db()
    assert (draft.status, draft.outcome) == ("failed", "You may not change the catalogue any more.")
    assert not Claim.objects.exists()
    assert forget_old_drafts() == 1
