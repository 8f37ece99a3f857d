"""`manage.py reveal_due_rounds`: reveal the rounds whose time has come, for those who run jobs by cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from decision.rounds.services import reveal_due


class Command(BaseCommand):
    help = "Reveal every round that is due. The sender of notifications does the same about once a minute."

    def handle(self, *args: Any, **options: Any) -> None:
        count = reveal_due()
        self.stdout.write(f"{count} round{'' if count == 1 else 's'} revealed.")
