"""`manage.py claims`: claims out to a file, and in from one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from decision.problems import Refused
from decision.teams.actors import command
from frameworks.selectors import claims_to_export
from frameworks.services import compare_claims, import_claims
from frameworks.transfer import csv_lines, json_text
from frameworks.transfer.telling import told

SHOWN_AT_MOST = 50


class Command(BaseCommand):
    help = "Export claims as CSV or JSON, and import them again: all rows or, if any is refused, none."

    def add_arguments(self, parser: CommandParser) -> None:
        doing = parser.add_subparsers(dest="doing", required=True)
        out = doing.add_parser("export", help="write claims to a file, or to the standard output")
        out.add_argument("file", nargs="?", type=Path)
        out.add_argument("--format", choices=("csv", "json"), help="else by the file's name, else CSV")
        out.add_argument("--source", help="only the claims of this source, by slug")
        out.add_argument("--framework", help="only the claims about this framework, by slug")
        into = doing.add_parser("import", help="read claims from a .csv or .json file")
        into.add_argument("file", type=Path)
        into.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._export(options) if options["doing"] == "export" else self._import(options)
        except Refused as refused:
            lines = [text for _, text in refused.errors] or [refused.detail]
            raise CommandError("\n".join(dict.fromkeys([refused.detail, *lines]))) from refused
        except OSError as error:
            raise CommandError(f"{error.filename}: {(error.strerror or '').lower()}") from error

    def _export(self, options: dict[str, Any]) -> None:
        file: Path | None = options["file"]
        is_json = (options["format"] or (file.suffix.lstrip(".") if file else "")) == "json"
        rows = claims_to_export(source=options["source"], framework=options["framework"])
        pieces = json_text(rows) if is_json else csv_lines(rows)
        if file is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(pieces)

    def _import(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        content, is_json = file.read_bytes(), file.suffix.lower() == ".json"
        if not options["dry_run"]:
            done = import_claims(content, is_json=is_json, by=command())
            self.stdout.write(f"{done.new} new, {done.changed} changed, {done.unchanged} unchanged.")
            return
        found = compare_claims(content, is_json=is_json, by=command())
        counts = f"{len(found.new)} new, {len(found.changed)} changed, {found.unchanged} unchanged"
        self.stdout.write(f"{counts}, {found.refused_rows:,} refused. Nothing was stored.")
        for one in islice(told(found), SHOWN_AT_MOST):
            self.stdout.write(f"  line {one.line}: {one.verdict} {one.what}")
            for column, before, after in one.fields:
                self.stdout.write(f"    {column}: {before} → {after}")
        if found.refused:
            raise CommandError("It would be refused as it is.")
