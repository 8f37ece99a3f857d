"""Run the jobs that are due and send the mails that wait, once: for operators, and for machines that do not serve."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand

from decision.talk.mailing import work_through


class Command(BaseCommand):
    help = "Run the jobs that are due and send the mails that wait. A serving process does so by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        done = work_through()
        mails = f"{done.mails} mail{'' if done.mails == 1 else 's'}"
        self.stdout.write(f"{mails} worked through; jobs: {', '.join(done.jobs) or 'none due'}.")
