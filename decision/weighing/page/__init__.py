"""The guided screens as typed values: what is asked, what comes out, what it changes."""

from .chooser import Chooser, chooser
from .outcome import Outcome, outcome_of
from .screen import Screen, screen_of

__all__ = ["Chooser", "Outcome", "Screen", "chooser", "outcome_of", "screen_of"]
