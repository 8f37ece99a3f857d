"""What is typed becomes text that is safe to keep and to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.problems import Invalid
from decision.talk.wording import Piece, clean_text, names_in, pieces_of


class TestCleanText:
    @pytest.mark.parametrize("blank", ["", "  \n\t ", "\u200b\u2060", "\u3164", "\x00\u202e"])
    def test_refuses_what_shows_no_words(self, blank: str) -> None:
        with pytest.raises(Invalid, match="needs words"):
            clean_text(blank)

    def test_refuses_too_many_words_and_says_how_many(self) -> None:
        assert len(clean_text("é" * 4000)) == 4000
        with pytest.raises(Invalid, match=r"at most 4,000 characters \(this one has 4,001\)"):
            clean_text("é" * 4001)

    def test_drops_controls_and_turned_directions_and_keeps_lines_and_scripts(self) -> None:
        assert clean_text("one\r\ntwo\r\r\r\rthree \x00\u202eexe.gnp\ud800") == "one\ntwo\n\nthree exe.gnp"
        assert clean_text("שלום 👩‍👩‍👧") == "שלום 👩‍👩‍👧"


class TestMentions:
    @pytest.mark.parametrize(
        "text",
        ["@cora", "(@Cora)", "ask @cora.", "@cora, you?", "@cora's", "hi\n@cora", "@cora.-", "¿@cora?"],
    )
    def test_are_found_wherever_a_name_can_end(self, text: str) -> None:
        assert "cora" in names_in(text)

    @pytest.mark.parametrize(
        "text", ["me@cora", "https://x.example/@cora", "@", "@ cora", "@@cora", "@coraline"]
    )
    def test_are_not_read_into_addresses(self, text: str) -> None:
        assert "cora" not in names_in(text)

    def test_take_the_longest_name_that_somebody_has(self) -> None:
        pieces = pieces_of("@ana.b @ana.c", {"ana", "ana.b"})
        assert pieces == (
            Piece("@ana.b", is_mention=True), Piece(" "), Piece("@ana", is_mention=True), Piece(".c"),
        )  # fmt: skip

    def test_of_nobody_are_plain_words(self) -> None:
        assert pieces_of("@otto?", {"cora"}) == (Piece("@otto?"),)


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "href"),
        [
            ("see https://x.example/a.", "https://x.example/a"),
            ("(https://x.example/a_(b))", "https://x.example/a_(b)"),
            ("HTTP://X.example?q=1&r=2!", "HTTP://X.example?q=1&r=2"),
            ('"https://x.example"', "https://x.example"),
        ],
    )
    def test_end_where_the_address_does(self, text: str, href: str) -> None:
        assert [piece.href for piece in pieces_of(text, ()) if piece.href] == [href]

    @pytest.mark.parametrize(
        "text",
        [
            "javascript:alert(1)",
            "https://",
            "https://bank.example@evil.example",
            "http://[bad",
            "data:text/html,x",
        ],
    )
    def test_lead_to_the_web_only_and_hide_nothing(self, text: str) -> None:
        assert not any(piece.href for piece in pieces_of(text, ()))


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)
    | st.text("@ha.:/tps<>\"'()x ", max_size=60)
)
def test_the_pieces_always_add_up_to_the_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces_of(text, {"a", "h.a"})) == text
