from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decision.local_owner import sign_in_path


class Command(BaseCommand):
    help = "Print a fresh one-time sign-in path of the local owner (only where DEBUG is on)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("There is a local owner only where DEBUG is on: use createsuperuser instead.")
        self.stdout.write(sign_in_path())
