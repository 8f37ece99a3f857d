"""In which order a run goes, and how it ends: what could not run is named, which fails where CI is set."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

LONGEST = (
    "tests/faults/test_nothing_is_lost",
    "tests/faults/test_studies_go_on",
    "tests/access/test_table",
    "tests/faults/",
    "tests/live/",
    "tests/contract/test_answers",
    "tests/access/",
    "tests/rounds/test_secrecy",
    "tests/admin/test_decision_",
    "tests/web/test_robustness",
    "tests/rounds/test_pages",
    "tests/curation/test_importing_aside",
    "tests/evidence/test_drawer",
    "tests/web/test_catalogue_pages",
    "tests/history/test_undo",
    "tests/browser/test_pages",
    "tests/browser/test_story",
    "tests/browser/test_accounts",
    "tests/browser/test_together",
    "tests/browser/test_robustness",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first, so that no process is left alone with one at the end; the others in random order.

    In each file those tests follow each other that begin with the same rows, which then need not be put back.
    Playwright leaves an event loop running in this thread, so whoever uses it goes last.
    """
    files: dict[Path, int] = {}
    for item in items:
        files.setdefault(item.path, len(files))
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")
    items.sort(key=lambda item: (*_turn(item), files[item.path], _begins_with(item)))


def _turn(item: pytest.Item) -> tuple[bool, int]:
    path = item.path.as_posix()
    place = next((at for at, start in enumerate(LONGEST) if start in path), len(LONGEST))
    return item.get_closest_marker("browser") is not None, place


def _begins_with(item: pytest.Item) -> tuple[bool, list[str]]:
    """Whether the tables are emptied after it, and which rows are there before."""
    names = set(getattr(item, "fixturenames", ()))
    database = item.get_closest_marker("django_db")
    is_stored = "transactional_db" in names or (database is not None and "transaction" in database.kwargs)
    return is_stored, sorted(names & {"cast", "seeded"})


def _not_run(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [] if reporter is None else list(reporter.stats.get("skipped", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not (reports := _not_run(config)):
        return
    terminalreporter.section("could not run", sep="=", red=True)
    for report in reports:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.write_line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") and session.exitstatus == pytest.ExitCode.OK and _not_run(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
