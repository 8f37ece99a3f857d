"""Who acts, beside every recorded change; the parts below the record share it through `decision.teams`."""

from __future__ import annotations

from decision.teams.recording import recording

__all__ = ["recording"]
