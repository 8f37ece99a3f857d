#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL the embedded PostgreSQL runs for as long as the command does."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")
    from django.core.management import execute_from_command_line

    from decision.env import BadSetting, env
    from decision.postgres import database_running

    try:
        with database_running(env):
            execute_from_command_line(sys.argv)
    except BadSetting as error:
        sys.exit(f"steelyard: {error}")


if __name__ == "__main__":
    main()
