"""The process that computes studies."""

from __future__ import annotations

import sys
from collections.abc import Callable

from decision.serving.worker import work_aside


def _turn(stopped: Callable[[], bool]) -> bool:
    from .turns import take_turn

    return take_turn(stopped=stopped)


if __name__ == "__main__":
    work_aside(_turn, int(sys.argv[1]))
