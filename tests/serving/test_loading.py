"""Code is loaded without looking for garbage."""

from __future__ import annotations

import gc

import pytest

from decision.serving.loading import loading


class TestLoading:
    def test_looks_for_no_garbage_until_it_is_over(self) -> None:
        with loading():
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_looks_for_garbage_again_also_when_the_code_is_broken(self) -> None:
        with pytest.raises(ImportError), loading():
            raise ImportError
        assert gc.isenabled()
