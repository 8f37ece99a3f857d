"""What goes out comes in again with no difference."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from decision.seeding import seed
from decision.teams.actors import command
from frameworks.models import Claim, Framework
from frameworks.selectors import claims_to_export
from frameworks.services import compare_claims, import_claims
from frameworks.transfer import csv_lines, json_text
from frameworks.transfer.writing import harmful_again, harmless

from .files import CURATOR, a_catalogue, a_claim


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\nab ")))
def test_what_makes_a_formula_harmless_is_taken_away_exactly(text: str) -> None:
    assert harmful_again(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def files() -> list[tuple[bytes, bool]]:
    """Everything as CSV and as JSON."""
    return [
        ("".join(csv_lines(claims_to_export())).encode(), False),
        ("".join(json_text(claims_to_export())).encode(), True),
    ]


@pytest.mark.django_db
class TestARoundTrip:
    def test_of_the_seeds_changes_nothing(self) -> None:
        seed(settings.BASE_DIR / "fixtures", by=command())
        for content, is_json in files():
            found = compare_claims(content, is_json=is_json, by=CURATOR)
            assert found.is_empty, (found.refused or found.changed)[:3]
            assert found.unchanged == Claim.objects.count() > 700

    def test_of_awkward_claims_changes_nothing(self) -> None:
        a_catalogue()
        texts = (
            "=1+1",
            "'=1",
            "+x",
            "-x",
            "@x",
            "''",
            'a "b", c;d',
            "two\r\nlines",
            "\ttab",
            " blank ",
            "日本",
            "’",
        )
        for text in texts:
            a_claim(text=text)
        a_claim(text="twice")
        a_claim(text="twice", version="2")
        a_claim(number=Decimal("1234567890123456.0001"), number_to=Decimal("1234567890123456.0002"), text="")
        a_claim(number=Decimal("-0.1"), text="")
        a_claim(
            text="out", status="rejected", review_reason="=no", key="-k", confidence="low", as_of="2025-01-31"
        )
        a_claim(kind="relation", text="built on", related=Framework.objects.get(slug="right"))
        for content, is_json in files():
            found = compare_claims(content, is_json=is_json, by=CURATOR)
            assert found.is_empty, (found.refused or found.changed)[:3]

    def test_into_an_empty_catalogue_gives_the_same_again(self) -> None:
        a_catalogue()
        a_claim(
            text="=1+1", number=Decimal("2.5"), lines=[[1, 2], [4, 4]], status="stale", review_reason="old"
        )
        before = files()
        Claim.objects.all().delete()
        call = compare_claims(before[0][0], is_json=False, by=CURATOR)
        assert len(call.new) == 1
        import_claims(before[0][0], is_json=False, by=CURATOR)
        assert files() == before

    def test_leaves_no_formula_in_the_file(self) -> None:
        a_catalogue()
        a_claim(text="=HYPERLINK(1)", unit="+u", version="@v")
        cells = next(csv.DictReader(io.StringIO(files()[0][0].decode())))
        assert (cells["text"], cells["unit"], cells["version"]) == ("'=HYPERLINK(1)", "'+u", "'@v")


@pytest.mark.django_db
class TestTheCommand:
    @pytest.mark.parametrize("name", ["claims.csv", "claims.json"])
    def test_exports_and_imports(self, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        a_catalogue()
        claim = a_claim(key="k")
        file = tmp_path / name
        call_command("claims", "export", str(file))
        call_command("claims", "import", str(file), "--dry-run")
        assert "0 new, 0 changed, 1 unchanged, 0 refused. Nothing was stored." in capsys.readouterr().out
        Claim.objects.filter(pk=claim.pk).update(text="Other")
        call_command("claims", "import", str(file), "--dry-run")
        assert "text: Other → Quick" in capsys.readouterr().out
        call_command("claims", "import", str(file))
        assert "0 new, 1 changed, 0 unchanged." in capsys.readouterr().out
        assert Claim.objects.get().text == "Quick"

    def test_names_every_fault(self, tmp_path: Path) -> None:
        a_catalogue()
        file = tmp_path / "claims.csv"
        file.write_text("source,kind,text,lines\npaper,strength,,1\nnowhere,strength,A,1\n")
        with pytest.raises(CommandError) as refused:
            call_command("claims", "import", str(file))
        assert "line 2, text: A claim needs a number or a text." in str(refused.value)
        assert "line 3, source: There is no “nowhere”." in str(refused.value)
        with pytest.raises(CommandError):
            call_command("claims", "import", str(file), "--dry-run")

    def test_says_that_there_is_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="no such file"):
            call_command("claims", "import", str(tmp_path / "none.csv"))
