"""Claims as files: CSV and JSON out and in, with the difference shown before anything is stored."""

from .comparing import Comparison, compare
from .reading import Refusal, Unreadable, read_file
from .writing import csv_lines, json_text

__all__ = ["Comparison", "Refusal", "Unreadable", "compare", "csv_lines", "json_text", "read_file"]
