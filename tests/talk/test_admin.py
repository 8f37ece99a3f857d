"""Staff look at comments and mails in the admin, and change nothing there."""

from __future__ import annotations

import pytest

from decision.talk.models import Comment
from tests.cast import Cast
from tests.talk.saying import Say


@pytest.mark.parametrize("model", ["comment", "mail"])
def test_comments_and_mails_are_only_to_be_read(cast: Cast, say: Say, model: str) -> None:
    say("cora", "Findable words")
    stella = cast.users["stella"]
    stella.is_superuser = True
    stella.save()
    client = cast.client("stella")
    page = client.get(f"/admin/talk/{model}/?q=findable")
    assert page.status_code == 200
    assert (b"Findable words" in page.content) == (model == "comment")
    assert client.get(f"/admin/talk/{model}/add/").status_code == 403
    comment = Comment.objects.get()
    assert client.get(f"/admin/talk/comment/{comment.pk}/change/").status_code == 200
    assert client.post(f"/admin/talk/comment/{comment.pk}/change/", {"text": "x"}).status_code == 403
    assert client.post(f"/admin/talk/comment/{comment.pk}/delete/", {"post": "yes"}).status_code == 403


def test_nobody_else_gets_there(cast: Cast) -> None:
    for name in ("olga", "otto"):
        assert cast.client(name).get("/admin/talk/comment/").status_code == 302
