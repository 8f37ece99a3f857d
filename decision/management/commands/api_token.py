"""`manage.py api_token`: make, list and revoke tokens for scripts."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decision.problems import Refused
from decision.teams import services
from decision.teams.actors import command
from decision.teams.models import ApiToken
from decision.teams.selectors import tokens_of


class Command(BaseCommand):
    help = "Makes, lists and revokes API tokens. A token's text is shown once, when it is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        create = actions.add_parser("create", help="make a token for an existing user and print it")
        create.add_argument("username")
        create.add_argument("--name", default="script", help="what the token is for")
        create.add_argument("--scope", choices=ApiToken.Scope.values, default=ApiToken.Scope.READ)
        create.add_argument("--days", type=int, help="days until it expires (never, when left out)")
        listing = actions.add_parser("list", help="list tokens, without their text")
        listing.add_argument("username", nargs="?")
        revoke = actions.add_parser("revoke", help="end a token at once")
        revoke.add_argument("id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            match options["action"]:
                case "create":
                    self._create(options)
                case "list":
                    for row in tokens_of(username=options["username"], by=command()):
                        self.stdout.write(_line(row))
                case "revoke":
                    self.stdout.write(_line(services.revoke_token(token=options["id"], by=command())))
        except Refused as refused:
            raise CommandError(refused.detail) from None

    def _create(self, options: dict[str, Any]) -> None:
        made = services.create_token(
            username=options["username"], name=options["name"], scope=options["scope"], days=options["days"],
            by=command(),
        )  # fmt: skip
        self.stderr.write(
            f"Token {made.row.pk} ({made.row}) of {options['username']}; keep it, it is not shown again:"
        )
        self.stdout.write(made.text)


def _line(row: ApiToken) -> str:
    state = (
        "revoked" if row.revoked_at else f"expires {row.expires_at:%Y-%m-%d}" if row.expires_at else "no end"
    )
    used = f"last used {row.last_used_at:%Y-%m-%d %H:%M}" if row.last_used_at else "never used"
    return f"{row.pk}\t{row.user.username}\t{row.name}\t{row.scope}\t{state}\t{used}"
