"""Static files are collected, hashed and compressed when they have changed, and not at every start."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MANIFEST = "staticfiles.json"


def collect() -> None:
    """Bring what is served up to date; beside it stands what it was made of, written when all of it is there."""
    root = Path(settings.STATIC_ROOT)
    stamp, sources = root.with_name(f"{root.name}.collected"), _sources()
    if (root / MANIFEST).exists() and stamp.exists() and stamp.read_text() == sources:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources)


def _sources() -> str:
    """A digest of what is collected, by place, size and time of change, and of what collects it."""
    versions = [version(package) for package in ("django", "whitenoise")]
    made_by = (versions, settings.STORAGES["staticfiles"], settings.INSTALLED_APPS)
    digest = hashlib.sha256(repr(made_by).encode())
    files = [storage.path(path) for finder in get_finders() for path, storage in finder.list([])]
    for file in sorted(files):
        stat = os.stat(file)
        digest.update(repr((file, stat.st_size, stat.st_mtime_ns)).encode())
    return digest.hexdigest()
