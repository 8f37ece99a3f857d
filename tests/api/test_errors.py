"""Every refusal is application/problem+json, whatever went wrong and wherever."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from psycopg.errors import DeadlockDetected

from decision.matrix.models import Decision
from tests.api.asking import JSON, address, refused, send
from tests.cast import Cast

EVALUATE = address("public-choice", "evaluate/")


class TestUnknownAddresses:
    @pytest.mark.parametrize(
        "path",
        ["/api/", "/api/v1/nope/", "/api/v2/", "/api/v1/decisions/a b/", "/api/v1/decisions/x/nope/", "/api/v1/..",
         "/api/v1/decisions/none/", "/api/v1/claims/x/", "/api/v1/%00/", "/api/v1/decisions/none/nope/x/"],
    )  # fmt: skip
    @pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
    def test_are_not_found_by_any_method(self, cast: Cast, path: str, method: str) -> None:
        if path == "/api/v1/decisions/none/" and method != "get":
            assert getattr(cast.visitor, method)(path).status_code == 405
        else:
            refused(getattr(cast.visitor, method)(path), 404)

    def test_without_their_slash_lead_to_the_one_with_it(self, cast: Cast) -> None:
        answer = cast.visitor.get("/api/v1/decisions?search=x")
        assert (answer.status_code, answer["Location"]) == (301, "/api/v1/decisions/?search=x")
        assert (
            "/api/v1/evaluate/" in refused(send(cast.visitor, "POST", "/api/v1/evaluate", {}), 404)["detail"]
        )


class TestBodies:
    @pytest.mark.parametrize(
        "body",
        [b"{", b"{]", b"nope", b"\xff\xfe", b'{"weights": {"performance": NaN}}',
         b'{"weights": {"performance": Infinity}}', b'{"weights": {"performance": -Infinity}}',
         b'{"weights": {"performance": 1e400}}', b"[" * 5000,
         b'{"a":' * 1100 + b"1" + b"}" * 1100, b'"\\ud800"', b" ", b"\x00", b'{"weights": {"performance": 01}}'],
    )  # fmt: skip
    def test_that_are_not_json_are_refused(self, cast: Cast, body: bytes) -> None:
        refused(send(cast.visitor, "POST", EVALUATE, body), 400)

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"]
    )
    def test_of_another_type_are_not_supported(self, cast: Cast, kind: str) -> None:
        refused(cast.visitor.post(EVALUATE, b'{"weights": {}}', content_type=kind), 415)

    @pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
    def test_of_another_type_without_any_content_are_empty(self, cast: Cast, kind: str) -> None:
        refused(cast.visitor.generic("POST", "/api/v1/evaluate/", CONTENT_TYPE=kind), 400, "/alternatives")

    def test_may_name_their_charset(self, cast: Cast) -> None:
        assert cast.visitor.post(EVALUATE, b"{}", content_type=f"{JSON}; charset=utf-8").status_code == 200

    def test_beyond_the_limit_are_too_large(self, cast: Cast) -> None:
        with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
            refused(send(cast.visitor, "POST", EVALUATE, b'{"weights": {' + b" " * 2000 + b"}}"), 413)

    @pytest.mark.parametrize(
        "number", ["1e299", "1e999", "9" * 400, "0." + "1" * 500, "1e-999", "123456789012345678901234"]
    )
    def test_with_extreme_numbers_are_answered_or_refused_but_never_fail(
        self, cast: Cast, number: str
    ) -> None:
        answer = send(cast.visitor, "POST", EVALUATE, b'{"weights": {"performance": %s}}' % number.encode())
        assert answer.status_code in (200, 400), answer.content


class TestMethods:
    def test_that_are_not_there_name_those_that_are(self, cast: Cast) -> None:
        answer = cast.visitor.delete(address("public-choice", "weights/"))
        refused(answer, 405)
        assert answer["Allow"] == "GET, PUT, PATCH, HEAD, OPTIONS"

    def test_trace_is_refused(self, cast: Cast) -> None:
        refused(cast.visitor.generic("TRACE", "/api/v1/"), 405)

    def test_head_answers_like_get_without_a_body(self, cast: Cast) -> None:
        get, head = (
            ask(address("public-choice", "ranking/")) for ask in (cast.visitor.get, cast.visitor.head)
        )
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])

    def test_options_say_what_is_allowed_and_nothing_of_the_decision(self, cast: Cast) -> None:
        for slug in ("public-choice", "private-choice", "none"):
            answer = cast.visitor.options(address(slug, "weights/"))
            assert (answer.status_code, answer["Allow"]) == (204, "GET, PUT, PATCH, HEAD, OPTIONS")


class TestOutsiders:
    @pytest.mark.parametrize("slug", ["private-choice", "shared-choice"])
    @pytest.mark.parametrize(
        "part",
        ["", "alternatives/", "alternatives/flask/", "weights/", "scores/", "gates/", "gates/1/", "scenarios/",
         "scenarios/x/", "ranking/", "audit/", "history/", "export/", "export/?as=csv", "badge.svg", "events/"],
    )  # fmt: skip
    def test_cannot_tell_a_hidden_decision_from_none(self, cast: Cast, slug: str, part: str) -> None:
        for client in (cast.visitor, cast.client("otto")):
            hidden, none = client.get(address(slug, part)), client.get(address("no-choice", part))
            refused(hidden, 404)
            assert hidden.content.replace(slug.encode(), b"no-choice") == none.content
            assert set(hidden.headers) == set(none.headers)

    @pytest.mark.parametrize(("method", "part"), [("PUT", "weights/"), ("PATCH", "weights/"), ("PATCH", "scores/"),
                                                  ("POST", "scenarios/"), ("DELETE", "scenarios/x/"),
                                                  ("POST", "evaluate/")])  # fmt: skip
    def test_learn_nothing_by_writing_either(self, cast: Cast, method: str, part: str) -> None:
        for client in (cast.visitor, cast.client("otto")):
            hidden = send(client, method, address("private-choice", part), {})
            none = send(client, method, address("no-choice", part), {})
            refused(hidden, 404)
            assert hidden.content.replace(b"private-choice", b"no-choice") == none.content


class TestFailures:
    def test_of_the_database_are_503_and_say_when_to_come_back(self, cast: Cast) -> None:
        with mock.patch(
            "django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("gone")
        ):
            answer = cast.visitor.get(address("public-choice", "ranking/"))
        refused(answer, 503)
        assert answer["Retry-After"] == "5"

    def test_of_two_changes_that_met_half_way_ask_to_send_it_again(self, cast: Cast) -> None:
        undone = OperationalError("deadlock detected")
        undone.__cause__ = DeadlockDetected()
        with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=undone):
            answer = cast.visitor.get(address("public-choice", "ranking/"))
        refused(answer, 503)
        assert "send it again" in answer.json()["detail"]

    def test_unforeseen_show_no_traceback(self, cast: Cast) -> None:
        client = Client(raise_request_exception=False)
        with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=RuntimeError("secret")):
            answer = client.get(address("public-choice", "ranking/"))
        refused(answer, 500)
        assert b"secret" not in answer.content

    def test_of_the_host_name_are_problems_too(self, cast: Cast) -> None:
        refused(cast.visitor.get("/api/v1/", headers={"Host": "evil.example"}), 400)

    def test_of_the_csrf_check_are_problems_too(self, cast: Cast) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.users["olga"])
        refused(send(client, "PATCH", address("public-choice", "weights/"), {"performance": 1}), 403)
        assert Decision.objects.get(pk=cast.public.pk).revision == 1

    def test_tokens_need_no_csrf_token(self, cast: Cast) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = send(
            client, "PATCH", address("public-choice", "weights/"), {"performance": 25}, **cast.bearer("olga")
        )
        assert answer.status_code == 200
