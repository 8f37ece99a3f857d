"""Curating decisions: the matrix as a grid, each score's evidence, the scenarios."""

from .decision import DecisionAdmin
from .scenario import ScenarioAdmin
from .score import ScoreAdmin

__all__ = ["DecisionAdmin", "ScenarioAdmin", "ScoreAdmin"]
