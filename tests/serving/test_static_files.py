"""Static files are collected when they have changed, and not at every start."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from decision.static_files import MANIFEST, collect


@pytest.fixture
def source(settings: LazySettings, tmp_path: Path) -> Path:
    """The one file that there is to collect."""
    file = tmp_path / "source" / "page.css"
    file.parent.mkdir()
    file.write_text("a {}")
    settings.STATICFILES_DIRS = [file.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": settings.HASHED_STATIC_FILES}}
    return file


class TestCollecting:
    def test_makes_hashed_and_compressed_files(self, source: Path, settings: LazySettings) -> None:
        collect()
        [hashed] = Path(settings.STATIC_ROOT).glob("page.*.css")
        assert hashed.read_text() == "a {}"

    def test_is_left_out_where_nothing_has_changed(self, source: Path, settings: LazySettings) -> None:
        collect()
        manifest = Path(settings.STATIC_ROOT) / MANIFEST
        manifest.write_text("as it was")
        collect()
        assert manifest.read_text() == "as it was"

    def test_is_done_again_for_a_changed_file_and_for_a_new_one(
        self, source: Path, settings: LazySettings
    ) -> None:
        collect()
        source.write_text("a { color: red }")
        source.with_name("more.css").write_text("b {}")
        collect()
        manifest = (Path(settings.STATIC_ROOT) / MANIFEST).read_text()
        assert "more.css" in manifest
        assert len([*Path(settings.STATIC_ROOT).glob("page.*.css")]) == 2

    def test_is_done_again_where_what_was_collected_is_gone(
        self, source: Path, settings: LazySettings
    ) -> None:
        collect()
        manifest = Path(settings.STATIC_ROOT) / MANIFEST
        manifest.unlink()
        collect()
        assert manifest.exists()

    def test_that_broke_off_is_done_again(self, source: Path, settings: LazySettings) -> None:
        collect()
        content = source.read_text()
        source.write_text('a { background: url("missing.png") }')
        with pytest.raises(Exception, match=r"missing\.png"):
            collect()
        manifest = Path(settings.STATIC_ROOT) / MANIFEST
        manifest.write_text("half of it")
        source.write_text(content)
        collect()
        assert "page.css" in manifest.read_text()
