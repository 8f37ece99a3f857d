"""GET, PUT and PATCH …/weights/"""

from __future__ import annotations

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connections

from decision.matrix.models import Decision, Weight
from tests.api.asking import address, refused, send
from tests.cast import WEIGHTS, Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "weights/")
ALL = dict(WEIGHTS)


def stored(cast: Cast) -> dict[str, Decimal]:
    return dict(Weight.objects.filter(decision=cast.public).values_list("criterion__slug", "points"))


def revision(cast: Cast) -> int:
    return Decision.objects.get(pk=cast.public.pk).revision


class TestGet:
    def test_gives_points_by_criterion_as_put_takes_them(self, cast: Cast) -> None:
        answer = cast.visitor.get(PATH)
        assert answer.json() == ALL
        assert answer["ETag"] == '"1"'
        assert cast.visitor.get(PATH, headers={"If-None-Match": '"1"'}).status_code == 304


class TestPatch:
    def test_changes_some_and_keeps_the_others(self, cast: Cast) -> None:
        answer = send(cast.client("edgar"), "PATCH", PATH, {"performance": 30})
        assert answer.status_code == 200
        assert answer.json() == ALL | {"performance": 30}
        assert answer["ETag"] == '"2"'
        assert stored(cast)["performance"] == 30

    def test_keeps_decimals_as_written(self, cast: Cast) -> None:
        send(cast.client("edgar"), "PATCH", PATH, b'{"performance": 0.1, "scalability": 12.3456}')
        assert stored(cast)["performance"] == Decimal("0.1")
        assert stored(cast)["scalability"] == Decimal("12.3456")

    def test_of_what_is_so_already_raises_no_revision(self, cast: Cast) -> None:
        answer = send(cast.client("edgar"), "PATCH", PATH, {"performance": 25})
        assert (answer.status_code, answer["ETag"]) == (200, '"1"')

    @pytest.mark.parametrize(
        "value", [-3, -0.0001, "30", True, None, [], {}, 0.12345, 1e300, 100_000_000],
    )  # fmt: skip
    def test_refuses_what_is_no_weight_and_saves_nothing(self, cast: Cast, value: object) -> None:
        answer = send(cast.client("edgar"), "PATCH", PATH, {"scalability": 1, "performance": value})
        problem = refused(answer, 400, "/performance")
        assert problem["title"] == "Invalid weights"
        assert stored(cast) == ALL
        assert revision(cast) == 1

    @pytest.mark.parametrize("body", [b"[1, 2]", b"3", b'"text"', b"null", b'[["performance", 3]]'])
    def test_refuses_what_is_no_object(self, cast: Cast, body: bytes) -> None:
        refused(send(cast.client("edgar"), "PATCH", PATH, body), 400)
        assert stored(cast) == ALL

    def test_refuses_unknown_criteria_by_name(self, cast: Cast) -> None:
        refused(send(cast.client("edgar"), "PATCH", PATH, {"performance": 1, "beauty": 3}), 400, "/beauty")
        assert stored(cast) == ALL

    def test_refuses_to_leave_nothing_that_weighs(self, cast: Cast) -> None:
        problem = refused(send(cast.client("edgar"), "PATCH", PATH, dict.fromkeys(ALL, 0)), 400)
        assert "add up to nothing" in problem["detail"]
        assert stored(cast) == ALL


class TestPut:
    def test_replaces_all(self, cast: Cast) -> None:
        new = {key: number for number, key in enumerate(ALL)}
        assert send(cast.client("olga"), "PUT", PATH, new).json() == new
        assert revision(cast) == 2

    def test_names_every_criterion_left_out_and_saves_nothing(self, cast: Cast) -> None:
        rest = dict.fromkeys(list(ALL)[2:], 1)
        refused(send(cast.client("olga"), "PUT", PATH, rest), 400, "/performance", "/scalability")
        assert stored(cast) == ALL

    def test_of_what_get_gave_changes_nothing(self, cast: Cast) -> None:
        body = cast.visitor.get(PATH).content
        assert send(cast.client("olga"), "PUT", PATH, body)["ETag"] == '"1"'


class TestIfMatch:
    def test_lets_the_expected_revision_through(self, cast: Cast) -> None:
        for tag in ('"1"', '"0", "1"', 'W/"1"', "*"):
            Decision.objects.filter(pk=cast.public.pk).update(title=tag)
        now = revision(cast)
        answer = send(cast.client("edgar"), "PATCH", PATH, {"performance": 1}, **{"If-Match": f'"{now}"'})
        assert answer["ETag"] == f'"{now + 1}"'

    @pytest.mark.parametrize("tag", ['"1"', '"0", "1"', 'W/"1"', "*"])
    def test_takes_any_form_of_the_tag(self, cast: Cast, tag: str) -> None:
        assert (
            send(cast.client("edgar"), "PATCH", PATH, {"performance": 1}, **{"If-Match": tag}).status_code
            == 200
        )

    @pytest.mark.parametrize("tag", ['"0"', '"2"', '"x"', '""', '"99999999999999999999"'])
    def test_refuses_a_stale_one_and_says_the_current_revision(self, cast: Cast, tag: str) -> None:
        answer = send(cast.client("edgar"), "PATCH", PATH, {"performance": 1}, **{"If-Match": tag})
        assert refused(answer, 412)["revision"] == 1
        assert answer["ETag"] == '"1"'
        assert stored(cast) == ALL

    @pytest.mark.parametrize("tag", ["1", "one", '"1', '1"', ",", '"1" "2"'])
    def test_refuses_what_is_no_tag(self, cast: Cast, tag: str) -> None:
        refused(send(cast.client("edgar"), "PATCH", PATH, {"performance": 1}, **{"If-Match": tag}), 400)
        assert stored(cast) == ALL

    def test_lets_only_one_of_two_writers_through(self, cast: Cast) -> None:
        bearer, barrier, statuses = cast.bearer("edgar"), Barrier(2), []

        def write(points: int) -> None:
            client = cast.client("visitor")
            barrier.wait()
            headers = {**bearer, "If-Match": '"1"'}
            statuses.append(send(client, "PATCH", PATH, {"performance": points}, **headers).status_code)
            connections.close_all()

        threads = [Thread(target=write, args=[points]) for points in (31, 32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200, 412]
        assert revision(cast) == 2


class TestWhoMay:
    def test_a_reader_is_told_that_writing_is_not_for_them(self, cast: Cast) -> None:
        for name in ("victor", "cora", "otto"):
            refused(send(cast.client(name), "PATCH", PATH, {"performance": 1}), 403)

    def test_a_visitor_is_asked_to_sign_in(self, cast: Cast) -> None:
        answer = send(cast.visitor, "PATCH", PATH, {"performance": 1})
        refused(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Bearer")

    def test_a_read_token_may_not_write_even_for_an_owner(self, cast: Cast) -> None:
        answer = send(cast.visitor, "PATCH", PATH, {"performance": 1}, **cast.bearer("olga", "read"))
        assert "write scope" in refused(answer, 403)["detail"]

    def test_a_write_token_may(self, cast: Cast) -> None:
        answer = send(cast.visitor, "PATCH", PATH, {"performance": 1}, **cast.bearer("olga"))
        assert answer.status_code == 200

    def test_a_decided_decision_stays_as_it_is(self, cast: Cast) -> None:
        Decision.objects.filter(pk=cast.public.pk).update(status="decided")
        refused(send(cast.client("olga"), "PATCH", PATH, {"performance": 1}), 403)
        assert stored(cast) == ALL
