"""What has to be done by the clock: other parts register it, the sender loop runs it.

A job runs at most once a minute over all machines, in a transaction of its own. It must be able to run twice: it looks
for what is due, does it, and leaves it so that it is not due any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_jobs: dict[str, Callable[[], object]] = {}


def register(name: str, job: Callable[[], object]) -> None:
    """Run `job` about once a minute; called in `AppConfig.ready` of the part it belongs to."""
    if name in _jobs and _jobs[name] is not job:
        raise ValueError(f"There is a job {name!r} already.")
    _jobs[name] = job


def registered() -> Mapping[str, Callable[[], object]]:
    """Every job by name."""
    return MappingProxyType(_jobs)
