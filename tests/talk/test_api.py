"""Comments over the API."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.cast import Cast
from tests.talk.saying import Say

LIST = "/api/v1/decisions/shared-choice/comments/"


def client(cast: Cast, name: str) -> APIClient:
    client = APIClient()
    client.force_login(cast.users[name])
    return client


def texts(answer: Any) -> list[str]:
    return [row["text"] for row in answer.json()["results"]]


def test_a_comment_is_answered_with_its_place(cast: Cast) -> None:
    given = {"text": " Why 6? ", "criterion": "performance", "framework": "flask"}
    answer = client(cast, "cora").post(LIST, given)
    body = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == f"{LIST}{body['id']}/"
    expected = {
        "thread": body["id"], "author": "cora", "text": "Why 6?", "place": "cell", "criterion": "performance",
        "framework": "flask", "claim": None, "about": "Performance of Flask", "resolved": False, "edited_at": None,
    }  # fmt: skip
    assert {key: body[key] for key in expected} == expected
    assert client(cast, "victor").get(answer["Location"]).json() == body


def test_a_reply_says_what_its_thread_is_about(cast: Cast, say: Say) -> None:
    first = client(cast, "cora").post(LIST, {"text": "One", "criterion": "performance"}).json()
    reply = client(cast, "edgar").post(LIST, {"text": "Two", "thread": first["id"]}).json()
    assert (reply["thread"], reply["criterion"]) == (first["id"], "performance")


def test_the_list_is_paged_and_narrowed(cast: Cast) -> None:
    cora = client(cast, "cora")
    one = cora.post(LIST, {"text": "One", "criterion": "performance", "framework": "flask"}).json()
    cora.post(LIST, {"text": "Two", "thread": one["id"]})
    cora.post(LIST, {"text": "Three"})
    cora.patch(f"{LIST}{one['id']}/", {"resolved": True})
    assert texts(cora.get(LIST)) == ["One", "Two", "Three"]
    assert texts(cora.get(f"{LIST}?open=true")) == ["Three"]
    assert texts(cora.get(f"{LIST}?open=false&criterion=performance&framework=flask")) == ["One", "Two"]
    assert texts(cora.get(f"{LIST}?criterion=scalability")) == []
    page = cora.get(f"{LIST}?thread={one['id']}&page_size=1")
    assert texts(page) == ["One"]
    assert texts(cora.get(page.json()["next"])) == ["Two"]
    assert cora.get(f"{LIST}?open=perhaps").status_code == 400


def test_words_and_state_change_together_or_not_at_all(cast: Cast, say: Say) -> None:
    comment = say("cora", "Fats")
    address = f"{LIST}{comment.pk}/"
    changed = client(cast, "cora").patch(address, {"text": "Fast", "resolved": True}).json()
    assert (changed["text"], changed["resolved"], changed["resolved_by"]) == ("Fast", True, "cora")
    assert client(cast, "cora").patch(address, {"text": " ", "resolved": False}).status_code == 400
    assert client(cast, "cora").get(address).json()["resolved"] is True
    assert client(cast, "cora").patch(address, {}).json()["detail"].startswith("Give text, resolved or both")


def test_a_removed_comment_stays_as_a_stone(cast: Cast, say: Say) -> None:
    comment = say("cora", "Oops")
    address = f"{LIST}{comment.pk}/"
    assert client(cast, "olga").delete(address).json()["errors"][0]["pointer"] == "/reason"
    stone = client(cast, "olga").delete(f"{address}?reason=Off topic").json()
    assert (stone["text"], stone["removed_by"], stone["removed_because"]) == ("", "olga", "Off topic")
    assert client(cast, "cora").patch(address, {"text": "Again"}).status_code == 409


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "/text"),
        ({"text": "\u200b"}, "/text"),
        ({"text": "x" * 4001}, "/text"),
        ({"text": "x", "criterion": "beauty"}, "/criterion"),
        ({"text": "x", "thread": "one"}, "/thread"),
        ({"text": "x", "subject": "y"}, "/subject"),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_place(cast: Cast, body: dict[str, Any], place: str) -> None:
    answer = client(cast, "cora").post(LIST, body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [place]


@pytest.mark.parametrize(
    ("who", "slug", "reads", "writes"),
    [
        ("visitor", "public-choice", 401, 401),
        ("visitor", "shared-choice", 404, 404),
        ("otto", "public-choice", 403, 403),
        ("otto", "shared-choice", 404, 404),
        ("victor", "shared-choice", 200, 403),
        ("cora", "shared-choice", 200, 201),
        ("cora", "private-choice", 404, 404),
        ("edgar", "private-choice", 200, 201),
        ("stella", "private-choice", 200, 403),
    ],
)
def test_the_team_and_staff_read_and_members_who_take_part_write(
    cast: Cast, who: str, slug: str, reads: int, writes: int
) -> None:
    asking = APIClient() if who == "visitor" else client(cast, who)
    address = f"/api/v1/decisions/{slug}/comments/"
    assert asking.get(address).status_code == reads
    assert asking.post(address, {"text": "Hello"}).status_code == writes


def test_a_token_that_may_only_read_does_only_that(cast: Cast) -> None:
    headers = cast.bearer("cora", "read")
    assert APIClient().get(LIST, headers=headers).status_code == 200
    assert APIClient().post(LIST, {"text": "Hello"}, headers=headers).status_code == 403


def test_a_comment_of_another_decision_or_beyond_all_numbers_is_not_there(cast: Cast, say: Say) -> None:
    other = say("cora", "Elsewhere", on=cast.public)
    for number in (other.pk, 404, 10**30):
        assert client(cast, "cora").get(f"{LIST}{number}/").status_code == 404
        assert client(cast, "cora").delete(f"{LIST}{number}/").status_code == 404
