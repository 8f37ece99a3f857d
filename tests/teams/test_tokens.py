"""API tokens: shown once, kept hashed, scoped, ending, revocable."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from decision.problems import Forbidden, Invalid, NotThere
from decision.teams.actors import Actor, command, visitor
from decision.teams.models import ApiToken
from decision.teams.selectors import tokens_of
from decision.teams.services import NewToken, create_token, revoke_token
from decision.teams.services.tokens import MOST_TOKENS
from decision.teams.tokens import use_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create(username="ada")


def make_token(**overrides: object) -> NewToken:
    given: dict[str, object] = {
        "username": "ada",
        "name": "a script",
        "scope": "read",
        "by": command(),
        **overrides,
    }
    return create_token(**given)  # type: ignore[arg-type]


def status(token: str) -> int:
    return Client().get("/api/v1/", headers={"Authorization": f"Bearer {token}"}).status_code


class TestCreateToken:
    def test_keeps_only_a_hash(self, ada: User) -> None:
        made = make_token()
        assert made.row.digest == hashlib.sha256(made.text.encode()).hexdigest()
        assert made.text not in str(list(ApiToken.objects.values()))

    def test_makes_one_that_works(self, ada: User) -> None:
        assert status(make_token().text) == 200

    def test_makes_no_two_alike(self, ada: User) -> None:
        assert len({make_token().text for _ in range(5)}) == 5

    @pytest.mark.parametrize(
        ("wrong", "place"),
        [({"name": " "}, "/name"), ({"name": "x" * 81}, "/name"), ({"scope": "admin"}, "/scope"),
         ({"days": 0}, "/days"), ({"days": 10**9}, "/days")],
    )  # fmt: skip
    def test_refuses_what_makes_no_sense(self, ada: User, wrong: dict[str, object], place: str) -> None:
        with pytest.raises(Invalid) as refusal:
            make_token(**wrong)
        assert place in dict(refusal.value.errors)
        assert not ApiToken.objects.exists()

    def test_is_not_done_without_end(self, ada: User) -> None:
        ApiToken.objects.bulk_create(
            ApiToken(user=ada, name="one more", digest=str(number)) for number in range(MOST_TOKENS)
        )
        with pytest.raises(Invalid, match="revoke some first"):
            make_token()

    def test_needs_somebody_active(self, ada: User) -> None:
        User.objects.filter(pk=ada.pk).update(is_active=False)
        for username in ("ada", "nobody"):
            with pytest.raises(NotThere):
                make_token(username=username)

    def test_is_for_oneself_only(self, ada: User) -> None:
        bob = User.objects.create(username="bob", is_staff=True)
        for by in (
            Actor(user_id=bob.pk, can_write=True, is_staff=True), Actor(user_id=ada.pk, can_write=False), visitor(),
        ):  # fmt: skip
            with pytest.raises(Forbidden):
                make_token(by=by)
        assert make_token(by=Actor(user_id=ada.pk, can_write=True)).row.user == ada


class TestUseToken:
    def test_refuses_what_is_revoked_expired_or_unknown(self, ada: User) -> None:
        revoked, expired, current = make_token(), make_token(days=1), make_token(days=1)
        revoke_token(token=revoked.row.pk, by=command())
        ApiToken.objects.filter(pk=expired.row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        unknown = "steelyard_" + "x" * 43
        wrong = [
            revoked.text,
            expired.text,
            unknown,
            "",
            "x",
            current.text + "x",
            current.text.upper(),
            "é",
            "a b",
        ]
        assert [status(text) for text in wrong] == [401] * len(wrong)
        assert status(current.text) == 200

    def test_refuses_the_token_of_somebody_who_left(self, ada: User) -> None:
        made = make_token()
        User.objects.filter(pk=ada.pk).update(is_active=False)
        assert use_token(made.text) is None

    def test_is_never_read_from_the_address(self, ada: User) -> None:
        made = make_token()
        for name in ("token", "access_token"):
            answer = Client().get(f"/api/v1/?{name}={made.text}")
            assert answer.status_code == 400
            assert "Authorization header" in answer.json()["detail"]

    def test_notes_its_use_at_most_once_a_minute(self, ada: User) -> None:
        made = make_token()
        use_token(made.text)
        ApiToken.objects.update(last_used_at=timezone.now() - timedelta(seconds=50))
        before = ApiToken.objects.get().last_used_at
        use_token(made.text)
        assert ApiToken.objects.get().last_used_at == before
        ApiToken.objects.update(last_used_at=timezone.now() - timedelta(seconds=70))
        use_token(made.text)
        assert ApiToken.objects.get().last_used_at > timezone.now() - timedelta(seconds=10)

    def test_takes_one_query_even_when_it_notes(self, ada: User) -> None:
        made = make_token()
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert use_token(made.text) is not None
            assert len(queries) == 1

    def test_does_not_note_a_refused_use(self, ada: User) -> None:
        made = make_token()
        revoke_token(token=made.row.pk, by=command())
        use_token(made.text)
        assert ApiToken.objects.get().last_used_at is None


class TestRevokeToken:
    def test_works_at_once_and_twice(self, ada: User) -> None:
        made = make_token()
        first = revoke_token(token=made.row.pk, by=command()).revoked_at
        assert status(made.text) == 401
        assert revoke_token(token=made.row.pk, by=command()).revoked_at == first

    def test_is_for_oneself_only(self, ada: User) -> None:
        made, bob = make_token(), User.objects.create(username="bob")
        for door, refusal in (("page", NotThere), ("admin", Forbidden), ("api", Forbidden)):
            with pytest.raises(refusal):
                revoke_token(token=made.row.pk, by=Actor(user_id=bob.pk, can_write=True, door=door))
        with pytest.raises(NotThere):
            revoke_token(token=0, by=command())
        assert status(made.text) == 200


class TestTokensOf:
    def test_shows_everybody_their_own_and_the_operator_all(self, ada: User) -> None:
        User.objects.create(username="bob")
        mine, other = make_token(), make_token(username="bob")
        assert list(tokens_of(by=Actor(user_id=ada.pk))) == [mine.row]
        assert list(tokens_of(by=command())) == [other.row, mine.row]
        assert list(tokens_of(username="bob", by=command())) == [other.row]
        with pytest.raises(NotThere):
            tokens_of(by=visitor())


class TestCommand:
    def test_makes_lists_and_revokes(self, ada: User) -> None:
        out, err = StringIO(), StringIO()
        call_command(
            "api_token", "create", "ada", "--name", "nightly", "--scope", "write", stdout=out, stderr=err
        )
        text = out.getvalue().strip()
        assert status(text) == 200
        assert text not in err.getvalue()
        listing = StringIO()
        call_command("api_token", "list", stdout=listing)
        assert "nightly\twrite\tno end\tlast used" in listing.getvalue()
        assert text not in listing.getvalue()
        call_command("api_token", "revoke", str(ApiToken.objects.get().pk), stdout=StringIO())
        assert status(text) == 401

    def test_says_plainly_what_is_wrong(self, ada: User) -> None:
        for arguments in (["create", "nobody"], ["revoke", "7"], ["create", "ada", "--days", "0"]):
            with pytest.raises(CommandError):
                call_command("api_token", *arguments, stdout=StringIO(), stderr=StringIO())
