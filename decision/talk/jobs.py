"""What has to be done by the clock: other parts register it, the sender loop runs it.

A job runs at most once a minute over all machines, in a transaction of its own. It must be able to run twice: it looks
for what is due, does it, and leaves it so that it is not due any more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)
_jobs: dict[str, Callable[[], object]] = {}


def register(name: str, job: Callable[[], object]) -> None:
    """Run `job` about once a minute; called in `AppConfig.ready` of the part it belongs to."""
    if name in _jobs and _jobs[name] is not job:
        raise ValueError(f"There is a job {name!r} already.")
    _jobs[name] = job


def run_due_jobs() -> list[str]:
    """Run every job that did not begin within the last minute, here or on another machine; the names of those run.

    A job that fails is logged, and undone; the others run all the same.
    """
    return [name for name, job in _jobs.items() if _begins(name) and _run(name, job)]


def _begins(name: str) -> bool:
    """Whether it is our turn: one of all machines gets to move the time."""
    from .models import JobRun  # registering happens before models can be loaded

    now = timezone.now()
    _, is_first = JobRun.objects.get_or_create(name=name, defaults={"began_at": now})
    return is_first or JobRun.objects.filter(name=name, began_at__lte=now - PAUSE).update(began_at=now) == 1


def _run(name: str, job: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            job()
    except Exception:
        logger.exception("the job %r failed; it is tried again in a minute", name)
        return False
    return True
