"""Facts from a package index become proposals; whatever the index does wrong, nothing is half stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from decision.env import BadSetting, read_env
from decision.problems import Conflicting, Forbidden, Invalid
from decision.teams.actors import visitor
from frameworks.models import Claim, Framework, Source
from frameworks.package_index import IndexFailed, ask
from frameworks.services import refresh_facts, review_claims

from .files import CURATOR
from .package_index import PackageIndex, a_package, drip, send, serving, silence

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Iterator[PackageIndex]:
    with serving() as running, override_settings(PACKAGE_INDEX_URL=running.url):
        yield running


@pytest.fixture
def left() -> Framework:
    return Framework.objects.create(slug="left", name="Left", package_name="left")


class TestFacts:
    def test_become_proposed_claims_of_the_index(self, index: PackageIndex, left: Framework) -> None:
        index.answers["left"] = a_package()
        assert refresh_facts(framework=left, by=CURATOR) == 2
        release, licence = Claim.objects.order_by("id")
        assert (release.kind, release.text) == ("release", "1.2.0, released on 2026-11-02")
        assert (licence.kind, licence.text) == ("license", "MIT")
        for claim in (release, licence):
            assert (claim.status, claim.version, claim.as_of) == ("proposed", "1.2.0", timezone.localdate())
        assert Source.objects.get().title == "Package index at 127.0.0.1"
        assert index.asked == ["/pypi/left/json"]

    def test_are_proposed_once(self, index: PackageIndex, left: Framework) -> None:
        index.answers["left"] = a_package()
        refresh_facts(framework=left, by=CURATOR)
        review_claims(claims=[Claim.objects.earliest("id").pk], status="rejected", reason="No", by=CURATOR)
        assert refresh_facts(framework=left, by=CURATOR) == 0

    def test_never_touch_older_claims(self, index: PackageIndex, left: Framework) -> None:
        index.answers["left"] = a_package()
        refresh_facts(framework=left, by=CURATOR)
        before = list(Claim.objects.order_by("id").values())
        index.answers["left"] = a_package(version="2.0.0", day="2026-11-20")
        assert refresh_facts(framework=left, by=CURATOR) == 1
        assert list(Claim.objects.order_by("id").values())[:2] == before
        assert Claim.objects.latest("id").text == "2.0.0, released on 2026-11-20"

    @pytest.mark.parametrize(
        ("info", "licence"),
        [
            ({"license_expression": None, "license": "BSD-3-Clause"}, "BSD-3-Clause"),
            (
                {"license_expression": None, "classifiers": ["License :: OSI Approved :: MIT License"]},
                "MIT License",
            ),
            ({"license_expression": None, "license": "Copyright (c)\n" * 50}, None),
            ({"license_expression": " ", "license": ""}, None),
        ],
    )
    def test_name_the_licence_in_short(
        self, index: PackageIndex, left: Framework, info: dict[str, Any], licence: str | None
    ) -> None:
        index.answers["left"] = a_package(**info)
        refresh_facts(framework=left, by=CURATOR)
        assert Claim.objects.filter(kind="license").values_list("text", flat=True).first() == licence

    def test_do_without_a_date(self, index: PackageIndex, left: Framework) -> None:
        index.answers["left"] = a_package() | {"urls": []}
        refresh_facts(framework=left, by=CURATOR)
        assert Claim.objects.earliest("id").text == "1.2.0"


def redirecting(handler: Any) -> None:
    send(handler, 302, b"", Location="http://127.0.0.1:1/secret")


def announcing_more(handler: Any) -> None:
    send(handler, 200, b"{", Content_Length="1000")
    handler.close_connection = True


class TestAnIndexThatIsWrong:
    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (None, "knows no package “left”"),
            (a_package(day="2999-01-01"), "came out on 2999-01-01: not believed"),
            (a_package(day="0001-01-01"), "came out on 0001-01-01: not believed"),
            (
                a_package() | {"urls": [{"upload_time_iso_8601": "0001-01-01T00:00:00+05:00"}]},
                "a day that no calendar has",
            ),
            (a_package(license_expression="MIT\x00"), "no readable licence"),
            (a_package(license_expression="MIT\u202e0.2 ehcapA"), "(U+202E)"),
            (a_package(day="soon"), "urls.0.upload_time_iso_8601"),
            (a_package(name="right"), "answered about “right”"),
            (a_package(version=7), "info.version"),  # type: ignore[arg-type]
            (a_package(version=""), "info.version"),
            (a_package(version="1" * 41), "info.version"),
            (a_package(version="<script>"), "info.version"),
            (a_package(license_expression=["MIT"]), "info.license_expression"),
            ([], "answered what is no package"),
            ({"info": None}, "info: "),
            (lambda h: send(h, 200, b"{not json"), "no JSON"),
            (lambda h: send(h, 200, b"\xff\xfe"), "no JSON"),
            (lambda h: send(h, 200, b"[" * 100_000), "no JSON"),
            (lambda h: send(h, 200, b"<html>", kind="text/html"), "answered text/html, not JSON"),
            (lambda h: send(h, 500, b"{}"), "answered 500"),
            (lambda h: send(h, 200, b" " * (5 * 1024 * 1024 + 1)), "more than 5,242,880 bytes"),
            (redirecting, "sends elsewhere (302), which is not followed"),
            (announcing_more, "broke off in the middle of its answer"),
        ],
    )
    def test_is_told_so_and_nothing_is_stored(
        self, index: PackageIndex, left: Framework, answer: Any, said: str
    ) -> None:
        if answer is not None:
            index.answers["left"] = answer
        with pytest.raises(Conflicting) as failed:
            refresh_facts(framework=left, by=CURATOR)
        assert said in failed.value.detail
        assert failed.value.detail.startswith("Left: ")
        assert not Claim.objects.exists()
        assert not Source.objects.exists()

    @pytest.mark.parametrize(
        ("doing", "limits", "said"),
        [
            (silence, {"patience": 0.1, "deadline": 60}, "did not answer within 0.1 seconds"),
            (drip, {"patience": 60, "deadline": 0.3}, "took more than 0.3 seconds"),
        ],
    )
    def test_is_not_waited_for(
        self, index: PackageIndex, doing: Callable[[Any], None], limits: dict[str, float], said: str
    ) -> None:
        index.answers["left"] = doing
        with pytest.raises(IndexFailed, match=said):
            ask(index.url, "left", **limits)

    def test_is_down(self) -> None:
        with pytest.raises(IndexFailed, match="cannot be reached: Connection refused"):
            ask("http://127.0.0.1:9/pypi", "left")

    @pytest.mark.parametrize("name", ["../../admin", "a/b", "a?b", "a b", "", ".", "a\r\nHost: x", "a@b"])
    def test_is_asked_about_names_of_packages_alone(self, index: PackageIndex, name: str) -> None:
        with pytest.raises(IndexFailed, match="is no name of a package"):
            ask(index.url, name)
        assert index.asked == []

    @pytest.mark.parametrize("address", ["file:///etc", "ftp://127.0.0.1/", "//127.0.0.1", "127.0.0.1"])
    def test_is_asked_over_http_alone(self, address: str) -> None:
        with pytest.raises(IndexFailed, match="must be an http or https address"):
            ask(address, "left")


class TestTheFeature:
    def test_is_off_until_an_index_is_set(self, left: Framework) -> None:
        with override_settings(PACKAGE_INDEX_URL=""), pytest.raises(Conflicting, match="PACKAGE_INDEX_URL"):
            refresh_facts(framework=left, by=CURATOR)

    def test_needs_a_package_and_a_curator(self, index: PackageIndex, left: Framework) -> None:
        with pytest.raises(Forbidden):
            refresh_facts(framework=left, by=visitor())
        left.package_name = ""
        with pytest.raises(Invalid, match="has no package name"):
            refresh_facts(framework=left, by=CURATOR)

    @pytest.mark.parametrize(
        "url", ["packages.example.org", "ftp://x.example/", "https://u:p@x.example", "https://x/?a=1"]
    )
    def test_takes_no_address_that_is_none(self, url: str) -> None:
        with pytest.raises(BadSetting, match="PACKAGE_INDEX_URL"):
            read_env(PACKAGE_INDEX_URL=url, DEBUG=True)


class TestTheCommand:
    def test_asks_about_the_named_or_about_all_with_a_package(
        self, index: PackageIndex, left: Framework, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Framework.objects.create(slug="right", name="Right")
        index.answers["left"] = a_package()
        call_command("refresh_facts")
        assert "Left: 2 new claims proposed." in capsys.readouterr().out
        with pytest.raises(CommandError, match="no framework “nobody”"):
            call_command("refresh_facts", "nobody")
        with pytest.raises(CommandError, match="has no package name"):
            call_command("refresh_facts", "right")

    def test_goes_on_when_one_fails(
        self, index: PackageIndex, left: Framework, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Framework.objects.create(slug="gone", name="Gone", package_name="gone")
        index.answers["left"] = a_package()
        with pytest.raises(CommandError, match="Gone: The package index knows no package"):
            call_command("refresh_facts")
        assert Claim.objects.count() == 2
