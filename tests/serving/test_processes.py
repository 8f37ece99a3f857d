"""How serving processes are spread over the machine."""

from __future__ import annotations

import os

import pytest

from decision.serving.processes import cores_of_their_own


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="processes cannot choose their cores here")
class TestCores:
    def test_are_their_own_where_there_is_one_for_each(self) -> None:
        cores = os.sched_getaffinity(0)
        assert cores_of_their_own(len(cores)) == cores

    def test_are_shared_where_there_are_more_processes_or_fewer(self) -> None:
        cores = len(os.sched_getaffinity(0))
        assert cores_of_their_own(cores + 1) == cores_of_their_own(cores - 1) == frozenset()
