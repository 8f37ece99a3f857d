"""The documents as data: reads `fixtures/`, checks every entry, and loads what a curator has not changed."""

from .loading import SeedReport, seed
from .reading import BadFixture, read_fixtures

__all__ = ["BadFixture", "SeedReport", "read_fixtures", "seed"]
