"""`manage.py refresh_facts`: what the package index says, as proposals for the curators."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from decision.problems import Refused
from decision.teams.actors import command
from frameworks.models import Framework
from frameworks.services import refresh_facts


class Command(BaseCommand):
    help = "Ask the package index at PACKAGE_INDEX_URL for latest releases and licences; new facts wait for review."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "frameworks", nargs="*", help="by slug; all that have a package name if none is given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for framework in self._chosen(options["frameworks"]):
            try:
                count = refresh_facts(framework=framework, by=command())
            except Refused as refused:
                failed.append(refused.detail)
                continue
            self.stdout.write(f"{framework}: {count} new {'claim' if count == 1 else 'claims'} proposed.")
        if failed:
            raise CommandError("\n".join(dict.fromkeys(failed)))

    def _chosen(self, slugs: list[str]) -> list[Framework]:
        if not slugs:
            return list(Framework.objects.exclude(package_name="").order_by("slug"))
        found = {row.slug: row for row in Framework.objects.filter(slug__in=slugs)}
        if unknown := [slug for slug in slugs if slug not in found]:
            raise CommandError(f"There is no framework “{unknown[0]}”.")
        return [found[slug] for slug in dict.fromkeys(slugs)]
