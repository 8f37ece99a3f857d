"""Finds a Chromium for the browser tests, and installs one where there is none (python -m tests.chromium)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The program's path: CHROMIUM, the system's, or Playwright's own; None when there is none."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given)
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _install() -> None:
    """Ask the system's package manager first, then Playwright; say what is going on, for it takes a minute."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        sys.stderr.write("Installing Chromium with apt-get ...\n")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update"],
            ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        ):
            subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
    if find() is None:
        sys.stderr.write("Installing Chromium with Playwright ...\n")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Make sure that there is a Chromium. Without one the browser tests are named as not run."""
    if find() is None and not os.environ.get("CHROMIUM"):
        _install()
    if (path := find()) is None:
        sys.stderr.write(
            "No Chromium: install one or name it in CHROMIUM; until then the browser tests can't run.\n"
        )
    else:
        sys.stderr.write(f"Browser tests use {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
