"""The desk's pages, as a curator uses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from decision.curation.merging import merge
from decision.curation.tokens import GOOD_FOR, shown_in, token_of
from decision.problems import Conflicting, Forbidden
from decision.teams.actors import Actor
from frameworks.models import Claim, Framework, ImportDraft, Merge, Source
from tests.admin.pages import FormReader
from tests.cast import signed_in
from tests.frameworks.files import CURATOR, a_catalogue, a_claim, csv_of
from tests.frameworks.package_index import PackageIndex, a_package, serving

from .conftest import a_curator

pytestmark = pytest.mark.django_db
DESK = "/admin/curation/"


@pytest.fixture(autouse=True)
def paper(curator: object) -> Source:
    return a_catalogue()


@pytest.fixture
def other(curator: object) -> Client:
    """A second curator."""
    return signed_in(a_curator("dora"))


def said(answer: Any) -> str:
    """What a page says, following where it leads."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def fields_of(page: str) -> dict[str, str]:
    reader = FormReader()
    reader.feed(page)
    reader.fields.pop("csrfmiddlewaretoken", None)
    return reader.fields


class TestTheQueue:
    URL = f"{DESK}queue/"

    def test_counts_what_waits_on_the_admins_first_page(self, client: Client) -> None:
        a_claim(status="proposed")
        assert "1 proposed" in said(client.get("/admin/"))

    def test_lists_what_waits_with_all_that_a_curator_needs(self, client: Client) -> None:
        a_claim(status="proposed", text="New <b>bold</b>", version="2.1")
        a_claim(text="Old")
        page = said(client.get(self.URL))
        assert "New &lt;b&gt;bold&lt;/b&gt;" in page
        for word in ("version 2.1", "line 3", "Paper", "Left"):
            assert word in page
        assert "Old" not in page

    @pytest.mark.parametrize(
        ("button", "status"), [("accept", "accepted"), ("reject", "rejected"), ("stale", "stale")]
    )
    def test_judges_one_by_its_button_and_many_by_the_bar(
        self, client: Client, button: str, status: str
    ) -> None:
        claims = [a_claim(status="proposed", text=text) for text in "abc"]
        one = {f"{button}-{claims[0].pk}": "", "reason": "Because"}
        assert "1 claim " in said(client.post(self.URL, one, follow=True))
        many = {button: "", "reason": "Because", "claim": [claims[1].pk, claims[2].pk]}
        assert "2 claims " in said(client.post(self.URL, many, follow=True))
        assert set(Claim.objects.values_list("status", "review_reason")) == {(status, "Because")}
        assert Claim.objects.filter(reviewed_by__username="carol").count() == 3

    def test_says_what_is_missing(self, client: Client) -> None:
        claim = a_claim(status="proposed")
        assert "Tick at least one claim." in said(client.post(self.URL, {"accept": ""}, follow=True))
        answer = client.post(self.URL, {f"reject-{claim.pk}": "", "reason": ""}, follow=True)
        assert "Say why these are rejected" in said(answer)
        claim.refresh_from_db()
        assert claim.status == "proposed"

    def test_leads_back_to_itself_alone(self, client: Client) -> None:
        for back in ("https://evil.example/", "//evil.example", "/admin/", f"{self.URL}../../"):
            answer = client.post(self.URL, {"accept": "", "back": back})
            assert answer["Location"] == self.URL
        assert (
            client.post(self.URL, {"accept": "", "back": f"{self.URL}?q=x"})["Location"] == f"{self.URL}?q=x"
        )

    @pytest.mark.parametrize(
        "query",
        [
            "status=nothing",
            "page=x",
            "q=%00",
            "ids=a,9999999999999999999999",
            "source=%00",
            "page=99",
            "q=%25_",
        ],
    )
    def test_bears_any_address(self, client: Client, query: str) -> None:
        a_claim(status="proposed")
        assert client.get(f"{self.URL}?{query}").status_code == 200

    def test_costs_the_same_for_many_as_for_few(
        self, client: Client, django_assert_max_num_queries: object
    ) -> None:
        for number in range(30):
            a_claim(status="proposed", text=f"Point {number}")
        with django_assert_max_num_queries(9):  # type: ignore[operator]
            client.get(self.URL)


class TestChangingMany:
    URL = f"{DESK}change/"

    def preview(self, client: Client, claims: list[Claim], **fields: str) -> str:
        ids = ",".join(str(one.pk) for one in claims)
        ticked = {f"change_{name}": "on" for name in fields}
        return said(client.post(self.URL, {"ids": ids, **ticked, **fields}))

    def test_from_the_list_over_the_difference_to_the_change(self, client: Client) -> None:
        claims = [a_claim(text=text) for text in "ab"]
        chosen = {"action": "change_many", "_selected_action": [one.pk for one in claims]}
        assert "Change 2 claims" in said(client.post("/admin/frameworks/claim/", chosen, follow=True))
        page = self.preview(client, claims, version="3.0", as_of="2025-01-31", confidence="high")
        assert "2 would change" in page
        assert Claim.objects.filter(version="").count() == 2
        token = fields_of(page)["token"]
        assert "2 claims changed." in said(client.post(self.URL, {"token": token}, follow=True))
        assert set(Claim.objects.values_list("version", "as_of__year", "confidence")) == {
            ("3.0", 2025, "high")
        }

    def test_clears_what_is_ticked_and_empty(self, client: Client) -> None:
        claims = [a_claim(confidence="low", as_of="2025-01-31", version="1")]
        token = fields_of(self.preview(client, claims, confidence="", as_of="", version=""))["token"]
        client.post(self.URL, {"token": token})
        assert Claim.objects.values_list("confidence", "as_of", "version").get() == (None, None, "")

    def test_shows_what_may_not_be_and_offers_no_button(self, client: Client) -> None:
        page = self.preview(client, [a_claim()], as_of="2999-01-01")
        assert "2999-01-01 is in the future." in page
        assert 'name="token"' not in page

    def test_asks_for_something_to_change(self, client: Client) -> None:
        assert "Tick at least one field" in self.preview(client, [a_claim()])
        assert "Tick claims in the list first." in said(client.get(self.URL, follow=True))

    def test_is_not_done_by_somebody_else_nor_twice_nor_by_a_forged_token(
        self, client: Client, other: Client
    ) -> None:
        claims = [a_claim()]
        token = fields_of(self.preview(client, claims, version="9"))["token"]
        assert "Somebody else looked at this" in said(other.post(self.URL, {"token": token}, follow=True))
        assert "not one of ours" in said(client.post(self.URL, {"token": f"{token}x"}, follow=True))
        assert Claim.objects.get().version == ""
        client.post(self.URL, {"token": token})
        assert "changed since you looked" in said(client.post(self.URL, {"token": token}, follow=True))

    def test_is_not_done_when_what_it_would_name_is_gone(self, client: Client) -> None:
        other = Source.objects.create(slug="other", title="Other")
        token = fields_of(self.preview(client, [a_claim()], source=str(other.pk)))["token"]
        other.delete()
        assert "look at the difference again" in said(client.post(self.URL, {"token": token}, follow=True))
        assert Claim.objects.get().source.slug == "paper"

    def test_is_not_done_after_an_hour(self, monkeypatch: pytest.MonkeyPatch) -> None:
        by = Actor(user_id=7, name="carol", is_staff=True)
        token = token_of(by, ids=[1])
        assert shown_in(token, by) == {"ids": [1]}
        monkeypatch.setattr("decision.curation.tokens.GOOD_FOR", -1)
        with pytest.raises(Conflicting, match="older than an hour"):
            shown_in(token, by)
        assert GOOD_FOR == 3600


class TestFiles:
    URL = f"{DESK}files/"

    def send(self, client: Client, content: bytes, name: str = "claims.csv") -> str:
        return said(client.post(self.URL, {"file": SimpleUploadedFile(name, content)}))

    def test_are_looked_at_and_then_imported(self, client: Client) -> None:
        page = self.send(client, csv_of("paper,left,strength,Good,1"))
        assert "<strong>1</strong> new" in page
        assert not Claim.objects.exists()
        draft = ImportDraft.objects.get()
        assert "1 claim added" in said(client.post(f"{self.URL}{draft.pk}/", follow=True))
        assert Claim.objects.get().text == "Good"
        assert not ImportDraft.objects.exists()

    def test_are_imported_by_whoever_looked_at_them_alone(self, client: Client, other: Client) -> None:
        self.send(client, csv_of("paper,left,strength,Good,1"))
        draft = ImportDraft.objects.get()
        assert "no such preview of yours" in said(other.post(f"{self.URL}{draft.pk}/", follow=True))
        assert not Claim.objects.exists()

    def test_are_not_imported_when_something_changed_since(self, client: Client) -> None:
        claim = a_claim(key="k")
        self.send(client, csv_of("k,paper,strength,Quicker", header="key,source,kind,text"))
        Claim.objects.filter(pk=claim.pk).update(text="Slow")
        draft = ImportDraft.objects.get()
        assert "changed since you looked" in said(client.post(f"{self.URL}{draft.pk}/", follow=True))
        assert Claim.objects.get().text == "Slow"

    def test_with_faults_are_told_and_not_kept(self, client: Client) -> None:
        page = self.send(client, csv_of("paper,left,strength,,1", "paper,lft,strength,Good,1"))
        assert "text: A claim needs a number or a text." in page
        assert "did you mean “left”?" in page
        assert not ImportDraft.objects.exists()
        assert "is not UTF-8" in self.send(client, b"source,kind\n\xff")

    def test_need_a_file_with_something_in_it(self, client: Client) -> None:
        assert "This field is required." in said(client.post(self.URL))
        assert "The submitted file is empty." in self.send(client, b"")

    @pytest.mark.parametrize("name", ["claims.csv", "claims.json"])
    def test_that_were_exported_change_nothing(self, client: Client, name: str) -> None:
        a_claim(text="=1+1")
        answer = client.get(f"{self.URL}{name}?source=paper")
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "Everything is stored already" in self.send(client, content, name)


class TestMerging:
    def test_from_the_list_over_the_preview_to_the_merge(self, client: Client) -> None:
        twin = Framework.objects.create(slug="left-framework", name="LEFT")
        claim = a_claim()
        page = said(client.get(f"{DESK}duplicates/"))
        left = Framework.objects.get(slug="left")
        assert f"?kept={left.pk}&amp;dropped={twin.pk}" in page
        url = f"{DESK}merge/framework/?kept={twin.pk}&dropped={left.pk}"
        preview = said(client.get(url))
        assert "<td>claims</td>" in preview
        answer = client.post(f"{DESK}merge/framework/", fields_of(preview), follow=True)
        assert "“Left” is part of “LEFT” now." in said(answer)
        claim.refresh_from_db()
        assert claim.framework == twin
        record = said(client.get(f"/admin/frameworks/merge/{Merge.objects.get().pk}/change/"))
        assert f"frameworks.claim.framework: 1 ({claim.pk})" in record
        assert "removed framework “Left”, by carol" in record

    def test_and_from_the_list_to_its_undoing(self, client: Client) -> None:
        twin = Framework.objects.create(slug="left-framework", name="LEFT", summary="")
        left = Framework.objects.get(slug="left")
        claim = a_claim()
        merge(kind="framework", kept=twin.pk, dropped=left.pk, by=CURATOR)
        url = f"{DESK}merges/{Merge.objects.get().pk}/undo/"
        assert f'href="{url}"' in said(client.get(f"{DESK}duplicates/"))
        page = said(client.get(url))
        assert "<td>claims</td>" in page
        assert "“Left” is an entry of its own again." in said(client.post(url, fields_of(page), follow=True))
        claim.refresh_from_db()
        assert claim.framework_id == left.pk
        assert "was undone on" in said(client.get(url, follow=True))
        assert "gone" in said(client.get(f"{DESK}merges/999999/undo/", follow=True))

    def test_says_what_speaks_against_it(self, client: Client, paper: Source) -> None:
        Source.objects.filter(pk=paper.pk).update(checksum="a" * 64)
        copy = Source.objects.create(slug="copy", title="Paper", checksum="b" * 64)
        page = said(client.get(f"{DESK}merge/source/?kept={paper.pk}&dropped={copy.pk}"))
        assert "their checksums differ" in page
        assert "Merge them" not in page

    @pytest.mark.parametrize(
        "query", ["", "kept=1", "kept=x&dropped=1", "kept=999999&dropped=999998", "kept=1&dropped=1"]
    )
    def test_bears_any_address(self, client: Client, query: str) -> None:
        assert client.get(f"{DESK}merge/framework/?{query}").status_code == 302


class TestThePackageIndex:
    URL = f"{DESK}package-index/"

    @pytest.fixture
    def index(self) -> Iterator[PackageIndex]:
        with serving() as running, override_settings(PACKAGE_INDEX_URL=running.url):
            yield running

    def test_is_off_and_says_how_to_turn_it_on(self, client: Client) -> None:
        Framework.objects.update(package_name="left")
        page = said(client.get(self.URL))
        assert "PACKAGE_INDEX_URL" in page
        assert '<form method="post" id="index_form"' not in page

    def test_is_asked_about_the_ticked(self, client: Client, index: PackageIndex) -> None:
        Framework.objects.filter(slug="left").update(package_name="left")
        Framework.objects.filter(slug="right").update(package_name="right")
        index.answers["left"] = a_package()
        ids = list(Framework.objects.values_list("pk", flat=True))
        page = said(client.post(self.URL, {"framework": ids}, follow=True))
        assert "Left: 2 new claims." in page
        assert "Right: The package index knows no package “right”." in page
        assert Claim.objects.filter(status="proposed").count() == 2

    def test_asks_for_a_tick(self, client: Client, index: PackageIndex) -> None:
        assert "Tick at least one framework." in said(client.post(self.URL, {"framework": "x"}, follow=True))


def test_tokens_are_for_one_person() -> None:
    token = token_of(Actor(user_id=1, name="a"), ids=[1])
    with pytest.raises(Forbidden):
        shown_in(token, Actor(user_id=2, name="b"))
