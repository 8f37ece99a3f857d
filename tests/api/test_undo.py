"""POST …/history/undo/"""

from __future__ import annotations

from decimal import Decimal

import pytest

from decision.history.shapes import Undone
from decision.matrix.models import Decision
from decision.matrix.services import set_weights
from tests.api.asking import address, refused, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "history/undo/")


def weigh(cast: Cast, points: int) -> None:
    set_weights(decision="public-choice", points={"performance": Decimal(points)}, by=cast.actor("edgar"))


class TestUndo:
    def test_answers_the_new_revision_and_what_it_changed(self, cast: Cast) -> None:
        weigh(cast, 30)
        answer = send(cast.visitor, "POST", PATH, {"revision": 2}, **cast.bearer("olga"))
        assert answer.status_code == 200, answer.content
        Undone.model_validate_json(answer.content)
        body = answer.json()
        assert (body["revision"], body["note"], answer["ETag"]) == (3, "Undo of revision 2 by edgar", '"3"')
        [change] = body["changes"]
        assert (change["who"], change["door"], change["from"], change["to"]) == ("olga", "api", 30, 25)

    def test_takes_back_one_change_by_its_id(self, cast: Cast) -> None:
        weigh(cast, 30)
        change = cast.visitor.get(address("public-choice", "history/")).json()["results"][0]["id"]
        answer = send(cast.visitor, "POST", PATH, {"change": change}, **cast.bearer("olga"))
        assert answer.json()["note"] == "Undo of “Performance: 25 → 30” in revision 2 by edgar"

    def test_refuses_with_both_where_it_was_changed_again(self, cast: Cast) -> None:
        weigh(cast, 30)
        weigh(cast, 35)
        bearer = cast.bearer("olga")
        problem = refused(send(cast.visitor, "POST", PATH, {"revision": 2}, **bearer), 409)
        assert problem["title"] == "Changed again since"
        assert "25 → 30" in problem["errors"][0]["detail"]
        assert "revision 3 by edgar: Performance: 30 → 35" in problem["errors"][0]["detail"]
        answer = send(cast.visitor, "POST", PATH, {"revision": 2, "anyway": True}, **bearer)
        assert answer.json()["changes"][0]["to"] == 25

    @pytest.mark.parametrize(
        "body",
        [{}, {"revision": 2, "change": "x"}, {"revision": "2"}, {"revision": 0}, {"revision": 2, "x": 1}, []],
    )
    def test_names_either_a_revision_or_a_change(self, cast: Cast, body: object) -> None:
        refused(send(cast.visitor, "POST", PATH, body, **cast.bearer("olga")), 400)

    def test_is_for_editors_and_honours_if_match(self, cast: Cast) -> None:
        weigh(cast, 30)
        body = {"revision": 2}
        refused(send(cast.visitor, "POST", PATH, body), 401)
        refused(send(cast.visitor, "POST", PATH, body, **cast.bearer("cora")), 403)
        refused(send(cast.visitor, "POST", PATH, body, **cast.bearer("edgar", "read")), 403)
        private = address("private-choice", "history/undo/")
        refused(send(cast.visitor, "POST", private, body, **cast.bearer("otto")), 404)
        refused(send(cast.visitor, "POST", PATH, {"revision": 7}, **cast.bearer("olga")), 404)
        stale = {**cast.bearer("olga"), "If-Match": '"1"'}
        assert refused(send(cast.visitor, "POST", PATH, body, **stale), 412)["revision"] == 2
        Decision.objects.filter(pk=cast.public.pk).update(status="decided")
        refused(send(cast.visitor, "POST", PATH, body, **cast.bearer("olga")), 403)
