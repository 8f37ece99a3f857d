"""…/alternatives/"""

from __future__ import annotations

import pytest

from frameworks.models import Framework
from tests.api.asking import address, refused, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATH = address("public-choice", "alternatives/")


def test_are_added_renamed_and_removed_at_the_revision_that_was_seen(cast: Cast) -> None:
    Framework.objects.create(slug="litestar", name="Litestar")
    edgar = cast.client("edgar")
    answer = send(edgar, "POST", PATH, {"framework": "litestar"}, **{"If-Match": '"1"'})
    assert (answer.status_code, answer["ETag"], answer.json()["name"]) == (201, '"2"', "Litestar")
    path = answer["Location"]
    assert cast.visitor.get(path).json() == answer.json()
    refused(send(edgar, "PATCH", path, {"label": "Star"}, **{"If-Match": '"1"'}), 412)
    assert send(edgar, "PATCH", path, {"label": "Star"}).json()["label"] == "Star"
    assert edgar.delete(path).status_code == 204
    refused(cast.visitor.get(path), 404)


@pytest.mark.parametrize(
    ("body", "place"),
    [({}, "/framework"), ({"framework": "none"}, "/framework"), ({"framework": 1}, "/framework"),
     ({"framework": "flask"}, ""), ({"framework": "none", "label": "x" * 61}, "/label"),
     ({"framework": "none", "total": 1}, "/total")],
)  # fmt: skip
def test_that_cannot_be_are_refused_by_place(cast: Cast, body: object, place: str) -> None:
    refused(send(cast.client("edgar"), "POST", PATH, body), 400, *filter(None, [place]))
    refused(send(cast.client("edgar"), "PATCH", f"{PATH}flask/", {"label": None}), 400, "/label")
    assert cast.visitor.get(PATH)["ETag"] == '"1"'
