"""What all open pages fetch after a change is rendered once, and holds each reader's own token."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from decision.matrix import renewing
from decision.matrix.renewing import AT_MOST, Rendered
from tests.cast import make_cast

HOME = "/decisions/public-choice/"
FRAGMENTS = {"HX-Request": "true"}


class TestRendered:
    def test_is_made_once_for_all_who_ask_at_the_same_time(self) -> None:
        kept, made, got = Rendered(), list[int](), list[str]()
        together = Barrier(4)

        def make() -> str:
            made.append(1)
            return "numbers"

        def ask() -> None:
            together.wait()
            got.append(kept.get("key", make))

        threads = [Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (got, made) == (["numbers"] * 4, [1])

    def test_keeps_few_and_none_that_failed(self) -> None:
        kept = Rendered()
        with pytest.raises(ZeroDivisionError):
            kept.get("key", lambda: str(1 // 0))
        assert kept.get("key", lambda: "now") == "now"
        for number in range(AT_MOST):
            kept.get(number, lambda: "other")
        assert kept.get("key", lambda: "anew") == "anew"

    def test_is_forgotten_after_a_while(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = Rendered()
        monkeypatch.setattr(renewing, "SECONDS", -1.0)
        kept.get("key", lambda: "old")
        assert kept.get("key", lambda: "new") == "new"


@pytest.mark.django_db
class TestReaders:
    def test_each_have_their_own_token_and_what_they_may_do(self) -> None:
        cast = make_cast()
        olga, edgar, victor = (cast.client(name) for name in ("olga", "edgar", "victor"))
        pages = [client.get(HOME, headers=FRAGMENTS).content.decode() for client in (olga, edgar, victor)]
        assert all(renewing.TOKEN not in page for page in pages)
        assert pages[0].count("csrfmiddlewaretoken") == pages[1].count("csrfmiddlewaretoken") > 0
        assert pages[0] != pages[1]  # but for the token they are the same
        assert "csrfmiddlewaretoken" not in pages[2]
