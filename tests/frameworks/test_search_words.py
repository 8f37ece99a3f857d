"""What was typed, read as words and numbers, and marked in a text. No database."""

from __future__ import annotations

import pytest

from decision.problems import Invalid
from frameworks.search import LONGEST, Words, marked, read_words


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("long polling", ("long", "polling"), ()),
        ("ASP.NET", ("asp", "net"), ()),
        ("Django's ORM", ("django", "orm"), ()),
        ("OAuth2", ("oauth2",), ()),
        ("15,000", (), ("15000",)),
        ("15k", (), ("15000",)),
        ("15 K", (), ("15000",)),
        ("84.4k+", (), ("84400",)),
        ("~22k", (), ("22000",)),
        ("1.5M", (), ("1500000",)),
        ("9.65", (), ("9.65",)),
        ("9.50", (), ("9.5",)),
        ("38 %", (), ("38",)),
        ("38%", (), ("38",)),
        ("35ms", (), ("35",)),
        ("156MB", (), ("156",)),
        ("9/10", (), ("9", "10")),
        ("v6.5.2", (), ("6.5", "2")),
        ("2,847 RPS", ("rps",), ("2847",)),
        ("  ", (), ()),
    ],
)
def test_figures_are_numbers_in_plain_form_and_all_else_is_words(
    text: str, words: tuple[str, ...], numbers: tuple[str, ...]
) -> None:
    read = read_words(text)
    assert (read.words, read.numbers) == (words, numbers)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * (LONGEST + 1), "at most 200 characters"),
        ("!!! ---", "at least one letter or digit"),
        ("a\x00b", "NUL"),
        (" ".join(f"w{n}" for n in range(17)), "at most 16 words"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        read_words(text)


def hits(text: str, asked: str) -> list[str]:
    return [piece.text for piece in marked(text, read_words(asked)) if piece.is_hit]


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Tens of connections", "connection", ["connections"]),
        ("connection", "connections", ["connection"]),
        ("84.4k+ stars", "84,400", ["84.4k"]),
        ("10,000+ at once", "10k", ["10,000"]),
        ("110,000", "10k", []),
        ("<b>bold</b>", "b", ["b", "bold", "b"]),
        ("nothing here", "tornado", []),
    ],
)
def test_hits_are_marked_in_any_of_their_forms(text: str, asked: str, found: list[str]) -> None:
    assert hits(text, asked) == found


@pytest.mark.parametrize("text", ["", "plain", "<script>84.4k</script>", "a 10k b 10,000 c"])
def test_no_character_is_lost_or_added(text: str) -> None:
    assert "".join(piece.text for piece in marked(text, Words("", ("a", "script"), ("10000",)))) == text
