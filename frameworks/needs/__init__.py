"""Needs: what somebody may be looking for, and which claims speak for or against a technology that should meet it."""

from .rules import Rule, Rules

__all__ = ["Rule", "Rules"]
