#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL the embedded PostgreSQL runs for as long as the command does."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command; a database that can't be reached or used is one line, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from decision.env import BadSetting, env
    from decision.postgres import database_running

    try:
        with database_running(env):
            execute_from_command_line(sys.argv)
    except BadSetting as error:
        sys.exit(f"steelyard: {error}")
    except OperationalError as error:
        reason = " ".join(str(error).split())
        sys.exit(f"steelyard: the database can't be used ({reason}): look at DATABASE_URL and at its server.")


if __name__ == "__main__":
    main()
