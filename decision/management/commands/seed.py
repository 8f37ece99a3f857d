"""Load the documents' data; safe to run as often as you like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from decision.seeding import BadFixture, seed
from decision.teams.actors import command


class Command(BaseCommand):
    help = "Load fixtures/ by natural key. What a curator changed or removed stays so, unless --overwrite."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fixtures", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument("--overwrite", action="store_true", help="also write over what a curator changed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = seed(options["fixtures"], by=command(), overwrite=options["overwrite"])
        except BadFixture as error:
            raise CommandError(f"Nothing was loaded:\n{error}") from error
        if options["verbosity"] > 0:
            counts = (
                f"{report.created} created, {report.updated} updated, {len(report.kept)} kept as curated."
            )
            self.stdout.write(counts)
        for line in report.kept if options["verbosity"] > 1 else ():
            self.stdout.write(f"  kept {line}")
